package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// UpdateService: what is merged into a service, and whether that takes a new deployment.
final class ServiceChanges {
  private final World world;
  private final Rollouts rollouts;
  private final Deployments deployments;
  private final Connect connect;
  private final ServiceChecks checks;
  private final ServiceView view;

  ServiceChanges(World world, Rollouts rollouts) {
    this.world = world;
    this.rollouts = rollouts;
    this.deployments = new Deployments(world);
    this.connect = new Connect(world);
    this.checks = new ServiceChecks(world, connect);
    this.view = new ServiceView(world);
  }

  ObjectNode update(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var service = Services.active(cluster, Json.text(input, "service", ""));
    ServiceChecks.supported(input);
    ServicePlacement.count(input, Instances.daemon(service.spec));
    var desired = Json.integer(input, "desiredCount", service.desiredCount);
    var before = service.spec;
    var after = ServiceSpec.merge(before, input, cluster, connect);
    var definition = definition(before, input, caller);
    after.put("taskDefinition", definition.arn());
    checks.check(cluster, service.arn, after, definition);
    var force = Json.flag(input, "forceNewDeployment", false);
    service.spec = after;
    service.desiredCount = desired;
    if (force || deploys(before, after, input)) {
      deployments.begin(service);
    } else {
      service.primary().resize(desired);
    }
    rollouts.wake(service);
    return Json.object().set("service", view.withTags(service));
  }

  private boolean deploys(ObjectNode before, ObjectNode after, ObjectNode input) {
    if (ServiceSpec.deploys(before, after)) return true;
    var switches = world.switches();
    if (Json.has(input, "taskDefinition") && switches.turned(Switch.SAME_DEFINITION_DEPLOYS)) {
      return true;
    }
    var had = Json.items(before, "capacityProviderStrategy");
    var has = Json.items(after, "capacityProviderStrategy");
    return switches.turned(Switch.STRATEGY_DEPLOYS) && !had.equals(has);
  }

  /// A service may keep a revision that was deregistered meanwhile; it may not take one.
  private TaskDefinition definition(ObjectNode before, ObjectNode input, Caller caller) {
    var have = world.definition(Json.text(before, "taskDefinition", ""));
    if (!Json.has(input, "taskDefinition")) return have;
    return ServiceChecks.definition(world, Json.text(input, "taskDefinition", ""), caller);
  }
}
