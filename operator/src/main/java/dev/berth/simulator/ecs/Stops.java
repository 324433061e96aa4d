package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stops tasks that a service has no use for any more, as far as enough healthy ones remain.
final class Stops {
  private static final String BY_SCHEDULER = "ServiceSchedulerInitiated";
  private static final String UNHEALTHY = "Task failed container health checks";
  private static final String NO_TARGET = "Task failed ELB health checks in (target-group %s)";
  private static final String STALLED =
      "was unable to stop or start tasks during a deployment because of the service deployment"
          + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
          + " again.";

  private final World world;
  private final TaskLife life;

  Stops(World world, TaskLife life) {
    this.world = world;
    this.life = life;
  }

  static Duration grace(Service service) {
    return Duration.ofSeconds(Json.integer(service.spec, "healthCheckGracePeriodSeconds", 0));
  }

  static String named(List<Task> tasks) {
    return tasks.stream()
        .map(task -> "(task %s)".formatted(task.id))
        .collect(Collectors.joining(" "));
  }

  /// Unhealthy tasks of a service that is not being deployed: to be replaced.
  static Stream<Task> doomed(Service service) {
    if (service.primary().rollout != Deployment.Rollout.COMPLETED) return Stream.empty();
    return service.live().filter(task -> task.unfit);
  }

  /// Tasks that failed their checks. In a deployment they go at once and count; otherwise they go
  /// when their replacements are healthy, or one by one if there is no room for any.
  void unhealthy(Service service) {
    var failed =
        service.live().filter(each -> Healthy.failed(each, grace(service), world.now())).toList();
    for (var task : failed) if (!task.unfit) announce(service, task);
    if (service.primary().rollout != Deployment.Rollout.COMPLETED) {
      failed.forEach(this::fail);
      return;
    }
    if (failed.isEmpty()) return;
    if (healthy(service) >= service.desiredCount) {
      failed.forEach(this::stop);
      return;
    }
    var coming = service.live().filter(task -> !task.unfit).count() >= service.desiredCount;
    if (!coming && service.occupied() >= service.batch().upper()) {
      stop(failed.getFirst());
    }
  }

  private void announce(Service service, Task task) {
    task.unfit = true;
    var text =
        failsTarget(task)
            ? ("(task %s) (port %d) is unhealthy in (target-group %s) due to (reason Health checks"
                    + " failed with these codes: [502]).")
                .formatted(task.id, Traffic.port(task), Traffic.group(task))
            : "(task %s) failed container health checks.".formatted(task.id);
    service.events.add(world.now(), text);
  }

  private boolean failsTarget(Task task) {
    return !world.now().isBefore(Healthy.targetFails(task));
  }

  private void stop(Task task) {
    var why = failsTarget(task) ? NO_TARGET.formatted(Traffic.group(task)) : UNHEALTHY;
    life.stop(task, BY_SCHEDULER, why);
  }

  private void fail(Task task) {
    task.died = true;
    stop(task);
  }

  private int healthy(Service service) {
    return (int) service.live().filter(task -> Healthy.is(task, world.now())).count();
  }

  /// True if anything was stopped.
  boolean act(Service service) {
    var stopped = new ArrayList<Task>();
    surplus(service, stopped);
    if (service.primary().rollout != Deployment.Rollout.FAILED) older(service, stopped);
    return scaledIn(service, stopped);
  }

  /// Takes away what a deployment has beyond its goal, what was started last first.
  boolean trim(Service service, Deployment deployment) {
    var tasks = new ArrayList<>(service.live(deployment).toList().reversed());
    tasks.sort(Comparator.comparing(Task::running));
    var surplus = tasks.size() - deployment.goal;
    tasks.removeIf(this::kept);
    return scaledIn(service, first(tasks, surplus));
  }

  private static List<Task> first(List<Task> tasks, int count) {
    return tasks.subList(0, Math.clamp(count, 0, tasks.size()));
  }

  private boolean kept(Task task) {
    return Protections.of(task, world.now());
  }

  private boolean scaledIn(Service service, List<Task> stopped) {
    if (stopped.isEmpty()) return false;
    stopped.forEach(this::scaledIn);
    service.events.add(
        world.now(), "has stopped %d running tasks: %s.".formatted(stopped.size(), named(stopped)));
    return true;
  }

  void scaledIn(Task task) {
    var deployment = task.deployment.map(each -> each.id).orElse("");
    life.stop(
        task, BY_SCHEDULER, "Scaling activity initiated by (deployment %s)".formatted(deployment));
  }

  /// What was started last goes first. A failed deployment launches nothing any more: what it has
  /// begun to start goes too.
  private void surplus(Service service, List<Task> stopped) {
    var primary = service.primary();
    if (primary.rollout == Deployment.Rollout.FAILED) {
      stopped.addAll(service.live(primary).filter(Task::starting).toList());
      return;
    }
    var fit = service.live(primary).filter(task -> !task.unfit).toList();
    var tasks = new ArrayList<>(fit.reversed());
    tasks.sort(Comparator.comparing(Task::running));
    var surplus = tasks.size() - service.desiredCount;
    tasks.removeIf(this::kept);
    stopped.addAll(first(tasks, surplus));
  }

  /// Those that start or are unhealthy first; healthy ones while enough others are.
  private void older(Service service, List<Task> stopped) {
    var healthy = healthy(service) - (int) stopped.stream().filter(this::healthy).count();
    var lower = service.batch().lower();
    for (var deployment : service.older()) {
      for (var task : service.live(deployment).toList()) {
        if (healthy(task) || kept(task)) continue;
        var unfit = !task.running() || task.health() == Container.Health.UNHEALTHY;
        if (unfit || healthy >= lower) stopped.add(task);
      }
    }
    var spare = service.batch().stops(healthy);
    for (var deployment : service.older().reversed()) {
      for (var task : service.live(deployment).toList()) {
        if (spare == 0 || !healthy(task) || kept(task)) continue;
        stopped.add(task);
        spare--;
      }
    }
  }

  private boolean healthy(Task task) {
    return Healthy.is(task, world.now());
  }

  /// Nothing moves, although all that run are healthy: the percentages forbid it.
  void stalled(Service service) {
    var all = service.live().toList();
    var stuck =
        service.deployments.size() > 1
            && service.primary().rollout == Deployment.Rollout.IN_PROGRESS
            && service.live(service.primary()).count() < service.desiredCount
            && service.occupied() >= service.batch().upper()
            && all.stream().allMatch(this::healthy);
    if (stuck) {
      service.events.state(world.now(), STALLED);
    } else {
      service.events.resolved(STALLED);
    }
  }
}
