package dev.berth.simulator.ecs;

import java.time.Duration;
import java.util.ArrayList;

/// Begins deployments and ends the ones they take the place of.
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
    var spec = ServiceSpec.revisioned(service.spec);
    var digits = world.ids().digits(19);
    var revision =
        new Revision(
            digits,
            Arns.of(service, "service-revision", digits),
            now,
            spec,
            connect.register(spec),
            connect.endpoints(spec));
    var sources = new ArrayList<Revision>();
    for (var each : service.deployments) {
      each.goal = (int) service.live(each).count();
      if (each.goal > 0) sources.add(each.revision);
    }
    stop(service, "The service deployment was replaced by a newer service deployment.");
    var deployment = new Deployment(revision, now);
    service.revisions.add(revision);
    service.deployments.addFirst(deployment);
    var arn = Arns.of(service, "service-deployment", world.ids().nanoid(21));
    var record = new ServiceDeployment(arn, deployment, sources, service.rollout().deepCopy(), now);
    service.history.add(record);
    world.agenda().in(ACCEPTED, () -> accept(record));
  }

  private void accept(ServiceDeployment record) {
    if (record.status == ServiceDeployment.Status.PENDING) {
      record.turn(ServiceDeployment.Status.IN_PROGRESS, "", world.now());
    }
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
