package dev.berth.simulator.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// The record of one roll-out. It outlives the deployment's entry in `deployments[]`.
final class ServiceDeployment {
  enum Status {
    PENDING,
    IN_PROGRESS,
    SUCCESSFUL,
    STOP_REQUESTED,
    STOPPED,
    ROLLBACK_REQUESTED,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_SUCCESSFUL,
    ROLLBACK_FAILED;

    private static final Set<Status> ENDS =
        Set.of(SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED);

    boolean over() {
      return ENDS.contains(this);
    }
  }

  /// @param revision what the service goes back to
  record Rollback(String reason, Instant startedAt, Revision revision) {}

  final String arn;
  final Deployment deployment;
  final List<Revision> sources;
  final ObjectNode configuration;
  final Instant createdAt;
  Status status = Status.PENDING;
  String statusReason = "";
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();
  Instant updatedAt;
  Optional<Rollback> rollback = Optional.empty();
  boolean tripped;

  /// Of a deployment with lifecycle stages.
  final Optional<Shift> shift;

  /// When which alarm goes off, and those that have.
  final SortedMap<String, Instant> alarms = new TreeMap<>();

  final SortedSet<String> triggered = new TreeSet<>();

  /// Since when everything is healthy and only the bake time is left.
  Instant bakingSince = Instant.MAX;

  ServiceDeployment(
      String arn,
      Deployment deployment,
      List<Revision> sources,
      ObjectNode configuration,
      Optional<Shift> shift,
      Instant now) {
    this.shift = shift;
    this.arn = arn;
    this.deployment = deployment;
    this.sources = List.copyOf(sources);
    this.configuration = configuration;
    this.createdAt = now;
    this.updatedAt = now;
  }

  void turn(Status status, String reason, Instant now) {
    this.status = status;
    if (!reason.isEmpty()) statusReason = reason;
    updatedAt = now;
    if (status == Status.IN_PROGRESS) startedAt = Optional.of(now);
    if (status.over()) finishedAt = Optional.of(now);
  }
}
