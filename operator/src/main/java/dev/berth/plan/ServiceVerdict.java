package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Planner.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verdict on one service, before its gates are looked at.
final class ServiceVerdict {
  private static final String ALIAS = "alias:";
  private static final String SECRET = "secret:";

  private final Wanted want;
  private final LiveService have;
  private final Observed observed;
  private final Desired desired;
  private final ServiceFieldsDiff diff;
  private final ServiceActions act;
  private final Rollouts rollouts;

  private ServiceVerdict(Wanted want, LiveService have, Desired desired, Observed observed) {
    this.want = want;
    this.have = have;
    this.observed = observed;
    this.desired = desired;
    this.diff = ServiceFieldsDiff.of(want, have, desired, observed);
    this.act = new ServiceActions(want, have, desired, diff);
    this.rollouts = new Rollouts(want, have, observed.at());
  }

  static Verdict of(Wanted want, Desired desired, Observed observed) {
    var live = observed.service(want.key());
    var unresolved = Images.unresolved(want);
    if (live.isEmpty()) {
      var absent = absent(want, desired, observed);
      return unresolved.map(why -> blocked(absent.change(), why, Reason.ABSENT)).orElse(absent);
    }
    var refusal = Planner.refusal(live.get());
    if (!refusal.isEmpty() && !Adoption.possible(want, live.get())) {
      var adopt = new Change.Adopt(want, live.get(), List.of());
      var change = new Change.Blocked(adopt, refusal.getFirst());
      return Verdict.free(change, List.of(), List.of(Reason.REFUSED));
    }
    if (live.get().state() == State.DRAINING) return draining(want);
    if (!refusal.isEmpty()) return Adoption.of(want, live.get(), desired, observed);
    return new ServiceVerdict(want, live.get(), desired, observed).judge();
  }

  /// Without the digest of an image nothing is made, and nothing is taken away to be made anew.
  private static Verdict blocked(Change then, Change.Why why, Reason standing) {
    return Verdict.free(new Change.Blocked(then, why), List.of(), List.of(standing));
  }

  private static Verdict absent(Wanted want, Desired desired, Observed observed) {
    return new Verdict(
        new Change.Create(want),
        Verdict.Hold.GATED,
        ServiceActions.create(want, desired, observed.at()),
        List.of(),
        List.of(Reason.ABSENT));
  }

  private static Verdict draining(Wanted want) {
    var closed = new Change.Closed(want.key(), Reason.DRAINING);
    var change = new Change.Waiting(new Change.Create(want), List.of(closed));
    return Verdict.free(change, List.of(), List.of(Reason.DRAINING));
  }

  private Verdict judge() {
    var skipped = have.marks().skip().filter(skip -> skip.hash().equals(diff.hash()));
    if (skipped.isPresent()) return lateSuccess() ? forgiven() : skipped(skipped.get());
    var failure = rollouts.failure(diff.hash());
    if (failure.isPresent()) return failed(failure.get());
    var pending = pending();
    if (pending.isPresent() && diff.content().isEmpty()) return restarts(pending.get());
    if (rollouts.suppressesDrift(diff.hash())) return rolling();
    if (diff.replaces()) return resolved(replace());
    if (!diff.content().isEmpty()) return resolved(update());
    return restart().map(this::restarts).orElseGet(this::settle);
  }

  /// A deployment that was not stopped came through after all.
  private boolean lateSuccess() {
    boolean restarted =
        have.marks()
            .restart()
            .filter(mark -> primary().filter(p -> p.id().equals(mark.deployment())).isPresent())
            .isPresent();
    boolean held = have.marks().skip().filter(Marks.Skip::held).isPresent();
    return !held && !restarted && diff.content().isEmpty() && rollouts.completed();
  }

  private Verdict forgiven() {
    var actions = List.of(act.untag(Marks.SKIP, "the roll-out succeeded after all"));
    var change = new Change.Keep(want, have, new Progress.Settled());
    return Verdict.free(change, actions, standing());
  }

  private Verdict skipped(Marks.Skip skip) {
    var actions = new ArrayList<Action>();
    rollouts.overdue().ifPresent(past -> actions.add(act.stop(past)));
    actions.addAll(act.inPlace());
    var why = why(skip);
    return Verdict.free(new Change.Blocked(held(), why), actions, List.of(Reason.FAILED));
  }

  private static Change.Why why(Marks.Skip skip) {
    return skip.held() ? new Change.Why.Held(skip.words()) : new Change.Why.Skipped(skip.reason());
  }

  private Verdict failed(String reason) {
    var why = new Change.Why.Skipped(new Marks.Skip(diff.hash(), reason).reason());
    return Verdict.free(
        new Change.Blocked(held(), why),
        List.of(act.skip(diff.hash(), reason)),
        List.of(Reason.FAILED));
  }

  private Change held() {
    if (!diff.changing().isEmpty()) return new Change.Update(want, have, diff.fields());
    return new Change.Restart(want, have, "the same content again");
  }

  private Verdict rolling() {
    var change = new Change.Keep(want, have, new Progress.Rolling(rollouts.told()));
    if (diff.alone().isEmpty() || !diff.settingsWanted()) {
      return Verdict.free(change, List.of(), List.of(Reason.ROLLING));
    }
    var update = new Change.Update(want, have, diff.alone());
    return Verdict.free(update, act.inPlace(), List.of(Reason.ROLLING));
  }

  private Verdict resolved(Verdict verdict) {
    return Images.unresolved(want)
        .map(why -> blocked(verdict.change(), why, Reason.BEHIND))
        .orElse(verdict);
  }

  private Verdict replace() {
    return new Verdict(
        new Change.Replace(want, have, diff.fields()),
        Verdict.Hold.GATED,
        List.of(act.delete()),
        List.of(),
        List.of(Reason.BEHIND));
  }

  private Verdict update() {
    return new Verdict(
        new Change.Update(want, have, diff.fields()),
        Verdict.Hold.GATED,
        act.rollOut(rollouts.unfinished()),
        act.inPlace(),
        List.of(Reason.BEHIND));
  }

  /// What needs no new deployment goes first, as a change that shows its fields.
  private Verdict restarts(Marks.Restart mark) {
    if (!diff.settings().isEmpty()) {
      var change = new Change.Update(want, have, diff.settings());
      return Verdict.free(change, act.inPlace(), List.of(Reason.BEHIND));
    }
    return new Verdict(
        new Change.Restart(want, have, words(mark)),
        Verdict.Hold.GATED,
        act.restart(mark),
        List.of(),
        List.of(Reason.BEHIND));
  }

  private Verdict settle() {
    if (!diff.settings().isEmpty()) {
      var change = new Change.Update(want, have, diff.settings());
      return Verdict.free(change, act.inPlace(), standing());
    }
    Progress progress =
        rollouts.completed() ? new Progress.Settled() : new Progress.Rolling(rollouts.told());
    var actions = new ArrayList<>(act.repair());
    if (Scaling.over(have, desired, observed)) {
      actions.add(act.untag(Marks.SCALING, "nothing of ours scales it any more"));
    }
    var hour = observed.at().minus(Duration.ofHours(1));
    if (have.marks().retried().filter(hour::isAfter).isPresent()) {
      actions.add(act.untag(Marks.RETRIED, "the retry was an hour ago"));
    }
    // Last, as it is a part of what the other calls count on.
    if (have.marks().pause().filter(pause -> pause.over(observed.at())).isPresent()) {
      actions.add(act.untag(Marks.PAUSE, "the pause is over"));
    }
    return Verdict.free(new Change.Keep(want, have, progress), actions, standing());
  }

  private static String words(Marks.Restart mark) {
    var cause = mark.cause();
    if (cause.startsWith(SECRET)) return Rotation.words(cause.substring(SECRET.length()));
    return cause.startsWith(ALIAS)
        ? "its tasks cannot resolve " + cause.substring(ALIAS.length()) + " yet"
        : "asked for by berth " + cause;
  }

  /// A restart that is written down and not done yet.
  private Optional<Marks.Restart> pending() {
    var primary = primary().map(Deployment::id);
    return have.marks()
        .restart()
        .filter(mark -> primary.equals(Optional.of(mark.deployment())))
        .filter(mark -> !rollouts.restarted(mark));
  }

  /// A restart for versions of secrets, or for a name, that the running tasks do not have (R-14,
  /// One that came to nothing for this very deployment is not repeated.
  private Optional<Marks.Restart> restart() {
    if (!rollouts.completed()) return Optional.empty();
    var primary = primary().map(Deployment::id);
    var last = have.marks().restart().filter(r -> primary.equals(Optional.of(r.deployment())));
    var rotated =
        last.filter(r -> r.cause().startsWith(SECRET)).isPresent()
            ? Rotation.since(want, have)
            : Rotation.moved(want, have);
    var unseen =
        last.isPresent()
            ? Optional.<String>empty()
            : Aliases.unseen(want, have, desired, observed).map(ALIAS::concat);
    return rotated
        .map(SECRET::concat)
        .or(() -> unseen)
        .flatMap(why -> primary.map(id -> Marks.Restart.at(observed.at(), why, id)));
  }

  private List<Reason> standing() {
    if (!rollouts.completed()) {
      return List.of(rollouts.failedPrimary() ? Reason.FAILED : Reason.ROLLING);
    }
    return have.counts().desired() == 0 ? List.of(Reason.SCALED_TO_ZERO) : List.of();
  }

  private Optional<Deployment> primary() {
    return have.primary();
  }
}
