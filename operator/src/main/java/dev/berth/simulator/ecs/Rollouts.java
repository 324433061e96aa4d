package dev.berth.simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The service scheduler: looks at a service when something about it has changed, and brings it a
/// step nearer to what it is to be. In between nothing runs.
final class Rollouts {
  private static final Duration PICKS_UP = Duration.ofSeconds(4);
  private static final Duration NOTICES = Duration.ofSeconds(2);
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final String STEADY = "has reached a steady state.";

  private final World world;
  private final TaskLife life;
  private final Starts starts;
  private final Stops stops;
  private final Traffic traffic;

  Rollouts(World world) {
    this.world = world;
    this.life = new TaskLife(world.agenda(), world.ids(), this::changed);
    this.starts = new Starts(world, life);
    this.stops = new Stops(world, life);
    this.traffic = new Traffic(world);
  }

  TaskLife life() {
    return life;
  }

  /// A new deployment is seen after a few seconds, a change of numbers too.
  void wake(Service service) {
    wake(service, PICKS_UP.plusMillis(world.ids().number(4000)));
  }

  private void wake(Service service, Duration delay) {
    var at = world.now().plus(delay);
    if (!at.isBefore(service.wakeAt)) return;
    service.wakeAt = at;
    world
        .agenda()
        .in(
            delay,
            () -> {
              if (!at.equals(service.wakeAt)) return;
              service.wakeAt = Instant.MAX;
              step(service);
            });
  }

  private void changed(Task task) {
    if (task.service.isEmpty() || task.deployment.isEmpty()) return;
    var service = task.service.get();
    var deployment = task.deployment.get();
    traffic.changed(service, task);
    if (task.running() && !task.proven) CircuitBreaker.ran(service, deployment);
    if (task.status == TaskStatus.STOPPED && task.died && service.active()) {
      CircuitBreaker.failed(service, deployment, task.everRan(), world.now());
    }
    wake(service, NOTICES);
  }

  private void step(Service service) {
    switch (service.status) {
      case ACTIVE -> roll(service);
      case DRAINING -> drain(service);
      case INACTIVE -> {}
    }
  }

  private void roll(Service service) {
    var primary = service.primary();
    var now = world.now();
    primary.seen = true;
    primary.resize(service.desiredCount);
    requestedRollback(service);
    prove(service);
    stops.unhealthy(service);
    var started = starts.act(service);
    var stopped = stops.act(service);
    var dropped = drop(service);
    var settled = settled(service);
    if (settled && !dropped) complete(service);
    var completed = service.primary().rollout == Deployment.Rollout.COMPLETED;
    if (settled && completed && !started && !stopped) {
      service.events.state(now, STEADY);
    } else {
      service.events.resolved(STEADY);
    }
    if (!started && !stopped) stops.stalled(service);
    wakeAgain(service, started || stopped || dropped);
  }

  private void requestedRollback(Service service) {
    var asked =
        service
            .latest()
            .filter(record -> record.status == ServiceDeployment.Status.ROLLBACK_REQUESTED);
    if (asked.isPresent()) CircuitBreaker.rollBack(service, asked.get().statusReason, world.now());
  }

  private void prove(Service service) {
    for (var task : service.live().toList()) {
      if (task.proven || !Healthy.is(task, world.now())) continue;
      task.proven = true;
      task.deployment.ifPresent(deployment -> CircuitBreaker.proven(service, deployment));
    }
  }

  /// Older deployments disappear when they have no task left that is meant to run.
  private boolean drop(Service service) {
    var failed = service.primary().rollout == Deployment.Rollout.FAILED;
    for (var each : service.older()) {
      if (!failed) each.goal = (int) service.live(each).count();
    }
    return service.older().stream()
        .filter(each -> each.goal == 0)
        .map(service.deployments::remove)
        .reduce(false, Boolean::logicalOr);
  }

  private boolean settled(Service service) {
    var primary = service.primary();
    if (service.deployments.size() > 1 || service.live().count() != service.desiredCount) {
      return false;
    }
    return service.live(primary).allMatch(task -> Healthy.is(task, world.now()));
  }

  private void complete(Service service) {
    var primary = service.primary();
    var now = world.now();
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

  /// The next moment at which time alone changes something.
  private void wakeAgain(Service service, boolean acted) {
    var now = world.now();
    var grace = Stops.grace(service);
    var due =
        service
            .live()
            .filter(Task::running)
            .flatMap(task -> Stream.of(Healthy.due(task), Healthy.graceEnd(task, grace)));
    var pauses = service.deployments.stream().map(each -> each.pausedUntil);
    var repeat = Stream.of(now.plus(Events.REPEAT));
    var next =
        Stream.of(due, pauses, repeat)
            .flatMap(each -> each)
            .filter(moment -> moment.isAfter(now))
            .min(Instant::compareTo)
            .orElseThrow();
    wake(service, acted ? NOTICES : Duration.between(now, next));
  }

  /// INACTIVE when nothing runs any more; ECS shows it so for a while.
  private void drain(Service service) {
    for (var task : service.live().toList()) stops.scaledIn(task);
    if (service.tasks.stream().anyMatch(task -> task.status == TaskStatus.DEACTIVATING)) {
      wake(service, NOTICES);
      return;
    }
    service.status = Service.Status.INACTIVE;
    service.deployments.clear();
    traffic.end(service);
    world.agenda().in(REMEMBERED, () -> service.cluster.services.remove(service.name, service));
  }
}
