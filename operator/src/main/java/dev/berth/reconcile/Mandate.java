package dev.berth.reconcile;

import dev.berth.plan.Moved;
import dev.berth.plan.Plan;
import dev.berth.plan.SavedPlan;
import dev.berth.plan.Staleness;
import java.util.List;

/// What passes may do.
public sealed interface Mandate {
  /// Whatever the manifests ask for.
  record Free() implements Mandate {}

  /// What a saved plan announced, if neither the world nor the manifests moved since.
  record Saved(SavedPlan plan) implements Mandate {}

  /// Which of the passes it is.
  enum Turn {
    FIRST,
    LATER
  }

  /// What forbids a pass; empty when it may go on.
  default List<Moved> against(Plan now, Turn turn) {
    return switch (this) {
      case Free() -> List.of();
      case Saved(var plan) ->
          switch (turn) {
            case FIRST -> Staleness.of(plan, now);
            case LATER -> Staleness.beyond(plan, now);
          };
    };
  }
}
