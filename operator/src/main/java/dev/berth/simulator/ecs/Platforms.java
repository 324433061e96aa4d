package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Fargate's platform versions, and what the older ones can't do. Source: ECS developer guide,
/// "Fargate platform versions for Amazon ECS".
final class Platforms {
  private static final Set<String> OLDER = Set.of("1.0.0", "1.1.0", "1.2.0", "1.3.0");
  private static final Set<String> NEWEST = Set.of("LATEST", "1.4.0");

  private Platforms() {}

  /// @param spec of a service or of a task outside of one
  static void check(ObjectNode spec, TaskDefinition definition) {
    if (!Instances.fargate(spec)) return;
    var version = Json.text(spec, "platformVersion", "LATEST");
    if (NEWEST.contains(version)) return;
    if (!OLDER.contains(version)) {
      throw ApiError.of("PlatformUnknownException", "The specified platform does not exist.");
    }
    if (Connect.enabled(spec)
        || Json.flag(spec, "enableExecuteCommand", false)
        || newest(definition.definition())) {
      throw ApiError.of(
          "PlatformTaskDefinitionIncompatibilityException",
          "One or more of the requested capabilities are not supported.");
    }
  }

  private static boolean newest(ObjectNode definition) {
    return Json.has(definition, "ephemeralStorage")
        || Json.items(definition, "volumes").stream()
            .anyMatch(each -> Json.has(each, "efsVolumeConfiguration"));
  }
}
