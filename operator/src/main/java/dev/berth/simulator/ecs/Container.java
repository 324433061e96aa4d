package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/// A container of a task. It has no exit code if it never ran, unless its dependencies forbade it.
final class Container {
  enum Status {
    PENDING,
    RUNNING,
    STOPPED
  }

  enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
  }

  final String name;
  final String arn;
  private final String runtimeId;
  final ObjectNode definition;
  final List<Effect> effects;
  Status status = Status.PENDING;
  Health health = Health.UNKNOWN;
  OptionalInt exitCode = OptionalInt.empty();
  String reason = "";
  Instant startedAt = Instant.MIN;
  boolean starting;
  boolean signalled;
  boolean late;

  /// How often it was started: what was planned for an earlier run is void.
  int run;

  Container(
      String name, String arn, String runtimeId, ObjectNode definition, List<Effect> effects) {
    this.name = name;
    this.arn = arn;
    this.runtimeId = runtimeId;
    this.definition = definition;
    this.effects = List.copyOf(effects);
  }

  /// Another one for each run.
  String runtimeId() {
    if (run < 2) return runtimeId;
    int digits = runtimeId.lastIndexOf('-') + 1;
    return runtimeId.substring(0, digits) + (Long.parseLong(runtimeId.substring(digits)) + run - 1);
  }

  boolean essential() {
    return Json.flag(definition, "essential", true);
  }

  boolean stopped() {
    return status == Status.STOPPED;
  }

  boolean running() {
    return status == Status.RUNNING;
  }

  boolean checked() {
    var command = Json.texts(Json.fields(definition, "healthCheck"), "command");
    return !command.isEmpty() && !command.getFirst().equals("NONE");
  }

  boolean dependsOn(Container other) {
    return Json.items(definition, "dependsOn").stream()
        .anyMatch(each -> Json.text(each, "containerName", "").equals(other.name));
  }

  /// 30 s unless the definition says otherwise. Source: ECS developer guide, for Fargate.
  Duration stopTimeout() {
    return Duration.ofSeconds(Json.integer(definition, "stopTimeout", 30));
  }
}
