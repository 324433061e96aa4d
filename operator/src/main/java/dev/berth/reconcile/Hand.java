package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Allowance;
import dev.berth.plan.Pauses;
import dev.berth.plan.Plan;
import dev.berth.plan.Self;
import java.util.Collections;
import java.util.SortedSet;

/// Whose hand carries plans out, and what it leaves alone.
public interface Hand {
  /// The same plan, where what this hand must not do now is held.
  Plan held(Plan plan);

  /// Which service it runs as: it is rolled out last, and not stopped by its own hand.
  default Self self() {
    return Self.NOBODY;
  }

  /// What somebody allowed it beyond what goes by itself.
  default Allowance allowance() {
    return Allowance.NONE;
  }

  /// What somebody asked to be tried again in this pass, though it failed a moment ago.
  default SortedSet<ResourceKey> again() {
    return Collections.emptySortedSet();
  }

  /// What became of a plan that it held.
  default void did(Plan plan, Report report) {}

  /// An operator's, that may be a service among those that it keeps.
  static Hand of(Self self) {
    return new Hand() {
      @Override
      public Plan held(Plan plan) {
        return Pauses.respected(plan);
      }

      @Override
      public Self self() {
        return self;
      }
    };
  }

  /// A person's, at `apply`: pauses hold it, and nothing that is said to the operator.
  static Hand person() {
    return Pauses::respected;
  }

  /// That of a person who names the thing, or insists.
  static Hand insisting() {
    return plan -> plan;
  }
}
