package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a service says of the ports of its containers: Service Connect and load balancers. Source:
/// ECS API reference, ServiceConnectConfiguration and LoadBalancer.
final class PortChecks {
  private static final Path CONNECT = Path.ROOT.field("serviceConnectConfiguration");
  private static final Path BALANCERS = Path.ROOT.field("loadBalancers");

  private final Draft draft;
  private final Findings findings;
  private final TreeSet<String> names = new TreeSet<>();

  /// By container; a port of a range is not among them.
  private final TreeMap<String, TreeSet<Integer>> ports = new TreeMap<>();

  private final TreeSet<String> ranged = new TreeSet<>();

  PortChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    for (var container : draft.containers()) {
      var name = container.text("name").orElse("");
      ports.put(name, new TreeSet<>());
      for (var port : container.each("portMappings")) {
        port.whole("containerPort").ifPresent(ports.get(name)::add);
        port.text("name").ifPresent(names::add);
        if (port.at("containerPortRange").isPresent()) ranged.add(name);
      }
    }
  }

  void run() {
    connect(draft.fields().fields("serviceConnectConfiguration"));
    for (var balancer : draft.fields().each("loadBalancers")) balancer(balancer);
  }

  private void connect(Value.Fields connect) {
    new LogChecks(draft, findings).run(connect.fields("logConfiguration"), CONNECT);
    if (!connect.on("enabled")) return;
    if (connect.text("namespace").isEmpty()) {
      var sentence = "Service Connect needs a namespace";
      var hint = "state it, or spec.serviceConnectNamespace of the Environment";
      tell("missing-field", CONNECT.field("namespace"), sentence, hint);
    }
    for (var service : connect.each("services")) {
      var name = service.text("portName").orElse("");
      if (names.contains(name)) continue;
      var path = CONNECT.field("services").element(name).field("portName");
      var sentence = "no port mapping is named " + name;
      tell("unknown-port-name", path, sentence, Closest.hint(name, names));
    }
  }

  private void balancer(Value.Fields balancer) {
    var name = balancer.text("containerName").orElse("");
    var port = balancer.whole("containerPort");
    var path = BALANCERS.element(name + "/" + port.map(String::valueOf).orElse(""));
    var known = Optional.ofNullable(ports.get(name));
    if (known.isEmpty()) {
      var sentence = "there is no container " + name;
      var hint = Closest.hint(name, ports.keySet());
      tell("load-balancer-target", path.field("containerName"), sentence, hint);
      return;
    }
    if (ranged.contains(name) || port.filter(known.get()::contains).isPresent()) return;
    var sentence = name + " has no port " + port.map(String::valueOf).orElse("of that number");
    var hint = "its ports are " + known.get();
    tell("load-balancer-target", path.field("containerPort"), sentence, hint);
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
