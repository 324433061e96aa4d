package dev.berth.http;

import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Status;
import java.util.Locale;

/// How something stands, told by a shape beside its word; the colour only repeats it.
enum Mood {
  GOOD("✓"),
  MOVING("◐"),
  OPEN("◇"),
  WAITING("Ⅱ"),
  STILL("–"),
  BAD("✕"),
  UNKNOWN("?");

  private final String shape;

  Mood(String shape) {
    this.shape = shape;
  }

  static Mood of(Status.State state) {
    return switch (state) {
      case SETTLED -> GOOD;
      case ROLLING, RUNNING -> MOVING;
      case DIFFERS, ABSENT -> OPEN;
      case WAITING -> WAITING;
      case HELD, REFUSED, DENIED -> BAD;
    };
  }

  static Mood of(Type type, Truth truth) {
    if (truth == Truth.UNKNOWN) return UNKNOWN;
    return switch (type) {
      case SYNCED, HEALTHY -> truth == Truth.TRUE ? GOOD : BAD;
      case PROGRESSING -> truth == Truth.TRUE ? MOVING : STILL;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The shape, then words.
  Html with(String words) {
    return Html.of(
        """
        <span class="mood %s"><span class="shape" aria-hidden="true">%s</span> %s</span>\
        """,
        word(), shape, words);
  }
}
