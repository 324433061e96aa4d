package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// How a deployment takes the traffic over. Source: ECS API reference, `DeploymentConfiguration`.
///
/// @param share percent of the production traffic that each step moves; the whole in BLUE_GREEN
/// @param rest between two steps
/// @param bake when all traffic has moved
record Strategy(Kind kind, double share, Duration rest, Duration bake) {
  private static final double ALL = 100;

  enum Kind {
    ROLLING,
    BLUE_GREEN,
    LINEAR,
    CANARY
  }

  static Strategy of(ObjectNode configuration) {
    var bake = Duration.ofMinutes(Json.integer(configuration, "bakeTimeInMinutes", 0));
    return switch (Json.text(configuration, "strategy", "ROLLING")) {
      case "BLUE_GREEN" -> new Strategy(Kind.BLUE_GREEN, ALL, Duration.ZERO, bake);
      case "LINEAR" -> {
        var linear = Json.fields(configuration, "linearConfiguration");
        var rest = Duration.ofMinutes(Json.integer(linear, "stepBakeTimeInMinutes", 6));
        yield new Strategy(Kind.LINEAR, number(linear, "stepPercent", 10), rest, bake);
      }
      case "CANARY" -> {
        var canary = Json.fields(configuration, "canaryConfiguration");
        var rest = Duration.ofMinutes(Json.integer(canary, "canaryBakeTimeInMinutes", 10));
        yield new Strategy(Kind.CANARY, number(canary, "canaryPercent", 5), rest, bake);
      }
      default -> new Strategy(Kind.ROLLING, ALL, Duration.ZERO, bake);
    };
  }

  static double number(ObjectNode node, String member, double otherwise) {
    return Json.has(node, member) ? node.get(member).doubleValue() : otherwise;
  }

  /// Whether it goes through lifecycle stages.
  boolean staged() {
    return kind != Kind.ROLLING;
  }

  /// The new revision's share of the production traffic after one more step.
  double after(double weight) {
    return switch (kind) {
      case ROLLING, BLUE_GREEN -> ALL;
      case LINEAR -> Math.min(ALL, Math.round((weight + share) * 10) / 10.0);
      case CANARY -> weight == 0 ? share : ALL;
    };
  }
}
