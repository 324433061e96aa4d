package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.Optional;

/// What Fargate refuses of what the language has words for. Source: ECS developer guide, task
/// definition differences for Fargate.
final class FargateChecks {
  private static final Path DEFINITION = Path.ROOT.field("taskDefinition");

  private final Draft draft;
  private final Findings findings;

  FargateChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    var definition = draft.definition();
    network(definition);
    mode(definition, "pidMode", "task");
    capacity();
    if (draft.fields().text("schedulingStrategy").filter("DAEMON"::equals).isPresent()) {
      var sentence = "Fargate knows no DAEMON services";
      tell("fargate-forbidden", Path.ROOT.field("schedulingStrategy"), sentence, "remove it");
    }
  }

  private void network(Value.Fields definition) {
    if (!mode(definition, "networkMode", "awsvpc")) return;
    if (definition.at("networkMode").isEmpty()) {
      var sentence =
          "Fargate needs the network mode awsvpc, and ECS puts bridge where none is stated";
      tell("network-mode", DEFINITION.field("networkMode"), sentence, "state networkMode: awsvpc");
    }
    var path = Path.ROOT.field("networkConfiguration");
    var network = draft.fields().fields("networkConfiguration").fields("awsvpcConfiguration");
    if (!network.items("subnets").isEmpty()) return;
    var hint = "state networkConfiguration.awsvpcConfiguration.subnets";
    tell("network-mode", path, "a service on Fargate needs subnets", hint);
  }

  private boolean mode(Value.Fields definition, String name, String only) {
    var stated = definition.text(name);
    if (stated.isEmpty() || stated.equals(Optional.of(only))) return true;
    var sentence = "Fargate knows no `" + name + ": " + stated.get() + "`";
    tell("fargate-forbidden", DEFINITION.field(name), sentence, "use " + only);
    return false;
  }

  private void capacity() {
    var strategy = draft.fields().each("capacityProviderStrategy");
    if (strategy.isEmpty() || strategy.stream().allMatch(Fargate::provider)) return;
    if (strategy.stream().noneMatch(Fargate::provider)) return;
    var path = Path.ROOT.field("capacityProviderStrategy");
    tell("capacity", path, "Fargate's capacity providers mix with no others", "take one sort");
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
