package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.Optional;
import java.util.Set;

/// Whether a container may start. Source: ECS agent, dependency graph.
final class Dependencies {
  private static final Set<String> ENDS = Set.of("SUCCESS", "COMPLETE");

  private Dependencies() {}

  /// Where a container stands with all it depends on.
  sealed interface Verdict {
    record Met() implements Verdict {}

    record Waits() implements Verdict {}

    record Never(String why) implements Verdict {}
  }

  static Verdict of(Task task, Container container) {
    Verdict verdict = new Verdict.Met();
    for (var each : Json.items(container.definition, "dependsOn")) {
      var target = task.container(Json.text(each, "containerName", ""));
      var one = one(target, Json.text(each, "condition", "START"));
      if (one instanceof Verdict.Never) return one;
      if (one instanceof Verdict.Waits) verdict = one;
    }
    return verdict;
  }

  private static Verdict one(Container target, String condition) {
    if (met(target, condition)) return new Verdict.Met();
    return hopeless(target, condition)
        .<Verdict>map(why ->
            new Verdict.Never(
                "CannotStartContainerError: dependency graph: container \"%s\" %s"
                    .formatted(target.name, why)))
        .orElseGet(Verdict.Waits::new);
  }

  private static boolean met(Container target, String condition) {
    return switch (condition) {
      case "COMPLETE" -> target.stopped() && target.exitCode.isPresent();
      case "SUCCESS" -> target.stopped() && target.exitCode.orElse(1) == 0;
      case "HEALTHY" -> target.running() && target.health == Container.Health.HEALTHY;
      default -> target.running() || target.stopped();
    };
  }

  private static Optional<String> hopeless(Container target, String condition) {
    if (condition.equals("START")) return Optional.empty();
    if (target.stopped()) {
      return Optional.of(
          condition.equals("HEALTHY")
              ? "stopped before it was healthy"
              : "did not exit successfully");
    }
    return target.late ? Optional.of("did not meet its condition in time") : Optional.empty();
  }

  /// Whether another container waits for this one to end.
  static boolean awaited(Task task, Container container) {
    return task.containers.stream()
        .flatMap(each -> Json.items(each.definition, "dependsOn").stream())
        .filter(each -> Json.text(each, "containerName", "").equals(container.name))
        .anyMatch(each -> ENDS.contains(Json.text(each, "condition", "START")));
  }
}
