package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.ConnectService;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where a running task is known: behind its Service Connect names, and in target groups, of which
/// only the events are simulated.
final class Traffic {
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
    for (var group : groups(task)) {
      service.events.add(world.now(), "registered 1 targets in (target-group %s)".formatted(group));
    }
  }

  private void leave(Service service, Task task) {
    task.joined = false;
    names(task).forEach(name -> tell(map -> map.deregisterInstance(name, task.id)));
    var groups = groups(task);
    for (var group : groups) {
      service.events.add(
          world.now(), "deregistered 1 targets in (target-group %s)".formatted(group));
    }
    if (groups.isEmpty()) return;
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
    return task.deployment.stream()
        .flatMap(each -> each.revision.resources().stream())
        .map(ConnectService::arn)
        .toList();
  }

  private static List<String> groups(Task task) {
    return Json.items(task.spec, "loadBalancers").stream()
        .map(each -> Json.text(each, "targetGroupArn", ""))
        .filter(arn -> !arn.isEmpty())
        .toList();
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
