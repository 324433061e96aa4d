package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/// Holds back what would fail as it did a moment ago: a permission that is missing, a role or a
/// subnet that is not there. The same is tried again after an hour, anything else at once.
final class Futile {
  private static final Duration AGAIN = Duration.ofHours(1);

  private final TreeMap<ResourceKey, Tried> tried = new TreeMap<>();

  private record Tried(List<Action> actions, List<Outcome> outcomes, Instant at) {}

  /// The plan, without the actions that need not be tried yet.
  ///
  /// @param again what somebody asks to be tried at once
  Plan without(Plan plan, SortedSet<ResourceKey> again) {
    var now = plan.observed().at();
    tried.keySet().removeAll(again);
    tried.values().removeIf(one -> !now.isBefore(one.at().plus(AGAIN)));
    tried.entrySet().removeIf(one -> !actions(plan, one.getKey()).equals(one.getValue().actions()));
    if (tried.isEmpty()) return plan;
    var left = plan.actions().stream().filter(action -> !tried.containsKey(action.key())).toList();
    return new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), left);
  }

  /// The report, with what became of the actions that were held back when they were tried.
  Report after(Plan plan, Report report) {
    var outcomes = new ArrayList<>(report.outcomes());
    tried.values().forEach(one -> outcomes.addAll(one.outcomes()));
    var own = report.outcomes();
    for (var outcome : own) {
      if (!(outcome instanceof Outcome.Failed(var action, var failure)) || !lasting(failure)) {
        continue;
      }
      var key = action.key();
      var all = own.stream().filter(other -> other.action().key().equals(key)).toList();
      tried.put(key, new Tried(actions(plan, key), all, plan.observed().at()));
    }
    return new Report(outcomes);
  }

  private static List<Action> actions(Plan plan, ResourceKey key) {
    return plan.actions().stream().filter(action -> action.key().equals(key)).toList();
  }

  private static boolean lasting(Failure failure) {
    return switch (failure.kind()) {
      case DENIED, MISSING -> true;
      case THROTTLED, TRANSIENT, CONFLICT, LIMIT, INVALID, STOPPED, UNKNOWN -> false;
    };
  }
}
