package dev.berth.plan;

/// A plan for a pull request.
public final class PlanMarkdown {
  private PlanMarkdown() {}

  public static String of(Plan plan) {
    return PlanText.of(plan, Palette.PLAIN);
  }
}
