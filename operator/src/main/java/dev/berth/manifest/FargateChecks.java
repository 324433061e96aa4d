package dev.berth.manifest;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.List;
import java.util.Optional;

/// What Fargate refuses of what instances can do. Source: ECS developer guide, task definition
/// differences for Fargate.
final class FargateChecks {
  private static final Path DEFINITION = Path.ROOT.field("taskDefinition");
  private static final List<String> TASK =
      List.of("inferenceAccelerators", "ipcMode", "placementConstraints");
  private static final List<String> VOLUME =
      List.of("dockerVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration");
  private static final List<String> CONTAINER =
      List.of(
          "disableNetworking",
          "dnsSearchDomains",
          "dnsServers",
          "dockerSecurityOptions",
          "extraHosts",
          "hostname",
          "links",
          "privileged");
  private static final List<String> LINUX =
      List.of("devices", "maxSwap", "sharedMemorySize", "swappiness", "tmpfs");
  private static final List<String> LOG_DRIVERS = List.of("awsfirelens", "awslogs", "splunk");
  private static final String PREFIX = "awslogs-stream-prefix";
  private static final int LEAST = 2;
  private static final int MOST = 120;

  private final Draft draft;
  private final Findings findings;

  FargateChecks(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  void service() {
    var service = draft.fields();
    forbid(service, Path.ROOT, List.of("placementConstraints", "placementStrategy"));
    capacity();
    if (service.text("schedulingStrategy").filter("DAEMON"::equals).isPresent()) {
      var sentence = "Fargate knows no DAEMON services";
      tell("fargate-forbidden", Path.ROOT.field("schedulingStrategy"), sentence, "remove it");
    }
    if (service.each("loadBalancers").stream().anyMatch(b -> stated(b, "loadBalancerName"))) {
      var sentence = "Fargate knows no Classic Load Balancers";
      var hint = "use a target group of an Application or a Network Load Balancer";
      tell("fargate-forbidden", Path.ROOT.field("loadBalancers"), sentence, hint);
    }
  }

  void definition() {
    var definition = draft.definition();
    network(definition);
    mode(definition, "pidMode", "task");
    forbid(definition, DEFINITION, TASK);
    for (var volume : definition.each("volumes")) volume(volume);
    draft.containers().forEach(this::container);
  }

  private void network(Value.Fields definition) {
    if (!mode(definition, "networkMode", "awsvpc") || stated(definition, "networkMode")) return;
    var sentence =
        "Fargate needs the network mode awsvpc, and ECS puts bridge where none is stated";
    tell("network-mode", DEFINITION.field("networkMode"), sentence, "state networkMode: awsvpc");
  }

  private boolean mode(Value.Fields definition, String name, String only) {
    var stated = definition.text(name);
    if (stated.isEmpty() || stated.equals(Optional.of(only))) return true;
    var sentence = "Fargate knows no `" + name + ": " + stated.get() + "`";
    tell("fargate-forbidden", DEFINITION.field(name), sentence, "use " + only);
    return false;
  }

  private void volume(Value.Fields volume) {
    var path = DEFINITION.field("volumes").element(volume.text("name").orElse(""));
    forbid(volume, path, VOLUME);
    forbid(volume.fields("host"), path.field("host"), List.of("sourcePath"));
  }

  private void container(Value.Fields container) {
    var path = Draft.container(container);
    forbid(container, path, CONTAINER);
    var linux = path.field("linuxParameters");
    forbid(container.fields("linuxParameters"), linux, LINUX);
    capabilities(container, linux.field("capabilities").field("add"));
    for (var requirement : container.each("resourceRequirements")) {
      var type = requirement.text("type").orElse("");
      var at = path.field("resourceRequirements").element(type);
      tell("fargate-forbidden", at, "Fargate has no " + type, "remove it");
    }
    log(container.fields("logConfiguration"), path.field("logConfiguration"));
    timeout(container, path, "startTimeout");
    timeout(container, path, "stopTimeout");
  }

  private void log(Value.Fields log, Path path) {
    var driver = log.text("logDriver");
    if (driver.filter(word -> !LOG_DRIVERS.contains(word)).isPresent()) {
      var sentence = "Fargate knows no log driver " + driver.get();
      var hint = "use one of " + String.join(", ", LOG_DRIVERS);
      tell("fargate-forbidden", path.field("logDriver"), sentence, hint);
    }
    if (driver.filter("awslogs"::equals).isEmpty()) return;
    if (log.fields("options").at(PREFIX).isPresent()) return;
    var sentence = "the log driver awslogs needs the option " + PREFIX;
    tell("log-options", path.field("options"), sentence, "");
  }

  private void capabilities(Value.Fields container, Path path) {
    for (var added : container.fields("linuxParameters").fields("capabilities").items("add")) {
      if (!(added instanceof Value.Text(var word)) || word.equals("SYS_PTRACE")) continue;
      tell("fargate-forbidden", path, "Fargate adds no capability " + word, "use SYS_PTRACE");
    }
  }

  private void timeout(Value.Fields container, Path path, String name) {
    var seconds = container.whole(name);
    if (seconds.filter(n -> n < LEAST || n > MOST).isEmpty()) return;
    var sentence = "on Fargate `" + name + "` is " + LEAST + " to " + MOST + " seconds";
    tell("fargate-forbidden", path.field(name), sentence, "");
  }

  private void capacity() {
    var strategy = draft.fields().each("capacityProviderStrategy");
    if (strategy.isEmpty() || strategy.stream().allMatch(Fargate::provider)) return;
    if (strategy.stream().noneMatch(Fargate::provider)) return;
    var path = Path.ROOT.field("capacityProviderStrategy");
    tell("capacity", path, "Fargate's capacity providers mix with no others", "take one sort");
  }

  private void forbid(Value.Fields object, Path path, List<String> names) {
    for (var name : names) {
      if (!stated(object, name)) continue;
      tell("fargate-forbidden", path.field(name), "Fargate knows no `" + name + "`", "remove it");
    }
  }

  /// What an empty list or a plain no says is nothing.
  private static boolean stated(Value.Fields object, String name) {
    return object
        .at(name)
        .filter(value ->
            switch (value) {
              case Value.Flag(var on) -> on;
              case Value.Items(var items) -> !items.isEmpty();
              case Value.Fields fields -> !fields.isEmpty();
              case Value.Text _, Value.Num _ -> true;
            })
        .isPresent();
  }

  private void tell(String rule, Path path, String sentence, String hint) {
    draft.tell(findings, rule, path, sentence, hint);
  }
}
