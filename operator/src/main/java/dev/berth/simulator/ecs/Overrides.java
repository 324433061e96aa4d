package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What RunTask changes of a container for one task. Source: ECS API reference,
/// `ContainerOverride`.
final class Overrides {
  private static final List<String> REPLACED =
      List.of("command", "environmentFiles", "cpu", "memory", "memoryReservation");

  private Overrides() {}

  static void check(ObjectNode input, TaskDefinition definition) {
    var containers = Json.items(definition.definition(), "containerDefinitions");
    for (var each : Json.items(Json.fields(input, "overrides"), "containerOverrides")) {
      if (containers.stream().anyMatch(container -> sameName(container, each))) continue;
      throw ApiError.invalidParameter(
          "Override for container named %s is not a container in the TaskDefinition."
              .formatted(Json.text(each, "name", "")));
    }
  }

  /// The definition of a container as its task has it.
  static ObjectNode applied(ObjectNode container, ObjectNode spec) {
    var name = Json.text(container, "name", "");
    for (var override : Json.items(Json.fields(spec, "overrides"), "containerOverrides")) {
      if (Json.text(override, "name", "").equals(name)) return merged(container, override);
    }
    return container;
  }

  private static ObjectNode merged(ObjectNode container, ObjectNode override) {
    var merged = container.deepCopy();
    for (var member : REPLACED) {
      if (Json.has(override, member)) merged.set(member, override.get(member));
    }
    var given = Json.items(override, "environment");
    var rest = Json.items(container, "environment");
    rest.removeIf(each -> given.stream().anyMatch(other -> sameName(each, other)));
    merged.putArray("environment").addAll(rest).addAll(given);
    return merged;
  }

  private static boolean sameName(ObjectNode one, ObjectNode other) {
    return Json.text(one, "name", "").equals(Json.text(other, "name", ""));
  }
}
