package dev.berth.simulator.ecs;

import java.time.Duration;

/// The stages of a blue/green, linear or canary deployment, in their order. Source: ECS developer
/// guide, "Lifecycle stages"; that one can see PRE_PRODUCTION_TRAFFIC_SHIFT is not in every model.
enum Lifecycle {
  RECONCILE_SERVICE,
  PRE_SCALE_UP,
  SCALE_UP,
  POST_SCALE_UP,
  TEST_TRAFFIC_SHIFT,
  POST_TEST_TRAFFIC_SHIFT,
  PRE_PRODUCTION_TRAFFIC_SHIFT,
  PRODUCTION_TRAFFIC_SHIFT,
  POST_PRODUCTION_TRAFFIC_SHIFT,
  BAKE_TIME,
  CLEAN_UP;

  Lifecycle next() {
    return values()[Math.min(ordinal() + 1, values().length - 1)];
  }

  /// How long it takes at least.
  Duration least() {
    return switch (this) {
      case TEST_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT -> Duration.ofSeconds(10);
      case RECONCILE_SERVICE, SCALE_UP, CLEAN_UP -> Duration.ofSeconds(2);
      case PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT -> Duration.ofSeconds(2);
      case PRE_PRODUCTION_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT -> Duration.ofSeconds(2);
      case BAKE_TIME -> Duration.ZERO;
    };
  }
}
