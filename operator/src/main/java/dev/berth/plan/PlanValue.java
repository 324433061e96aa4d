package dev.berth.plan;

import dev.berth.model.Value;

/// A plan for programs.
public final class PlanValue {
  private PlanValue() {}

  public static Value of(Plan plan) {
    return Value.of(PlanText.of(plan, Palette.PLAIN));
  }
}
