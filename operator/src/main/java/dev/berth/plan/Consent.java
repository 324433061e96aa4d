package dev.berth.plan;

import dev.berth.model.EnvironmentSpec.Approval;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Change.Progress;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a person approved, where an environment's plans want to be: one plan, which goes on
/// through all its passes, and nothing beside it. What it has brought about once is not approved a
/// second time.
///
/// @param done of what it announced, what has been as it is wanted since
public record Consent(Optional<SavedPlan> approved, SortedSet<ResourceKey> done) {
  public static final Consent NONE = new Consent(Optional.empty(), new TreeSet<>());

  public Consent {
    done = Collections.unmodifiableSortedSet(new TreeSet<>(done));
  }

  /// To just this plan, instead of any other.
  public static Consent to(Plan plan) {
    return new Consent(Optional.of(SavedPlan.of(plan, "", "")), new TreeSet<>());
  }

  /// The same as far as there is still something to do with it.
  public Consent after(Plan plan) {
    if (approved.isEmpty()) return this;
    var all = new TreeSet<>(done);
    for (var change : plan.changes()) {
      boolean settled = change instanceof Change.Keep(_, _, Progress.Settled _);
      if (settled && announced(change.key())) all.add(change.key());
    }
    var now = new Consent(approved, all);
    return now.used(plan) ? NONE : now;
  }

  private boolean announced(ResourceKey key) {
    return approved
        .map(plan -> plan.items().get(key.toString()))
        .filter(item -> !new Announced(item).verdict().equals(Announced.KEEP))
        .isPresent();
  }

  /// Nothing is left that it covers, neither to do nor under way.
  private boolean used(Plan plan) {
    return plan.changes().stream()
        .filter(change -> !(change instanceof Change.Keep(_, _, Progress.Settled _)))
        .noneMatch(change -> covers(change, plan));
  }

  /// The hash that a person has to approve for what is not approved yet; empty where that is
  /// nothing.
  public Optional<String> wanting(Plan plan) {
    if (plan.desired().environment().sync().approval() == Approval.AUTOMATIC) {
      return Optional.empty();
    }
    var open =
        plan.changes().stream()
            .filter(change -> !(change instanceof Change.Keep))
            .filter(change -> !covers(change, plan))
            .toList();
    if (open.isEmpty()) return Optional.empty();
    return Optional.of(
        PlanHash.of(new Plan(plan.desired(), plan.observed(), plan.waves(), open, plan.actions())));
  }

  /// The same plan, with what nobody approved held.
  public Plan held(Plan plan) {
    var hash = wanting(plan);
    if (hash.isEmpty()) return plan;
    var unapproved = new Restraint.Unapproved(hash.get());
    return Holding.of(
        plan, change -> covers(change, plan) ? Optional.empty() : Optional.of(unapproved));
  }

  private boolean covers(Change change, Plan plan) {
    if (approved.isEmpty()) return false;
    var follows = change instanceof Change.Restart;
    if (done.contains(change.key()) && !follows) return false;
    return Staleness.announced(approved.get(), plan, change);
  }
}
