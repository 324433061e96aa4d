package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.ConnectService;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Where a running task is known: behind its Service Connect names, and in target groups; and which
/// of two revisions the listeners send the traffic to.
final class Traffic {
  /// How long a target that leaves is still there; tasks wait for it.
  static final Duration DRAINING = Duration.ofSeconds(60);

  private final World world;

  Traffic(World world) {
    this.world = world;
  }

  void changed(Service service, Task task) {
    if (task.running() && !task.joined) join(service, task);
    if (task.stopping && task.joined) leave(service, task);
  }

  private void join(Service service, Task task) {
    task.joined = true;
    var attributes = new TreeMap<String, String>();
    attributes.put("AWS_INSTANCE_IPV4", task.network.address());
    attributes.put("AVAILABILITY_ZONE", task.network.zone());
    attributes.put("REGION", service.cluster.owner.region());
    attributes.put("ECS_CLUSTER_NAME", service.cluster.name);
    attributes.put("ECS_SERVICE_NAME", service.name);
    attributes.put("ECS_TASK_DEFINITION_FAMILY", task.definition.family());
    names(task).forEach(name -> tell(map -> map.registerInstance(name, task.id, attributes)));
    var healthy = world.now().plus(Healthy.target(task));
    for (var target : targets(task)) {
      var fails = Healthy.targetFails(task);
      world
          .balancing()
          .register(target.group(), task.network.address(), target.port(), healthy, fails);
      service.events.add(
          world.now(), "registered 1 targets in (target-group %s)".formatted(target.group()));
    }
  }

  private void leave(Service service, Task task) {
    task.joined = false;
    names(task).forEach(name -> tell(map -> map.deregisterInstance(name, task.id)));
    var targets = targets(task);
    for (var target : targets) {
      var until = world.now().plus(DRAINING);
      var address = task.network.address();
      world.balancing().deregister(target.group(), address, target.port(), world.now(), until);
      service.events.add(
          world.now(), "deregistered 1 targets in (target-group %s)".formatted(target.group()));
    }
    if (targets.isEmpty()) return;
    var deployment = task.deployment.map(each -> each.id).orElse("");
    service.events.add(
        world.now(), "has begun draining connections on 1 tasks.", ", taskSet " + deployment);
  }

  /// What Service Connect made for a service goes with it, unless another service has taken it.
  void end(Service service) {
    names(service)
        .filter(
            name -> world.services().filter(Service::active).noneMatch(other -> holds(other, name)))
        .forEach(name -> tell(map -> map.removeConnectService(name)));
  }

  private static boolean holds(Service service, String name) {
    return names(service).anyMatch(name::equals);
  }

  private static Stream<String> names(Service service) {
    return service.revisions.stream()
        .flatMap(each -> each.resources().stream())
        .map(ConnectService::arn)
        .distinct();
  }

  private static List<String> names(Task task) {
    var connected =
        task.deployment.stream()
            .flatMap(each -> each.revision.resources().stream())
            .map(ConnectService::arn);
    var registries = Json.items(task.spec, "serviceRegistries").stream();
    return Stream.concat(connected, registries.map(each -> Json.text(each, "registryArn", "")))
        .toList();
  }

  private record Target(String group, int port) {}

  /// A deployment knows which of two target groups is its own.
  private static List<Target> targets(Task task) {
    var balancers = Json.items(task.spec, "loadBalancers");
    var groups = task.deployment.map(each -> each.revision.groups()).orElse(List.of());
    var targets = new ArrayList<Target>();
    for (var i = 0; i < groups.size(); i++) {
      if (groups.get(i).isEmpty()) continue;
      targets.add(new Target(groups.get(i), Json.integer(balancers.get(i), "containerPort", 0)));
    }
    return targets;
  }

  static String group(Task task) {
    return targets(task).stream().map(Target::group).findFirst().orElse("");
  }

  static int port(Task task) {
    return targets(task).stream().map(Target::port).findFirst().orElse(0);
  }

  /// Rewrites the rules that were handed over to the shares that a deployment says.
  void shift(Service service, Shift shift) {
    var balancers = Json.items(shift.green.revision.spec(), "loadBalancers");
    for (var i = 0; i < balancers.size(); i++) {
      var advanced = Json.fields(balancers.get(i), "advancedConfiguration");
      var green = shift.green.revision.groups().get(i);
      var one = Json.text(balancers.get(i), "targetGroupArn", "");
      var other = Json.text(advanced, "alternateTargetGroupArn", one);
      var blue = green.equals(one) ? other : one;
      forward(advanced, "productionListenerRule", green, blue, shift.production);
      forward(advanced, "testListenerRule", green, blue, shift.test);
    }
  }

  private void forward(
      ObjectNode advanced, String member, String green, String blue, double percent) {
    if (!Json.has(advanced, member)) return;
    world.balancing().forward(Json.text(advanced, member, ""), green, blue, percent);
  }

  private interface Message {
    void to(CloudMap map);
  }

  /// Anyone may delete a name in Cloud Map; the scheduler goes on without it.
  private void tell(Message message) {
    try {
      message.to(world.cloudMap());
    } catch (ApiError e) {
      if (!e.code().equals("ServiceNotFound")) throw e;
    }
  }
}
