package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Where tasks run that are not Fargate's: every cluster has three container instances, and a
/// further one for each task that shares none. They are of any size; only a rule (`noCapacity`)
/// leaves a task without a place.
final class Instances {
  /// So many tasks has a DAEMON service.
  static final int ALWAYS = 3;

  private Instances() {}

  /// Whether a task or a service is Fargate's: by its strategy, which takes the launch type's
  /// place.
  static boolean fargate(ObjectNode spec) {
    if (Json.has(spec, "capacityProviderName")) {
      return CapacityProviders.fargate(Json.text(spec, "capacityProviderName", ""));
    }
    var strategy = Json.items(spec, "capacityProviderStrategy");
    if (strategy.isEmpty()) return Json.text(spec, "launchType", "FARGATE").equals("FARGATE");
    return strategy.stream()
        .allMatch(each -> CapacityProviders.fargate(Json.text(each, "capacityProvider", "")));
  }

  static String launchType(ObjectNode spec) {
    if (fargate(spec)) return "FARGATE";
    var external = Json.text(spec, "launchType", "").equals("EXTERNAL");
    return external && !Json.has(spec, "capacityProviderName") ? "EXTERNAL" : "EC2";
  }

  static boolean daemon(ObjectNode spec) {
    return Json.text(spec, "schedulingStrategy", "").equals("DAEMON");
  }

  /// The instance with the fewest tasks like this one; a task that shares none goes to an empty
  /// one.
  static String place(Task task) {
    var all = IntStream.iterate(0, number -> number + 1).mapToObj(n -> arn(task.cluster, n));
    if (alone(task.spec)) return all.filter(arn -> like(task, arn) == 0).findFirst().orElseThrow();
    return all.limit(ALWAYS)
        .reduce((one, other) -> like(task, other) < like(task, one) ? other : one)
        .orElseThrow();
  }

  private static boolean alone(ObjectNode spec) {
    return daemon(spec)
        || Json.items(spec, "placementConstraints").stream()
            .anyMatch(each -> Json.text(each, "type", "").equals("distinctInstance"));
  }

  private static long like(Task task, String instance) {
    return kin(task).filter(other -> other.instance.equals(instance)).count();
  }

  /// The running tasks of its service; of one that has none, those of no service.
  private static Stream<Task> kin(Task task) {
    if (task.service.isPresent()) return task.service.get().live();
    return task.cluster.liveTasks().filter(other -> !other.stopping && other.service.isEmpty());
  }

  private static String arn(Cluster cluster, int number) {
    var id = UUID.nameUUIDFromBytes((cluster.arn + number).getBytes(StandardCharsets.UTF_8));
    return Arns.of(cluster, "container-instance", id.toString().replace("-", ""));
  }

  /// Those that are always there, and those that have tasks.
  static boolean known(Cluster cluster, String arn) {
    return IntStream.range(0, ALWAYS).mapToObj(n -> arn(cluster, n)).anyMatch(arn::equals)
        || busy(cluster).contains(arn);
  }

  /// Those that have tasks.
  static List<String> busy(Cluster cluster) {
    return cluster
        .liveTasks()
        .map(task -> task.instance)
        .filter(arn -> !arn.isEmpty())
        .distinct()
        .toList();
  }
}
