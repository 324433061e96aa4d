package dev.berth.reconcile;

import dev.berth.plan.Pauses;
import dev.berth.plan.Plan;

/// Whose hand carries plans out, and what it leaves alone.
public interface Hand {
  /// The same plan, where what this hand must not do now is held.
  Plan held(Plan plan);

  /// What became of a plan that it held.
  default void did(Plan plan, Report report) {}

  /// A person's, at `apply`: pauses hold it, and nothing that is said to the operator.
  static Hand person() {
    return Pauses::respected;
  }

  /// That of a person who names the thing, or insists.
  static Hand insisting() {
    return plan -> plan;
  }
}
