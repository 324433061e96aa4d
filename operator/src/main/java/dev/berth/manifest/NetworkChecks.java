package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;

/// What goes with a network mode and what does not. Source: ECS API reference, ContainerDefinition
/// and CreateService.
final class NetworkChecks {
  private static final Path NETWORK = Path.ROOT.field("networkConfiguration");
  private static final String BRIDGE = "bridge";

  /// What a container with the task's own network interface cannot choose.
  private static final List<String> NOT_OWN =
      List.of("disableNetworking", "extraHosts", "hostname");

  private static final List<Value> NOTHING = List.of(Value.of(false), Value.items(List.of()));

  private final Draft draft;
  private final Findings findings;

  NetworkChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  /// @param fargate where every task has an interface of its own, whatever is stated
  void run(boolean fargate) {
    var mode = draft.definition().text("networkMode").orElse(BRIDGE);
    boolean own = mode.equals("awsvpc");
    if (own || fargate) subnets(fargate);
    else if (!draft.fields().fields("networkConfiguration").isEmpty()) {
      var sentence = "a network configuration is for awsvpc, and this is " + mode;
      tell("network-mode", NETWORK, sentence, "write networkConfiguration: null");
    }
    role(own || fargate);
    if (fargate) return;
    if (own) balancers();
    for (var container : draft.containers()) {
      if (own) NOT_OWN.forEach(name -> refuse(container, name, mode));
      if (!mode.equals(BRIDGE)) refuse(container, "links", mode);
    }
  }

  private void subnets(boolean fargate) {
    var network = draft.fields().fields("networkConfiguration").fields("awsvpcConfiguration");
    if (!network.items("subnets").isEmpty()) return;
    var hint = "state networkConfiguration.awsvpcConfiguration.subnets";
    var where = fargate ? "on Fargate" : "with awsvpc";
    tell("network-mode", NETWORK, "what runs " + where + " needs subnets", hint);
  }

  /// Source: ECS API reference, CreateService, role.
  private void role(boolean own) {
    if (draft.fields().at("role").isEmpty()) return;
    if (!own && !draft.fields().items("loadBalancers").isEmpty()) return;
    var sentence = "a role is for a load balancer without awsvpc; here ECS takes its own";
    tell("role", Path.ROOT.field("role"), sentence, "remove it");
  }

  private void balancers() {
    boolean classic =
        draft.fields().each("loadBalancers").stream()
            .anyMatch(balancer -> balancer.at("loadBalancerName").isPresent());
    if (!classic) return;
    var hint = "use a target group of an Application or a Network Load Balancer";
    var path = Path.ROOT.field("loadBalancers");
    tell("network-mode", path, "awsvpc knows no Classic Load Balancers", hint);
  }

  private void refuse(Value.Fields container, String name, String mode) {
    if (container.at(name).filter(value -> !NOTHING.contains(value)).isEmpty()) return;
    var sentence = "`" + name + "` does not go with the network mode " + mode;
    tell("network-mode", Draft.container(container).field(name), sentence, "remove it");
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
