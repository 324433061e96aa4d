package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Planner.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The verdict on a service's scalable target. That there is one of ours is written on the service
/// before it is made, so that a pass looks for it also when no manifest states it any more.
final class TargetVerdict {
  private final Wanted want;
  private final LiveScalableTarget have;
  private final Desired desired;
  private final Observed observed;
  private final List<Field> fields;

  private TargetVerdict(Wanted want, LiveScalableTarget have, Desired desired, Observed observed) {
    this.want = want;
    this.have = have;
    this.desired = desired;
    this.observed = observed;
    this.fields = ScalingDiff.of(want, have.fields(), desired, observed);
  }

  static Verdict of(Wanted want, Desired desired, Observed observed) {
    var live = observed.live().get(want.key());
    if (live == null) return absent(want, desired, observed);
    var refusal = Planner.refusal(live);
    if (!refusal.isEmpty()) return ScalingVerdict.refused(want, live, refusal.getFirst());
    if (!(live instanceof LiveScalableTarget have)) {
      throw new IllegalArgumentException(live + " is no scalable target");
    }
    return new TargetVerdict(want, have, desired, observed).judge();
  }

  private static Verdict absent(Wanted want, Desired desired, Observed observed) {
    var because = want.key() + " does not exist";
    var actions = new ArrayList<Action>();
    var service = ScalingDiff.service(want.key(), observed);
    if (service.filter(s -> s.marks().scaled()).isEmpty()) {
      actions.add(new Action.MarkScaling(want.key(), Marks.INTENDED, because));
    }
    actions.add(
        new Action.RegisterScalableTarget(
            want.key(),
            ScalingRequest.whole(want),
            OwnTags.of(want.key(), desired),
            new Expect.Absent(),
            because));
    return new Verdict(
        new Change.Create(want), Verdict.Hold.GATED, actions, List.of(), List.of(Reason.ABSENT));
  }

  private Verdict judge() {
    var changing = fields.stream().filter(field -> !field.ignored()).toList();
    if (changing.isEmpty()) {
      var keep = new Change.Keep(want, have, new Change.Progress.Settled());
      return Verdict.free(keep, remembered(), List.of());
    }
    var because = Words.because(changing);
    var register =
        new Action.RegisterScalableTarget(
            want.key(),
            ScalingRequest.changed(want, changing),
            new TreeMap<>(),
            ScalingDiff.unchanged(have),
            because);
    var mark = new Action.MarkScaling(want.key(), mark(before()).toString(), because);
    return Verdict.free(
        new Change.Update(want, have, fields), List.of(register, mark), List.of(Reason.BEHIND));
  }

  /// What was last written, where that is not written down.
  private List<Action> remembered() {
    boolean complete = ScalingDiff.complete(want.key(), desired, observed);
    var hash = complete ? ScalingDiff.hash(want.key(), desired) : before();
    var known = ScalingDiff.mark(want.key(), observed);
    if (known.filter(mark(hash)::equals).isPresent()) return List.of();
    var because = "what was applied is not written down";
    return List.of(new Action.MarkScaling(want.key(), mark(hash).toString(), because));
  }

  private Marks.Scaling mark(String hash) {
    return new Marks.Scaling(have.id(), ScalingDiff.range(want), hash);
  }

  private String before() {
    return ScalingDiff.mark(want.key(), observed).map(Marks.Scaling::hash).orElse("");
  }
}
