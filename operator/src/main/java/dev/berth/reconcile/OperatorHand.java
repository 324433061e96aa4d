package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Allowance;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Consent;
import dev.berth.plan.Healing;
import dev.berth.plan.Holding;
import dev.berth.plan.Pauses;
import dev.berth.plan.Plan;
import dev.berth.plan.Restraint;
import dev.berth.plan.Self;
import dev.berth.plan.Windows;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// The operator's, for one environment: what `spec.sync` says holds it, and pauses, and whoever
/// fights with it. It lives as long as the process, and so do approvals.
///
/// Passes are one thread's at a time; what people ask for may come from any.
public final class OperatorHand implements Hand {
  private final Flapping flapping = new Flapping();
  private final Retrying retrying = new Retrying();
  private final ConcurrentSkipListSet<String> given = new ConcurrentSkipListSet<>();
  private final ConcurrentSkipListSet<String> deletions = new ConcurrentSkipListSet<>();
  private volatile Waiting waiting = Waiting.NOTHING;
  private volatile Self self = Self.NOBODY;
  private Consent consent = Consent.NONE;

  /// What waits for somebody's approval.
  ///
  /// @param plan the hash that approves all that is held for it
  /// @param deletions those of what would be pruned above the limit
  public record Waiting(Optional<String> plan, SortedSet<String> deletions) {
    static final Waiting NOTHING = new Waiting(Optional.empty(), new TreeSet<>());

    public Waiting {
      deletions = Collections.unmodifiableSortedSet(new TreeSet<>(deletions));
    }

    static Waiting in(Plan plan) {
      var deletions = new TreeSet<String>();
      var plans = new TreeSet<String>();
      for (var change : plan.changes()) {
        if (change instanceof Change.Blocked(_, Why.PruneLimit limit)) {
          deletions.add(limit.approval());
        }
        Holding.restraint(change)
            .filter(Restraint.Unapproved.class::isInstance)
            .ifPresent(by -> plans.add(((Restraint.Unapproved) by).plan()));
      }
      return new Waiting(plans.stream().findFirst(), deletions);
    }
  }

  public Waiting waiting() {
    return waiting;
  }

  /// Approves what waits under that hash, if it is still the same when the next pass looks.
  ///
  /// @return whether anything waits for that
  public boolean approve(String hash) {
    var now = waiting;
    if (now.deletions().contains(hash)) return deletions.add(hash) || deletions.contains(hash);
    return now.plan().filter(hash::equals).isPresent() && given.add(hash);
  }

  /// Tries again what failed, as `berth retry` does.
  ///
  /// @param name of a service or a job
  /// @return whether anything is left to do there
  public boolean retry(String name) {
    return retrying.ask(name);
  }

  void runsAs(Self service) {
    self = service;
  }

  @Override
  public Self self() {
    return self;
  }

  @Override
  public Allowance allowance() {
    return new Allowance(new TreeSet<>(deletions));
  }

  @Override
  public Plan held(Plan plan) {
    var left = Healing.respected(flapping.held(Pauses.respected(plan)));
    var held =
        plan.desired().environment().sync().mode() == Mode.OBSERVE
            ? Holding.observed(left)
            : retrying.with(Windows.respected(approved(left)));
    waiting = Waiting.in(held);
    return held;
  }

  /// It may not write at present: people are told so, and not that it does what they ask for.
  void rest() {
    retrying.rest();
    waiting = Waiting.NOTHING;
  }

  private Plan approved(Plan plan) {
    consent = consent.after(plan);
    var wanting = consent.wanting(plan);
    for (var hash = given.pollFirst(); hash != null; hash = given.pollFirst()) {
      if (wanting.equals(Optional.of(hash))) consent = Consent.to(plan);
    }
    return consent.held(plan);
  }

  @Override
  public SortedSet<ResourceKey> again() {
    return retrying.under();
  }

  @Override
  public void did(Plan plan, Report report) {
    flapping.did(plan, report);
    retrying.did(report);
  }
}
