package dev.berth.plan;

import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Holds changes of a plan that may not be carried out now. They stay in sight with all that
/// differs, and nothing of them is written: no intent without its deed.
///
/// What Berth only notes of what has happened, and what ends a roll-out or a run that is past its
/// deadline, goes on.
public final class Holding {
  private Holding() {}

  /// The same plan where each change is held that there is a reason for.
  ///
  /// @param why not asked of what stays as it is, or is held already
  public static Plan of(Plan plan, Function<Change, Optional<Restraint>> why) {
    var actions = new TreeMap<ResourceKey, List<Action>>();
    plan.actions().forEach(a -> actions.computeIfAbsent(a.key(), _ -> new ArrayList<>()).add(a));
    var changes = new ArrayList<Change>();
    var dropped = new ArrayList<Action>();
    for (var change : plan.changes()) {
      var own = actions.getOrDefault(change.key(), List.of());
      var writes = own.stream().filter(action -> !notes(action, change)).toList();
      var restraint = reason(change, writes, why);
      if (restraint.isPresent()) dropped.addAll(writes);
      changes.add(restraint.map(by -> held(change, by)).orElse(change));
    }
    if (dropped.isEmpty() && changes.equals(plan.changes())) return plan;
    var left = plan.actions().stream().filter(action -> !dropped.contains(action)).toList();
    return new Plan(plan.desired(), plan.observed(), plan.waves(), changes, left);
  }

  /// The same plan where nothing at all is written.
  public static Plan observed(Plan plan) {
    var held = of(plan, _ -> Optional.of(new Restraint.Observed()));
    return new Plan(held.desired(), held.observed(), held.waves(), held.changes(), List.of());
  }

  private static Optional<Restraint> reason(
      Change change, List<Action> writes, Function<Change, Optional<Restraint>> why) {
    return switch (change) {
      case Change.Keep _ -> Optional.empty();
      // A gate holds it already; so does what blocks it. What they let through is held.
      case Change.Waiting _, Change.Blocked _ ->
          writes.isEmpty() ? Optional.empty() : why.apply(change);
      case Change.Create _, Change.Update _, Change.Replace _, Change.Restart _ ->
          why.apply(change);
      case Change.Adopt _, Change.Delete _ -> why.apply(change);
    };
  }

  /// What failed or is refused stays so, whatever else may hold it.
  private static Change held(Change change, Restraint by) {
    if (change instanceof Change.Blocked) return change;
    return new Change.Blocked(change, new Change.Why.Restrained(by));
  }

  private static boolean notes(Action action, Change change) {
    if (change instanceof Change.Keep) return true;
    if (!(change instanceof Change.Blocked)) return false;
    return switch (action) {
      case Action.StopDeployment _, Action.StopTask _ -> true;
      case Action.Tag(_, var tags, _, _) -> only(Marks.SKIP, tags);
      case Action.MarkJob(_, _, var tags, _, _) -> only(Marks.OUTCOME, tags);
      case Action.CreateCluster _, Action.CreateNamespace _, Action.CreateService _ -> false;
      case Action.RegisterTaskDefinition _, Action.RegisterJob _, Action.MarkApplied _ -> false;
      case Action.UpdateService _, Action.DeleteService _, Action.RunTask _ -> false;
      case Action.Untag _, Action.Disown _, Action.MarkScaling _ -> false;
      case Action.RegisterScalableTarget _, Action.DeregisterScalableTarget _ -> false;
      case Action.PutScalingPolicy _, Action.DeleteScalingPolicy _ -> false;
      case Action.PutScheduledAction _, Action.DeleteScheduledAction _ -> false;
    };
  }

  private static boolean only(String mark, SortedMap<String, String> tags) {
    return List.copyOf(tags.keySet()).equals(List.of(mark));
  }

  /// Why a change is held; empty where no such thing holds it.
  public static Optional<Restraint> restraint(Change change) {
    return change instanceof Change.Blocked(_, Change.Why.Restrained(var by))
        ? Optional.of(by)
        : Optional.empty();
  }

  /// When something that is held comes free by itself: the time to look again.
  public static Optional<Instant> wakeAt(Plan plan) {
    return plan.changes().stream()
        .flatMap(change -> restraint(change).flatMap(Restraint::ends).stream())
        .filter(plan.observed().at()::isBefore)
        .min(Comparator.naturalOrder());
  }
}
