package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Begins deployments, ends the ones they take the place of, and those that came through.
final class Deployments {
  private static final Duration ACCEPTED = Duration.ofMillis(1600);
  private static final Duration STOPPED = Duration.ofSeconds(2);

  private final World world;
  private final Connect connect;

  Deployments(World world) {
    this.world = world;
    this.connect = new Connect(world);
  }

  /// A new primary deployment of what the service asks for now.
  void begin(Service service) {
    var now = world.now();
    var strategy = Strategy.of(service.rollout());
    var blue = blue(service);
    var revision = revision(service, strategy, blue);
    var sources = new ArrayList<Revision>();
    for (var each : service.deployments) {
      each.goal = (int) service.live(each).count();
      if (each.goal > 0) sources.add(each.revision);
    }
    stop(service, "The service deployment was replaced by a newer service deployment.");
    var deployment = new Deployment(revision, strategy, now);
    service.revisions.add(revision);
    service.deployments.addFirst(deployment);
    new Broadcasts(world).begun(service, deployment);
    var arn = Arns.of(service, "service-deployment", world.ids().nanoid(21));
    var first = sources.size() > 1 ? Lifecycle.RECONCILE_SERVICE : Lifecycle.PRE_SCALE_UP;
    var shift =
        strategy.staged()
            ? Optional.of(new Shift(strategy, deployment, blue, first))
            : Optional.<Shift>empty();
    var configuration = service.rollout().deepCopy();
    var record = new ServiceDeployment(arn, deployment, sources, configuration, shift, now);
    var definition = world.definition(deployment.definition());
    world
        .script()
        .alarms()
        .during(configuration, service, definition)
        .forEach((name, after) -> record.alarms.put(name, now.plus(after)));
    service.history.add(record);
    world.agenda().in(ACCEPTED, () -> accept(record));
  }

  /// What serves now: the deployment that completed last, or the one that is gone back to.
  private static Optional<Deployment> blue(Service service) {
    if (service.deployments.isEmpty()) return Optional.empty();
    var returning = service.latest().filter(record -> record.rollback.isPresent()).isPresent();
    return service
        .completed
        .filter(service.deployments::contains)
        .or(() -> returning ? Optional.of(service.primary()) : Optional.empty())
        .or(() -> Optional.of(service.deployments.getLast()));
  }

  private Revision revision(Service service, Strategy strategy, Optional<Deployment> blue) {
    var spec = ServiceSpec.revisioned(service.spec);
    var digits = world.ids().digits(19);
    var live = blue.map(each -> each.revision.groups()).orElse(List.of());
    return new Revision(
        digits,
        Arns.of(service, "service-revision", digits),
        world.now(),
        spec,
        connect.register(spec),
        connect.endpoints(spec),
        groups(Json.items(spec, "loadBalancers"), strategy, live));
  }

  /// Of two target groups a staged deployment takes the one that is not live.
  private static List<String> groups(
      List<ObjectNode> balancers, Strategy strategy, List<String> live) {
    var groups = new ArrayList<String>();
    for (var each : balancers) {
      var stated = Json.text(each, "targetGroupArn", "");
      var other =
          Json.text(Json.fields(each, "advancedConfiguration"), "alternateTargetGroupArn", stated);
      var taken = live.contains(stated) ? stated : live.contains(other) ? other : "";
      if (taken.isEmpty()) {
        groups.add(stated);
      } else if (strategy.staged()) {
        groups.add(taken.equals(stated) ? other : stated);
      } else {
        groups.add(taken);
      }
    }
    return groups;
  }

  private void accept(ServiceDeployment record) {
    if (record.status == ServiceDeployment.Status.PENDING) {
      record.turn(ServiceDeployment.Status.IN_PROGRESS, "", world.now());
    }
  }

  /// The primary deployment has come through, or has been gone back to.
  static void completed(Service service, Instant now) {
    var primary = service.primary();
    if (primary.rollout != Deployment.Rollout.IN_PROGRESS) return;
    primary.turn(Deployment.Rollout.COMPLETED, "ECS deployment " + primary.id + " completed.", now);
    service.completed = Optional.of(primary);
    service.events.add(now, "(deployment %s) deployment completed.".formatted(primary.id));
    service
        .latest()
        .filter(record -> !record.status.over())
        .ifPresent(record -> {
          var success =
              record.rollback.isPresent()
                  ? ServiceDeployment.Status.ROLLBACK_SUCCESSFUL
                  : ServiceDeployment.Status.SUCCESSFUL;
          record.turn(success, "", now);
        });
  }

  /// Ends the roll-out whose work another one, or the end of the service, has taken over.
  void stop(Service service, String why) {
    service.latest().filter(record -> !record.status.over()).ifPresent(record -> stop(record, why));
  }

  private void stop(ServiceDeployment record, String why) {
    if (record.rollback.isPresent()) {
      record.turn(ServiceDeployment.Status.ROLLBACK_FAILED, why, world.now());
      return;
    }
    record.turn(ServiceDeployment.Status.STOP_REQUESTED, why, world.now());
    world
        .agenda()
        .in(STOPPED, () -> record.turn(ServiceDeployment.Status.STOPPED, why, world.now()));
  }
}
