package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses of `dependsOn`. Source: ECS API reference (`ContainerDependency`).
final class TaskDefinitionOrder {
  private static final Set<String> CONDITIONS = Set.of("START", "COMPLETE", "SUCCESS", "HEALTHY");

  private TaskDefinitionOrder() {}

  static void check(ObjectNode container, List<ObjectNode> all) {
    for (var dependency : Json.items(container, "dependsOn")) {
      var name = Json.text(dependency, "containerName", "");
      var condition = Json.text(dependency, "condition", "");
      if (!CONDITIONS.contains(condition)) {
        throw ApiError.client("Invalid container dependency condition: '" + condition + "'.");
      }
      var found = all.stream().filter(c -> Json.text(c, "name", "").equals(name)).findFirst();
      if (found.isEmpty()) {
        throw ApiError.client(
            "Cannot depend on container %s because it does not exist".formatted(name));
      }
      condition(condition, found.get());
    }
  }

  private static void condition(String condition, ObjectNode dependency) {
    var ends = condition.equals("SUCCESS") || condition.equals("COMPLETE");
    if (ends && Json.flag(dependency, "essential", true)) {
      throw ApiError.client(
          "A dependency container with SUCCESS or COMPLETE condition cannot be an essential"
              + " container");
    }
    if (condition.equals("HEALTHY") && !Json.has(dependency, "healthCheck")) {
      throw ApiError.client(
          "A dependency container with HEALTHY condition must have health check configured");
    }
  }

  /// Takes away whatever depends on nothing that is left, until nothing more goes.
  static void checkAcyclic(List<ObjectNode> containers) {
    var left = containers.stream().map(c -> Json.text(c, "name", "")).collect(Collectors.toSet());
    for (var before = -1; before != left.size(); ) {
      before = left.size();
      for (var container : containers) {
        var on = new HashSet<String>();
        Json.items(container, "dependsOn").forEach(d -> on.add(Json.text(d, "containerName", "")));
        on.retainAll(left);
        if (on.isEmpty()) left.remove(Json.text(container, "name", ""));
      }
    }
    if (left.isEmpty()) return;
    throw ApiError.client("Container dependencies must not be cyclic.");
  }
}
