package dev.berth.simulator.ecs;

import java.time.Instant;

/// An entry of a service's `deployments[]`: the tasks of one revision, and how far they are.
final class Deployment {
  enum Rollout {
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }

  final String id;
  final Revision revision;
  final Instant createdAt;
  Instant updatedAt;
  Rollout rollout = Rollout.IN_PROGRESS;
  String reason;

  /// How many tasks it is to have; 0 until the scheduler has seen it.
  int goal;

  /// Failures in a row, or in all, as the circuit breaker counts them.
  int failedTasks;

  /// Failures in a row to reach RUNNING; they slow the next start down.
  int failedStarts;

  Instant pausedUntil = Instant.MIN;
  boolean seen;

  /// Whether it goes, or went, through lifecycle stages: ECS tells no `rolloutState` of these.
  final boolean staged;

  Deployment(Revision revision, Strategy strategy, Instant now) {
    this.staged = strategy.staged();
    this.id = "ecs-svc/" + revision.digits();
    this.revision = revision;
    this.createdAt = now;
    this.updatedAt = now;
    this.reason = "ECS deployment " + id + " in progress.";
  }

  String definition() {
    return revision.spec().get("taskDefinition").stringValue();
  }

  /// A change of the number is there at once, unless the deployment has failed.
  void resize(int desired) {
    if (seen && rollout != Rollout.FAILED) goal = desired;
  }

  void turn(Rollout rollout, String reason, Instant now) {
    this.rollout = rollout;
    this.reason = reason;
    this.updatedAt = now;
  }
}
