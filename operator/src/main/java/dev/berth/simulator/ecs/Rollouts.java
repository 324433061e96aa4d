package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The service scheduler: looks at a service when something about it has changed, and brings it a
/// step nearer to what it is to be. In between nothing runs.
final class Rollouts {
  private static final Duration PICKS_UP = Duration.ofSeconds(4);
  private static final Duration NOTICES = Duration.ofSeconds(2);

  /// What alarms need to be sure, where no bake time is given.
  private static final Duration WATCHED = Duration.ofMinutes(2);

  private static final String ALARM = "ECS deployment failed: alarm detected.";
  private static final String STEADY = "has reached a steady state.";

  private final World world;
  private final TaskLife life;
  private final Starts starts;
  private final Stops stops;
  private final Traffic traffic;
  private final Shifts shifts;

  Rollouts(World world) {
    this.world = world;
    this.life = new TaskLife(world, this::changed);
    this.starts = new Starts(world, life);
    this.stops = new Stops(world, life);
    this.traffic = new Traffic(world);
    this.shifts = new Shifts(world, starts, stops, traffic);
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
      case ACTIVE -> {
        service.primary().seen = true;
        alarmed(service);
        var staged = current(service).filter(record -> record.shift.isPresent());
        if (staged.isPresent()) shift(service, staged.get());
        else roll(service);
      }
      case DRAINING -> drain(service);
      case INACTIVE -> {}
    }
  }

  private static Optional<ServiceDeployment> current(Service service) {
    return service
        .latest()
        .filter(record -> !record.status.over())
        .filter(record -> record.status != ServiceDeployment.Status.STOP_REQUESTED);
  }

  private void shift(Service service, ServiceDeployment record) {
    service.primary().resize(service.desiredCount);
    prove(service);
    stops.unhealthy(service);
    var acted = shifts.step(service, record, record.shift.get());
    wakeAgain(service, acted);
  }

  /// An alarm that goes off ends the roll-out. Source: ECS developer guide, "How CloudWatch alarms
  /// detect Amazon ECS deployment failures".
  private void alarmed(Service service) {
    var now = world.now();
    var record = current(service).filter(each -> each.rollback.isEmpty());
    if (record.isEmpty()) return;
    var alarms = record.get().alarms;
    alarms.forEach((name, at) -> {
      if (!at.isAfter(now)) record.get().triggered.add(name);
    });
    if (record.get().triggered.isEmpty()) return;
    var failed = record.get().deployment;
    service.events.add(
        now, "(deployment %s) deployment failed: alarm detected.".formatted(failed.id));
    var why =
        "Service deployment rolled back because of CloudWatch alarms in ALARM: "
            + String.join(", ", record.get().triggered)
            + ".";
    boolean back = Alarms.rollsBack(record.get().configuration) && service.completed.isPresent();
    if (!back) {
      failed.turn(Deployment.Rollout.FAILED, alarm(failed), now);
      record.get().turn(ServiceDeployment.Status.STOPPED, alarm(failed), now);
      CircuitBreaker.idle(service, failed, now);
    } else if (record.get().shift.isPresent()) {
      shifts.back(service, record.get(), record.get().shift.get(), why);
    } else {
      CircuitBreaker.rollBack(service, alarm(failed), why, now);
    }
  }

  private String alarm(Deployment failed) {
    if (!world.switches().turned(Switch.ALARM_TEXT)) return ALARM;
    return "ECS deployment " + failed.id + " failed because an alarm went off.";
  }

  private void roll(Service service) {
    var primary = service.primary();
    var now = world.now();
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
    if (asked.isPresent()) {
      var why = asked.get().statusReason;
      CircuitBreaker.rollBack(service, why, why, world.now());
    }
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

  /// A deployment that alarms watch, or that has a bake time, is completed when that is over.
  private void complete(Service service) {
    var now = world.now();
    if (service.primary().rollout != Deployment.Rollout.IN_PROGRESS) return;
    var record = service.latest().filter(each -> !each.status.over());
    if (record.isPresent()) {
      if (record.get().bakingSince.equals(Instant.MAX)) record.get().bakingSince = now;
      if (now.isBefore(baked(record.get()))) return;
    }
    Deployments.completed(service, now);
  }

  private static Instant baked(ServiceDeployment record) {
    if (record.bakingSince.equals(Instant.MAX) || record.rollback.isPresent()) return Instant.MIN;
    var bake = Strategy.of(record.configuration).bake();
    var watched = Alarms.enabled(record.configuration) && bake.isZero();
    return record.bakingSince.plus(watched ? WATCHED : bake);
  }

  /// The next moment at which time alone changes something.
  private void wakeAgain(Service service, boolean acted) {
    var now = world.now();
    var grace = Stops.grace(service);
    var due =
        service
            .live()
            .filter(Task::running)
            .flatMap(task ->
                Stream.of(
                    Healthy.due(task), Healthy.targetFails(task), Healthy.graceEnd(task, grace)));
    var pauses = service.deployments.stream().map(each -> each.pausedUntil);
    var repeat = Stream.of(now.plus(Events.REPEAT));
    var record = current(service);
    var alarms = record.stream().flatMap(each -> each.alarms.values().stream());
    var ends = record.stream().map(Rollouts::ends);
    var next =
        Stream.of(due, pauses, alarms, ends, repeat)
            .flatMap(each -> each)
            .filter(moment -> moment.isAfter(now))
            .min(Instant::compareTo)
            .orElseThrow();
    wake(service, acted ? NOTICES : Duration.between(now, next));
  }

  /// Of the stage, or of the bake time.
  private static Instant ends(ServiceDeployment record) {
    return record.shift.map(Shifts::due).orElseGet(() -> baked(record));
  }

  /// INACTIVE when nothing runs any more; ECS shows it so for a while.
  private void drain(Service service) {
    for (var task : service.live().toList()) stops.scaledIn(task);
    if (service.tasks.stream().anyMatch(task -> task.status == TaskStatus.DEACTIVATING)) {
      wake(service, NOTICES);
      return;
    }
    service.status = Service.Status.INACTIVE;
    service.inactiveAt = world.now();
    service.deployments.clear();
    traffic.end(service);
    var shown = Json.duration(world.switches().at(Switch.INACTIVE_SHOWN));
    world.agenda().in(shown, () -> service.cluster.services.remove(service.name, service));
  }
}
