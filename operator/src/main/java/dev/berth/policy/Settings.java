package dev.berth.policy;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.Optional;
import java.util.stream.Stream;

/// Policies that look at a single setting.
final class Settings {
  private Settings() {}

  static Stream<Fault> privileged(Wanted want) {
    return Containers.of(want)
        .filter(container -> container.fields().on("privileged"))
        .map(container ->
            new Fault(
                container.path().field("privileged"),
                "a privileged container is root on its host",
                "add the one capability that it needs under linuxParameters.capabilities"));
  }

  static Stream<Fault> writableRoot(Wanted want) {
    return Containers.of(want)
        .filter(container -> !container.fields().on("readonlyRootFilesystem"))
        .map(container ->
            new Fault(
                container.path().field("readonlyRootFilesystem"),
                "the container can change its own programs",
                "set readonlyRootFilesystem: true, and mount a volume where it writes"));
  }

  static Stream<Fault> publicAddress(Wanted want) {
    var path = Path.of("networkConfiguration.awsvpcConfiguration.assignPublicIp");
    var network = want.fields().fields("networkConfiguration").fields("awsvpcConfiguration");
    return network.text("assignPublicIp").filter("ENABLED"::equals).stream()
        .map(_ ->
            new Fault(
                path,
                "its tasks can be reached from the internet",
                "use private subnets with a NAT gateway or VPC endpoints, and DISABLED"));
  }

  static Stream<Fault> shell(Wanted want) {
    if (!want.fields().on("enableExecuteCommand")) return Stream.empty();
    return Stream.of(
        new Fault(
            Path.of("enableExecuteCommand"),
            "anyone with ecs:ExecuteCommand gets a shell in its containers",
            "switch it on for as long as it is needed"));
  }

  static Stream<Fault> noWayBack(Wanted want) {
    var rollout = want.fields().fields("deploymentConfiguration");
    boolean rolling = rollout.text("strategy").filter(s -> !s.equals("ROLLING")).isEmpty();
    var breaker = rollout.fields("deploymentCircuitBreaker");
    if (!rolling || !service(want) || breaker.on("enable") && breaker.on("rollback")) {
      return Stream.empty();
    }
    return Stream.of(
        new Fault(
            Path.of("deploymentConfiguration.deploymentCircuitBreaker"),
            "a broken release is tried for ever",
            "set enable: true and rollback: true"));
  }

  static Stream<Fault> singleTask(Wanted want) {
    if (!service(want) || count(want.fields()).filter(n -> n >= 2).isPresent()) {
      return Stream.empty();
    }
    return Stream.of(
        new Fault(
            Path.of("desiredCount"),
            "one task is none while it is replaced after a failure",
            "run two or more"));
  }

  private static boolean service(Wanted want) {
    return want.key().kind() == Kind.SERVICE
        && want.fields().text("schedulingStrategy").filter("DAEMON"::equals).isEmpty();
  }

  private static Optional<Integer> count(Fields fields) {
    return fields.whole("desiredCount");
  }
}
