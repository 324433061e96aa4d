package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A service as DescribeServices answers it: every default filled, lists without an order in some
/// order.
final class ServiceView {
  /// What AWS shows of a service itself; the rest only of its deployments and revisions.
  private static final List<String> OWN =
      List.of(
          "taskDefinition",
          "platformVersion",
          "networkConfiguration",
          "loadBalancers",
          "serviceRegistries",
          "deploymentConfiguration",
          "deploymentController",
          "schedulingStrategy",
          "placementConstraints",
          "placementStrategy",
          "healthCheckGracePeriodSeconds",
          "propagateTags",
          "enableECSManagedTags",
          "enableExecuteCommand",
          "availabilityZoneRebalancing");

  private final World world;

  ServiceView(World world) {
    this.world = world;
  }

  /// Empty for a service with a capacity provider strategy.
  String launchType(Service service) {
    if (Json.has(service.spec, "capacityProviderStrategy")) return "";
    return Json.text(service.spec, "launchType", "");
  }

  ObjectNode withTags(Service service) {
    var shown = of(service);
    var told = Tags.write(world.tags(service.arn, service.tags));
    var tags = new ArrayList<>(Json.items(Json.object().set("tags", told), "tags"));
    world.ids().shuffle(service.arn, tags);
    shown.putArray("tags").addAll(tags);
    return shown;
  }

  ObjectNode of(Service service) {
    var shown = Json.object();
    shown.put("serviceArn", service.arn).put("serviceName", service.name);
    shown.put("clusterArn", service.cluster.arn).put("status", service.status.name());
    shown.put("desiredCount", service.desiredCount);
    shown.put("runningCount", service.live().filter(Task::running).count());
    shown.put("pendingCount", service.live().filter(task -> pending(service, task)).count());
    shown.put("createdAt", Json.epoch(service.createdAt));
    var account = service.cluster.owner.account();
    shown.put("createdBy", "arn:aws:iam::" + account + ":root");
    shown.put("resourceManagementType", "CUSTOMER");
    spec(shown, service);
    var deployments = shown.putArray("deployments");
    service.deployments.forEach(each -> deployments.add(deployment(service, each)));
    current(shown, service);
    var events = shown.putArray("events");
    for (var each : service.events.newestFirst()) {
      var event = events.addObject().put("id", each.id());
      event.put("createdAt", Json.epoch(each.createdAt())).put("message", each.message());
    }
    return shown;
  }

  private void spec(ObjectNode shown, Service service) {
    for (var member : OWN) {
      if (Json.has(service.spec, member)) shown.set(member, service.spec.get(member).deepCopy());
    }
    swapped(shown, service);
    launch(shown, service.spec);
    role(shown, service);
    shuffle(shown, service.arn);
  }

  private static void role(ObjectNode shown, Service service) {
    var iam = "arn:aws:iam::" + service.cluster.owner.account() + ":role/";
    var given = Json.text(service.spec, "role", "");
    if (!given.isEmpty()) {
      shown.put("roleArn", given.startsWith("arn:") ? given : iam + given);
    } else if (!Json.fields(shown, "networkConfiguration").isEmpty()
        || !Json.items(shown, "loadBalancers").isEmpty()) {
      shown.put("roleArn", iam + "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
    }
  }

  /// The live target group of a pair is shown first, whichever it was when the pair was stated.
  private static void swapped(ObjectNode shown, Service service) {
    var live = service.completed.map(each -> each.revision.groups()).orElse(List.of());
    for (var each : Json.items(shown, "loadBalancers")) {
      var advanced = Json.fields(each, "advancedConfiguration");
      var other = Json.text(advanced, "alternateTargetGroupArn", "");
      if (other.isEmpty() || !live.contains(other)) continue;
      advanced.put("alternateTargetGroupArn", Json.text(each, "targetGroupArn", ""));
      each.put("targetGroupArn", other);
    }
  }

  /// Launch type or strategy, never both; a platform only for Fargate.
  private static void launch(ObjectNode shown, ObjectNode spec) {
    if (Json.has(spec, "capacityProviderStrategy")) {
      shown.set("capacityProviderStrategy", spec.get("capacityProviderStrategy").deepCopy());
    } else {
      shown.put("launchType", Json.text(spec, "launchType", ""));
    }
    if (Instances.fargate(spec)) {
      shown.put("platformFamily", "Linux");
    } else {
      shown.remove("platformVersion");
    }
  }

  private void shuffle(ObjectNode shown, String salt) {
    var vpc = Json.fields(Json.fields(shown, "networkConfiguration"), "awsvpcConfiguration");
    for (var list : List.of("subnets", "securityGroups")) {
      if (!Json.has(vpc, list)) continue;
      var items = Json.texts(vpc, list);
      world.ids().shuffle(salt + list, items);
      items.forEach(vpc.putArray(list)::add);
    }
    for (var list : List.of("capacityProviderStrategy", "loadBalancers")) {
      if (!Json.has(shown, list)) continue;
      var items = Json.items(shown, list);
      world.ids().shuffle(salt + list, items);
      shown.putArray(list).addAll(items);
    }
  }

  /// Neither is there in the first moments. Source: recorded answers.
  private void current(ObjectNode shown, Service service) {
    if (service.deployments.isEmpty()) return;
    if (service.history.size() == 1 && !service.primary().seen) return;
    shown.put("currentServiceDeployment", service.history.getLast().arn);
    var revisions = shown.putArray("currentServiceRevisions");
    for (var each : service.deployments) revisions.add(counts(service, each.revision));
  }

  static ObjectNode counts(Service service, Revision revision) {
    var counts = Json.object().put("arn", revision.arn());
    var deployment =
        service.deployments.stream()
            .filter(each -> each.revision.arn().equals(revision.arn()))
            .findFirst();
    counts.put("requestedTaskCount", deployment.map(each -> each.goal).orElse(0));
    counts.put("runningTaskCount", deployment.map(each -> running(service, each)).orElse(0L));
    counts.put("pendingTaskCount", deployment.map(each -> pending(service, each)).orElse(0L));
    return counts;
  }

  private static long running(Service service, Deployment deployment) {
    return service.live(deployment).filter(Task::running).count();
  }

  private static boolean pending(Service service, Task task) {
    var activating = task.status == TaskStatus.ACTIVATING;
    return task.starting()
        && !(activating && service.switches.turned(Switch.ACTIVATING_IS_PENDING));
  }

  private static long pending(Service service, Deployment deployment) {
    return service.live(deployment).filter(task -> pending(service, task)).count();
  }

  private ObjectNode deployment(Service service, Deployment deployment) {
    var shown = Json.object().put("id", deployment.id);
    shown.put("status", deployment.equals(service.primary()) ? "PRIMARY" : "ACTIVE");
    shown.put("taskDefinition", deployment.definition());
    shown.put("desiredCount", deployment.goal);
    shown.put("runningCount", running(service, deployment));
    shown.put("pendingCount", pending(service, deployment));
    shown.put("failedTasks", deployment.failedTasks);
    shown.put("createdAt", Json.epoch(deployment.createdAt));
    shown.put("updatedAt", Json.epoch(deployment.updatedAt));
    if (!deployment.staged && told(deployment.revision.spec())) {
      shown.put("rolloutState", deployment.rollout.name());
      shown.put("rolloutStateReason", deployment.reason);
    }
    revision(shown, deployment.revision);
    if (!deployment.revision.resources().isEmpty()) {
      shown.set("serviceConnectResources", resources(deployment.revision));
    }
    return shown;
  }

  /// Behind a Classic Load Balancer no state is told. Source: ECS API reference, `Deployment`.
  private static boolean told(ObjectNode spec) {
    return Json.items(spec, "loadBalancers").stream()
        .noneMatch(each -> Json.has(each, "loadBalancerName"));
  }

  /// What deployments and revisions show alike; LATEST is resolved.
  void revision(ObjectNode shown, Revision revision) {
    var spec = revision.spec();
    for (var member :
        List.of(
            "networkConfiguration",
            "serviceConnectConfiguration",
            "volumeConfigurations",
            "vpcLatticeConfigurations")) {
      if (!Json.has(spec, member) || spec.get(member).isEmpty()) continue;
      shown.set(member, spec.get(member).deepCopy());
    }
    shown.put("platformVersion", platform(spec));
    launch(shown, spec);
    shuffle(shown, revision.arn());
  }

  static String platform(ObjectNode spec) {
    var asked = Json.text(spec, "platformVersion", "LATEST");
    return asked.equals("LATEST") ? "1.4.0" : asked;
  }

  private static ArrayNode resources(Revision revision) {
    var shown = Json.array();
    for (var each : revision.resources()) {
      shown.addObject().put("discoveryName", each.name()).put("discoveryArn", each.arn());
    }
    return shown;
  }
}
