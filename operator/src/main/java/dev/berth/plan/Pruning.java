package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Strays.Stray;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Planner.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What becomes of the services that left the manifests: nothing, unless the environment
/// prunes. Then they go, what was made last first, when all that is wanted stands: a service that
/// was only renamed is not missed for a moment.
final class Pruning {
  /// The most that goes unasked is one service, or one in so many of those that we own.
  private static final int SHARE = 10;

  private static final int APPROVAL = 8;

  private final Desired desired;
  private final Observed observed;
  private final List<Stray> strays;
  private final List<Stray> itself;

  /// @param self is never deleted, and counts as nothing that is to be
  Pruning(Desired desired, Observed observed, Self self) {
    this.desired = desired;
    this.observed = observed;
    var known = on(desired) ? observed.strays().known() : List.<Stray>of();
    this.strays = known.stream().filter(stray -> !self.is(stray.service())).toList();
    this.itself = known.stream().filter(stray -> self.is(stray.service())).toList();
  }

  static boolean on(Desired desired) {
    return desired.environment().sync().prune() == Habit.ON;
  }

  List<ResourceKey> keys() {
    return Stream.concat(strays.stream(), itself.stream()).map(Stray::key).toList();
  }

  /// The verdicts on all of them, by what a person allowed and how the wanted things stand.
  List<Verdict> verdicts(Allowance allowance, SortedMap<ResourceKey, Verdict> wanted) {
    var verdicts = new ArrayList<Verdict>(deletions(allowance, wanted));
    itself.forEach(stray -> verdicts.add(blocked(stray, new Change.Why.Itself())));
    return List.copyOf(verdicts);
  }

  private List<Verdict> deletions(Allowance allowance, SortedMap<ResourceKey, Verdict> wanted) {
    if (strays.isEmpty()) return List.of();
    var limit = limit();
    if (strays.size() > limit.limit() && !allowance.covers(limit.approval())) {
      return strays.stream().map(stray -> blocked(stray, limit)).toList();
    }
    var standing = standing(wanted);
    return strays.stream().map(stray -> deleted(stray, standing)).toList();
  }

  private Change.Why.PruneLimit limit() {
    int owned = strays.size();
    for (var live : observed.live().values()) {
      if (live instanceof LiveService && live.owner() instanceof Owner.Ours) owned++;
    }
    return new Change.Why.PruneLimit(strays.size(), owned, Math.max(1, owned / SHARE), approval());
  }

  /// Stands for exactly these services, as they are now.
  private String approval() {
    var all = new TreeMap<String, Value>();
    for (var stray : strays) {
      all.put(stray.service().arn(), Value.of(stray.createdAt().toString()));
    }
    return Digest.of(new Fields(all)).substring(0, APPROVAL);
  }

  private static Verdict blocked(Stray stray, Change.Why why) {
    var change = new Change.Blocked(new Change.Delete(stray.service()), why);
    return Verdict.free(change, List.of(), List.of());
  }

  private static Verdict deleted(Stray stray, List<Change.Closed> standing) {
    var delete = new Change.Delete(stray.service());
    if (!standing.isEmpty()) {
      return Verdict.free(new Change.Waiting(delete, standing), List.of(), List.of());
    }
    var unchanged = new Expect.Unchanged(Fingerprint.of(stray.service()));
    var because = "it left the manifests";
    var actions = new ArrayList<Action>();
    if (stray.service().marks().scaled()) {
      // Its own target first, and as an action of the same key: where that fails, the service
      // stays.
      var anything = new Expect.Anything();
      actions.add(new Action.DeregisterScalableTarget(stray.key(), anything, because));
    }
    actions.add(new Action.DeleteService(stray.key(), unchanged, because));
    return Verdict.free(delete, actions, List.of());
  }

  /// What is not there yet as it is wanted. Scaled to zero is as good as it gets.
  private static List<Change.Closed> standing(SortedMap<ResourceKey, Verdict> wanted) {
    var standing = new ArrayList<Change.Closed>();
    wanted.forEach((key, verdict) ->
        verdict.standing().stream()
            .filter(reason -> reason != Change.Reason.SCALED_TO_ZERO)
            .findFirst()
            .ifPresent(reason -> standing.add(new Change.Closed(key, reason))));
    return standing;
  }
}
