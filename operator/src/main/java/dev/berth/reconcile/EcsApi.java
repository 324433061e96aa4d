package dev.berth.reconcile;

import dev.berth.model.Observed;
import dev.berth.plan.Action;
import java.util.Optional;

/// What a pass needs of AWS, for one environment. Throws [EcsFailure] and nothing else.
public interface EcsApi {
  /// The live world, whole, or an exception.
  Observed observe(Scope scope);

  /// Checks the action's expectation, then makes its one call.
  ///
  /// @param registered the revision that an earlier action of the same key registered or found
  Performed perform(Action action, Optional<String> registered);

  /// How many API calls were made so far.
  int calls();

  /// What came of a call.
  sealed interface Performed {
    /// @param arn of what was made or found; empty where nothing was made
    record Done(Optional<String> arn) implements Performed {}

    /// The world is not as the plan found it; no write was made.
    record Stale(String expected, String found) implements Performed {}
  }
}
