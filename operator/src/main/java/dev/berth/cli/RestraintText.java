package dev.berth.cli;

import dev.berth.plan.Palette;
import dev.berth.plan.Restraint;
import java.util.ArrayList;
import java.util.List;

/// A change that is held for now, on the last screen of `apply`: why, and what to do.
final class RestraintText {
  private static final int WIDTH = 100;

  private RestraintText() {}

  /// @param again what the command was given
  static List<String> of(String name, Restraint by, String again, Palette palette) {
    var lines = new ArrayList<String>();
    lines.add(palette.waits(name + ": " + title(by)));
    Lines.below("  why      ", why(by), WIDTH).forEach(lines::add);
    lines.addAll(next(by, name, again));
    lines.add("");
    return lines;
  }

  private static String title(Restraint by) {
    return switch (by) {
      case Restraint.Paused(var pause) ->
          pause.until().map(end -> "paused until " + end).orElse("paused");
      case Restraint.Observed _, Restraint.Unhealed _, Restraint.OutsideWindow _ -> "held";
      case Restraint.Unapproved _, Restraint.Flapping _ -> "held";
    };
  }

  private static String why(Restraint by) {
    return by instanceof Restraint.Paused(var pause) && !pause.reason().isEmpty()
        ? pause.reason()
        : by.words();
  }

  private static List<String> next(Restraint by, String name, String again) {
    if (!(by instanceof Restraint.Paused)) return List.of();
    return List.of(
        "  next     wait for its end, or end it now:",
        "           berth resume " + name + " " + again,
        "           or apply with --despite-pause");
  }
}
