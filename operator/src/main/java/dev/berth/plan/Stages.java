package dev.berth.plan;

import dev.berth.model.Live.Shift;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Where a blue/green, linear or canary roll-out is, in few words: `canary 10 %, baking 4 of 10
/// min`.
final class Stages {
  private Stages() {}

  static String told(Shift shift, Strategy strategy, Instant now) {
    return stage(shift, strategy) + baking(shift, strategy, now);
  }

  private static String stage(Shift shift, Strategy strategy) {
    var hooks = String.join(", ", strategy.hooks(shift.stage()));
    return switch (shift.stage()) {
      case "PRODUCTION_TRAFFIC_SHIFT" ->
          share(shift, strategy) + (hooks.isEmpty() ? "" : ", asks " + hooks);
      case String stage when !hooks.isEmpty() -> "asks " + hooks + " at " + stage;
      case "" -> "begins";
      case "RECONCILE_SERVICE" -> "puts the roll-out before it away";
      case "PRE_SCALE_UP", "SCALE_UP" -> "starting the new tasks";
      case "POST_SCALE_UP" -> "new tasks stand";
      case "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT" -> "test traffic moved";
      case "PRE_PRODUCTION_TRAFFIC_SHIFT" -> share(shift, strategy);
      case "POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME" -> "traffic moved";
      case "CLEAN_UP" -> "traffic moved, stopping the old tasks";
      // A stage that is new to this table is told in ECS's word.
      default -> shift.stage().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  private static String share(Shift shift, Strategy strategy) {
    var percent = percent(shift.production());
    return switch (strategy.kind()) {
      case CANARY -> "canary " + percent;
      case LINEAR -> "linear " + percent;
      case ROLLING, BLUE_GREEN -> "production traffic " + percent;
    };
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString() + " %";
  }

  private static String baking(Shift shift, Strategy strategy, Instant now) {
    var length =
        switch (shift.stage()) {
          case "BAKE_TIME" -> strategy.bake();
          case "PRODUCTION_TRAFFIC_SHIFT" ->
              shift.production() < 100 ? strategy.rest() : Duration.ZERO;
          default -> Duration.ZERO;
        };
    if (length.isZero()) return "";
    var passed =
        Math.clamp(Duration.between(shift.since(), now).toMinutes(), 0, length.toMinutes());
    return ", baking %d of %d min".formatted(passed, length.toMinutes());
  }
}
