package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Counts the failures of a deployment and ends it when there are too many. Source: ECS developer
/// guide, "How the Amazon ECS deployment circuit breaker detects failures".
final class CircuitBreaker {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(27);
  private static final int PATIENCE = 3;
  private static final String INCONSISTENT =
      "is unable to consistently start tasks successfully. For more information, see the"
          + " Troubleshooting section of the Amazon ECS Developer Guide.";

  private CircuitBreaker() {}

  /// Half of the desired tasks, but from 3 to 200, unless the service says otherwise.
  static int threshold(ObjectNode configuration, int desired) {
    var breaker = Json.fields(configuration, "deploymentCircuitBreaker");
    var given = Json.fields(breaker, "thresholdConfiguration");
    var value = Json.integer(given, "value", 50);
    return switch (Json.text(given, "type", "BOUNDED_PERCENT")) {
      case "COUNT" -> value;
      case "UNBOUNDED_PERCENT" -> Math.ceilDiv(desired * value, 100);
      default -> Math.clamp(Math.ceilDiv(desired * value, 100), 3, 200);
    };
  }

  private static ObjectNode configuration(Service service) {
    return Json.fields(service.rollout(), "deploymentCircuitBreaker");
  }

  /// A task has died, or found no place.
  static void failed(Service service, Deployment deployment, boolean everRan, Instant now) {
    if (!everRan) slowDown(service, deployment, now);
    if (deployment.rollout != Deployment.Rollout.IN_PROGRESS) return;
    if (!deployment.equals(service.primary())) return;
    deployment.failedTasks++;
    deployment.updatedAt = now;
    if (!Json.flag(configuration(service), "enable", false) || staged(service)) return;
    if (deployment.failedTasks < threshold(service.rollout(), service.desiredCount)) return;
    service.latest().ifPresent(record -> record.tripped = true);
    trip(service, deployment, now);
  }

  /// Only rolling deployments have a breaker.
  private static boolean staged(Service service) {
    return service.latest().flatMap(record -> record.shift).isPresent();
  }

  /// Tasks that ran and died later are not slowed down. Source: ECS developer guide, "Service
  /// throttle logic".
  private static void slowDown(Service service, Deployment deployment, Instant now) {
    deployment.failedStarts++;
    var pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(deployment.failedStarts, 12));
    if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
    deployment.pausedUntil = now.plus(pause);
    if (deployment.failedStarts >= PATIENCE) service.events.state(now, INCONSISTENT);
  }

  static void ran(Service service, Deployment deployment) {
    deployment.failedStarts = 0;
    deployment.pausedUntil = Instant.MIN;
    service.events.resolved(INCONSISTENT);
  }

  /// A healthy task ends the row of failures, unless the service counts them all.
  static void proven(Service service, Deployment deployment) {
    if (Json.flag(configuration(service), "resetOnHealthyTask", true)) deployment.failedTasks = 0;
  }

  private static void trip(Service service, Deployment deployment, Instant now) {
    deployment.turn(
        Deployment.Rollout.FAILED, "ECS deployment circuit breaker: tasks failed to start.", now);
    service.events.add(
        now, "(deployment %s) deployment failed: tasks failed to start.".formatted(deployment.id));
    if (Json.flag(configuration(service), "rollback", false) && service.completed.isPresent()) {
      rollBack(
          service,
          "ECS deployment circuit breaker: rolling back to deploymentId "
              + service.completed.get().id
              + ".",
          "Service deployment rolled back because the circuit breaker threshold was exceeded.",
          now);
      return;
    }
    idle(service, deployment, now);
    service
        .latest()
        .filter(record -> !record.status.over())
        .ifPresent(record -> end(record, deployment, now));
  }

  private static void end(ServiceDeployment record, Deployment deployment, Instant now) {
    var failed =
        record.rollback.isPresent()
            ? ServiceDeployment.Status.ROLLBACK_FAILED
            : ServiceDeployment.Status.STOPPED;
    record.turn(failed, deployment.reason, now);
  }

  /// Launching ends; what runs stays.
  static void idle(Service service, Deployment deployment, Instant now) {
    deployment.goal = (int) service.live(deployment).filter(Task::running).count();
    deployment.updatedAt = now;
  }

  private static String told(Service service, Deployment target) {
    if (!service.switches.turned(Switch.ROLLBACK_TEXT)) {
      return "rolling back to deployment " + target.id + ".";
    }
    return "goes back to its last completed deployment, " + target.id + ".";
  }

  /// The last completed deployment becomes the primary one again, under its old id, and what the
  /// service asks for goes back with it. Meanwhile no deployment is a completed one.
  ///
  /// @param reason of the deployment that is gone back to
  /// @param why of the record
  static void rollBack(Service service, String reason, String why, Instant now) {
    var target = service.completed.orElseThrow();
    service.completed = Optional.empty();
    service.primary().rollout = Deployment.Rollout.FAILED;
    service.deployments.remove(target);
    service.deployments.addFirst(target);
    target.turn(Deployment.Rollout.IN_PROGRESS, reason, now);
    target.failedTasks = 0;
    target.failedStarts = 0;
    target.pausedUntil = Instant.MIN;
    service.spec = ServiceSpec.revert(service.spec, target.revision.spec());
    service.events.add(now, told(service, target));
    service
        .latest()
        .ifPresent(record -> {
          record.rollback = Optional.of(new ServiceDeployment.Rollback(why, now, target.revision));
          record.turn(ServiceDeployment.Status.ROLLBACK_IN_PROGRESS, why, now);
        });
  }
}
