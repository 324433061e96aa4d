package dev.berth.plan;

/// A plan for a terminal.
public final class PlanText {
  private PlanText() {}

  public static String of(Plan plan, Palette palette) {
    var text = new StringBuilder();
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Keep))
        text.append(palette.changes(change.key().toString())).append('\n');
    }
    return text.toString();
  }
}
