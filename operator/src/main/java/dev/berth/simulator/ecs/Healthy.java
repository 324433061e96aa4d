package dev.berth.simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// When the scheduler takes a task for healthy. Source: ECS API reference,
/// `DeploymentConfiguration.minimumHealthyPercent`: by its health checks; without any, when it has
/// been RUNNING for 40 seconds.
final class Healthy {
  private static final Duration UNCHECKED = Duration.ofSeconds(40);

  private static final Duration PROBED = Duration.ofSeconds(20);
  private static final Duration FIRST_PROBE = Duration.ofSeconds(5);

  private Healthy() {}

  static boolean is(Task task, Instant now) {
    if (!task.running() || now.isBefore(due(task))) return false;
    if (!now.isBefore(targetFails(task))) return false;
    return !task.checked() || task.health() == Container.Health.HEALTHY;
  }

  /// Before this moment a running task isn't healthy, whatever its checks say.
  static Instant due(Task task) {
    var started = task.times.getOrDefault("startedAt", Instant.MAX);
    if (started.equals(Instant.MAX)) return started;
    if (task.balanced()) return started.plus(target(task));
    return task.checked() ? started : started.plus(UNCHECKED);
  }

  /// After this time its target has passed its checks.
  static Duration target(Task task) {
    var first = task.service.filter(each -> each.switches.turned(Switch.FIRST_PROBE));
    return first.isPresent() ? FIRST_PROBE : PROBED;
  }

  /// Failed its checks, and the service's grace period is over.
  static boolean failed(Task task, Duration grace, Instant now) {
    if (!task.running()) return false;
    var target = !now.isBefore(targetFails(task));
    if (!target && task.health() != Container.Health.UNHEALTHY) return false;
    return !now.isBefore(graceEnd(task, grace));
  }

  /// When its load balancer finds it unhealthy, by script.
  static Instant targetFails(Task task) {
    if (!task.balanced() || !task.everRan()) return Instant.MAX;
    return task.containers.stream()
        .flatMap(each -> each.effects.stream())
        .map(each -> each instanceof Effect.FailingTarget(var after) ? after : null)
        .filter(Objects::nonNull)
        .map(task.times.get("startedAt")::plus)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  static Instant graceEnd(Task task, Duration grace) {
    return task.times.getOrDefault("startedAt", Instant.MIN).plus(grace);
  }
}
