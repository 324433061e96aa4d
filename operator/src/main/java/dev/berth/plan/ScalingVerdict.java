package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Planner.Verdict;
import java.util.List;
import java.util.Optional;

/// The verdict on a scaling policy or a scheduled action, and on all that scales a service and is
/// not wanted any more.
final class ScalingVerdict {
  private ScalingVerdict() {}

  static Verdict of(Wanted want, Desired desired, Observed observed) {
    var live = observed.live().get(want.key());
    if (!(live instanceof LiveScalingPart have)) return absent(want);
    var refusal = Planner.refusal(have);
    if (!refusal.isEmpty()) return refused(want, have, refusal.getFirst());
    var fields = ScalingDiff.of(want, have.fields(), desired, observed);
    if (fields.isEmpty()) {
      var keep = new Change.Keep(want, have, new Change.Progress.Settled());
      return Verdict.free(keep, List.of(), List.of());
    }
    var unchanged = new Expect.Unchanged(Fingerprint.scaling(have, have.fields()));
    var because = Words.because(fields);
    boolean replaced = fields.stream().anyMatch(ScalingVerdict::replaces);
    if (!replaced) {
      var put = put(want, ScalingRequest.changed(want, fields), unchanged, because);
      return free(new Change.Update(want, have, fields), List.of(put), Reason.BEHIND);
    }
    var anew = put(want, ScalingRequest.whole(want), new Expect.Absent(), because);
    var actions = List.of(delete(want.key(), unchanged, because), anew);
    return free(new Change.Replace(want, have, fields), actions, Reason.BEHIND);
  }

  static Verdict refused(Wanted want, Live have, Change.Why why) {
    var change = new Change.Blocked(new Change.Adopt(want, have, List.of()), why);
    return free(change, List.of(), Reason.REFUSED);
  }

  /// What is ours and scales a wanted service, and what no manifest states. What scales another one
  /// goes with it, where it is pruned.
  static Optional<Verdict> left(Live have, Desired desired, Observed observed) {
    if (!have.key().scales() || !(have.owner() instanceof Owner.Ours)) return Optional.empty();
    var service = have.key().ofService().orElseThrow();
    if (!desired.wanted().containsKey(service)) return Optional.empty();
    if (ScalingDiff.others(service, observed)) return Optional.empty();
    var target = ResourceKey.scalableTarget(service.name());
    boolean whole = !desired.wanted().containsKey(target);
    // AWS deletes policies and scheduled actions with their target.
    boolean alone = !whole || have.key().equals(target);
    var because = "no manifest states it";
    var actions =
        alone ? List.of(delete(have.key(), ScalingDiff.unchanged(have), because)) : none();
    return Optional.of(free(new Change.Delete(have), actions, Reason.BEHIND));
  }

  private static Verdict absent(Wanted want) {
    var because = want.key() + " does not exist";
    var put = put(want, ScalingRequest.whole(want), new Expect.Absent(), because);
    return new Verdict(
        new Change.Create(want),
        Verdict.Hold.GATED,
        List.of(put),
        List.of(),
        List.of(Reason.ABSENT));
  }

  private static Verdict free(Change change, List<Action> actions, Reason standing) {
    return Verdict.free(change, actions, List.of(standing));
  }

  private static List<Action> none() {
    return List.of();
  }

  private static boolean replaces(Field field) {
    return field.consequence() instanceof Field.Consequence.Replace;
  }

  private static Action put(
      Wanted want, dev.berth.model.Value.Fields request, Expect expect, String because) {
    return want.key().kind() == ResourceKey.Kind.SCALING_POLICY
        ? new Action.PutScalingPolicy(want.key(), request, expect, because)
        : new Action.PutScheduledAction(want.key(), request, expect, because);
  }

  private static Action delete(ResourceKey key, Expect expect, String because) {
    return switch (key.kind()) {
      case SCALABLE_TARGET -> new Action.DeregisterScalableTarget(key, expect, because);
      case SCALING_POLICY -> new Action.DeleteScalingPolicy(key, expect, because);
      case SCHEDULED_ACTION -> new Action.DeleteScheduledAction(key, expect, because);
      case CLUSTER, NAMESPACE, JOB, SERVICE ->
          throw new IllegalArgumentException(key + " scales nothing");
    };
  }
}
