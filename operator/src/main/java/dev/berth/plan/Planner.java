package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares the wanted world with the live one. Time is part of the observation.
///
/// The same two worlds give the same plan in the same order: by wave, kind and name, and last what
/// is deleted.
public final class Planner {
  private Planner() {}

  public static Plan plan(Desired desired, Observed observed) {
    return plan(desired, observed, Allowance.NONE);
  }

  public static Plan plan(Desired desired, Observed observed, Allowance allowance) {
    return plan(desired, observed, allowance, Self.NOBODY);
  }

  /// @param self what plans: it comes last, and is not stopped
  public static Plan plan(Desired given, Observed observed, Allowance allowance, Self self) {
    var desired = Images.kept(given, observed);
    var itself = Itself.of(self, observed);
    var gating = itself.gating(desired);
    var verdicts = verdicts(desired, observed);
    verdicts.replaceAll(itself::kept);
    var waves = new TreeMap<>(Waves.of(gating, verdicts.keySet()));
    itself.last(waves);
    var changes = new ArrayList<Change>();
    var actions = new ArrayList<Action>();
    wanted(Waves.order(waves), new Gates(gating, verdicts), verdicts, changes, actions);
    var pruning = new Pruning(desired, observed, self);
    int last = waves.values().stream().mapToInt(wave -> wave + 1).max().orElse(0);
    pruning.keys().forEach(key -> waves.put(key, last));
    for (var verdict : pruning.verdicts(allowance, itself.others(verdicts))) {
      changes.add(verdict.change());
      actions.addAll(verdict.actions());
    }
    return new Plan(desired, observed, waves, changes, actions);
  }

  private static void wanted(
      List<ResourceKey> order,
      Gates gates,
      SortedMap<ResourceKey, Verdict> verdicts,
      List<Change> changes,
      List<Action> actions) {
    for (var key : order) {
      var verdict = verdicts.get(key);
      var closed = gates.closed(key);
      if (closed.isEmpty() || !verdict.gated()) {
        changes.add(verdict.change());
        actions.addAll(verdict.actions());
        continue;
      }
      changes.add(new Change.Waiting(verdict.change(), closed));
      actions.addAll(verdict.meanwhile());
    }
  }

  private static SortedMap<ResourceKey, Verdict> verdicts(Desired desired, Observed observed) {
    var verdicts = new TreeMap<ResourceKey, Verdict>();
    for (var want : desired.wanted().values()) {
      var verdict = verdict(want, desired, observed);
      var denials = desired.denied().getOrDefault(want.key(), List.of());
      verdicts.put(want.key(), denials.isEmpty() ? verdict : verdict.denied(denials));
    }
    for (var have : observed.live().values()) {
      if (verdicts.containsKey(have.key())) continue;
      ScalingVerdict.left(have, desired, observed).ifPresent(v -> verdicts.put(have.key(), v));
    }
    return verdicts;
  }

  private static Verdict verdict(Wanted want, Desired desired, Observed observed) {
    return switch (want.key().kind()) {
      case CLUSTER, NAMESPACE -> HomeVerdict.of(want, desired, observed);
      case JOB -> JobVerdict.of(want, desired, observed);
      case SERVICE -> ServiceVerdict.of(want, desired, observed);
      case SCALABLE_TARGET ->
          scaling(TargetVerdict.of(want, desired, observed), want.key(), observed);
      case SCALING_POLICY, SCHEDULED_ACTION ->
          scaling(ScalingVerdict.of(want, desired, observed), want.key(), observed);
    };
  }

  /// Nothing is written to what scales a service that is not ours, even where the target itself is.
  private static Verdict scaling(Verdict verdict, ResourceKey key, Observed observed) {
    return ScalingDiff.others(key, observed) ? verdict.held() : verdict;
  }

  /// What one key alone asks for, before any gate is looked at.
  ///
  /// @param gated whether a closed gate holds it
  /// @param actions what to do when every gate is open
  /// @param meanwhile what to do while one is closed: what needs no roll-out
  /// @param standing what a dependent may count on; empty when all is well
  record Verdict(
      Change change,
      Hold hold,
      List<Action> actions,
      List<Action> meanwhile,
      List<Change.Reason> standing) {

    enum Hold {
      GATED,
      FREE
    }

    boolean gated() {
      return hold == Hold.GATED;
    }

    /// Content that a policy objects to is not rolled out; where it is live already, it stays, and
    /// what needs no roll-out goes on.
    Verdict denied(List<Finding> denials) {
      // To run a Job once more is to run its content; a service's is live already.
      boolean live = change instanceof Change.Restart(_, LiveService _, _);
      if (!gated()) return withheld(denials);
      if (live) return this;
      var blocked = new Change.Blocked(change, new Change.Why.Denied(denials));
      return free(blocked, meanwhile, List.of(Change.Reason.DENIED));
    }

    /// A setting that a policy objects to is not among the actions, as no other content is.
    private Verdict withheld(List<Finding> denials) {
      boolean free =
          !(change instanceof Change.Update(_, LiveService _, var fields))
              || fields.stream().noneMatch(field -> Denials.cover(denials, field.path()));
      if (free) return this;
      var blocked = new Change.Blocked(change, new Change.Why.Denied(denials));
      return free(blocked, actions, List.of(Change.Reason.DENIED));
    }

    /// The same where it is not for us to write.
    Verdict held() {
      boolean writes = !actions.isEmpty() && !(change instanceof Change.Keep);
      if (!writes) return free(change, List.of(), standing);
      return new Verdict(change, Hold.GATED, actions, List.of(), standing);
    }

    static Verdict free(Change change, List<Action> actions, List<Change.Reason> standing) {
      return new Verdict(change, Hold.FREE, actions, actions, standing);
    }
  }

  /// Whether a live thing may be written to; if not, why.
  static List<Change.Why> refusal(Live live) {
    return switch (live.owner()) {
      case dev.berth.model.Owner.Ours _ -> List.of();
      case dev.berth.model.Owner.Foreign(var owner) ->
          List.of(new Change.Why.Foreign(owner.orElse("nobody")));
      case dev.berth.model.Owner.Lost _ -> List.of(new Change.Why.OwnershipLost());
    };
  }
}
