package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What RegisterTaskDefinition refuses of containers, wherever they run. Source: ECS API reference,
/// RegisterTaskDefinition and ContainerDefinition.
final class ContainerChecks {
  private static final Path DEFINITION = Path.ROOT.field("taskDefinition");
  private static final Path CONTAINERS = DEFINITION.field("containerDefinitions");
  private static final List<String> OWN_PORTS = List.of("awsvpc", "host");
  private static final List<String> PROBES = List.of("CMD", "CMD-SHELL", "NONE");

  private final Draft draft;
  private final Findings findings;

  ContainerChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void run() {
    var containers = draft.containers();
    if (containers.isEmpty()) {
      tell("missing-field", CONTAINERS, "the task definition has no container", "state one");
      return;
    }
    names(containers);
    boolean essential = containers.stream().anyMatch(c -> !c.at("essential").equals(no()));
    if (!essential) {
      var sentence = "no container is essential, and ECS wants one to be";
      tell("no-essential", CONTAINERS, sentence, "leave essential out where it matters");
    }
    containers.forEach(this::container);
    new ContainerOrder(draft, findings).run();
  }

  private void names(List<Value.Fields> containers) {
    var seen = new TreeSet<String>();
    for (var container : containers) {
      var name = container.text("name").orElse("");
      if (name.isEmpty() || seen.add(name)) continue;
      var sentence = "there are two containers " + name;
      tell("duplicate-name", CONTAINERS.element(name), sentence, "rename one");
    }
  }

  private void container(Value.Fields container) {
    var path = Draft.container(container);
    if (container.at("image").filter(image -> !image.equals(Value.of(""))).isEmpty()) {
      tell("missing-field", path.field("image"), "`image` is missing", "state one");
    }
    bothWays(container, path);
    probe(container, path);
    ports(container, path);
    mounts(container, path);
    new LogChecks(draft, findings).run(container.fields("logConfiguration"), path);
    executionRole(container, path);
  }

  private void bothWays(Value.Fields container, Path path) {
    var variables = new TreeSet<String>();
    container.each("environment").forEach(item -> item.text("name").ifPresent(variables::add));
    for (var secret : container.each("secrets")) {
      var name = secret.text("name").orElse("");
      if (!variables.contains(name)) continue;
      var other = draft.tree().origin(path.field("environment").element(name));
      var sentence = name + " is a secret here and a variable in " + other;
      tell("env-and-secret", path.field("secrets").element(name), sentence, "keep one of them");
    }
  }

  private void probe(Value.Fields container, Path path) {
    if (container.at("healthCheck").isEmpty()) return;
    var at = path.field("healthCheck").field("command");
    var command = container.fields("healthCheck").items("command");
    var first = command.stream().findFirst();
    if (first.isPresent() && PROBES.stream().map(Value::of).anyMatch(first.get()::equals)) return;
    var sentence = "a health check's command begins with CMD, CMD-SHELL or NONE";
    tell("health-check", at, sentence, "write [CMD-SHELL, your command]");
  }

  private void ports(Value.Fields container, Path path) {
    var mode = draft.definition().text("networkMode").orElse("bridge");
    boolean shared = OWN_PORTS.contains(mode);
    for (var port : container.each("portMappings")) {
      if (port.at("containerPort").isPresent() && port.at("containerPortRange").isPresent()) {
        var sentence = "a port mapping has a port or a range, not both";
        tell("port", path.field("portMappings"), sentence, "make two of it");
      }
      var inside = port.whole("containerPort");
      var outside = port.whole("hostPort").filter(number -> number != 0).or(() -> inside);
      if (!shared || inside.equals(outside)) continue;
      var sentence = "with " + mode + " the host's port is the container's, and these are two";
      tell("port", path.field("portMappings"), sentence, "leave hostPort out");
    }
  }

  private void mounts(Value.Fields container, Path path) {
    var volumes = new TreeSet<String>();
    draft.definition().each("volumes").forEach(v -> v.text("name").ifPresent(volumes::add));
    for (var mount : container.each("mountPoints")) {
      var volume = mount.text("sourceVolume").orElse("");
      if (volumes.contains(volume)) continue;
      var at = path.field("mountPoints").element(mount.text("containerPath").orElse(""));
      var sentence = "there is no volume " + volume;
      tell("unknown-volume", at.field("sourceVolume"), sentence, Closest.hint(volume, volumes));
    }
  }

  private void executionRole(Value.Fields container, Path path) {
    if (draft.definition().text("executionRoleArn").isPresent()) return;
    var needs = new TreeMap<String, Path>();
    var log = container.fields("logConfiguration");
    if (log.text("logDriver").filter("awslogs"::equals).isPresent()) {
      needs.put("to write logs", path.field("logConfiguration"));
    }
    if (!container.items("secrets").isEmpty()) needs.put("to read secrets", path.field("secrets"));
    if (!log.items("secretOptions").isEmpty()) {
      needs.put("to read the log driver's secrets", path.field("logConfiguration"));
    }
    if (container.text("image").orElse("").contains(".dkr.ecr.")) {
      needs.put("to pull from ECR", path.field("image"));
    }
    needs.forEach((what, at) ->
        tell(
            "execution-role",
            at,
            "the task needs an execution role " + what,
            "state taskDefinition.executionRoleArn"));
  }

  private static Optional<Value> no() {
    return Optional.of(Value.of(false));
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
