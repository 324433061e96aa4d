package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import java.util.Optional;

/// What became of one action.
public sealed interface Outcome {
  Action action();

  /// @param arn of what was made or found
  record Done(Action action, Optional<String> arn) implements Outcome {}

  /// The world is not as the plan found it; nothing was written.
  record Stale(Action action, String expected, String found) implements Outcome {}

  record Failed(Action action, Failure failure) implements Outcome {}

  /// An earlier action of the same key was not done.
  record NotRun(Action action, ResourceKey blockedBy) implements Outcome {}

  record Interrupted(Action action, String why) implements Outcome {}
}
