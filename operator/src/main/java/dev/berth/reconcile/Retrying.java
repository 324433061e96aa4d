package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Holding;
import dev.berth.plan.Plan;
import dev.berth.plan.Restraint;
import dev.berth.plan.Retries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// What people ask the operator to try again: by its name, where the latest plan has
/// something left to do there. The next pass forgives what failed, the one after does it.
///
/// Passes are one thread's at a time; who asks may come from any.
final class Retrying {
  private final ConcurrentSkipListSet<ResourceKey> asked = new ConcurrentSkipListSet<>();
  private volatile SortedMap<String, ResourceKey> open = Collections.emptySortedMap();
  private SortedSet<ResourceKey> under = new TreeSet<>();

  /// @return whether there is anything to try again
  boolean ask(String name) {
    var key = open.get(name);
    return key != null && (asked.add(key) || asked.contains(key));
  }

  /// Nothing is carried out at present: there is nothing to ask for, and what was asked is void.
  void rest() {
    asked.clear();
    open = Collections.emptySortedMap();
    under = new TreeSet<>();
  }

  /// What is asked for in the pass that is under way.
  SortedSet<ResourceKey> under() {
    return under;
  }

  /// The plan of a pass, with what was asked for in the place of what it would do there.
  Plan with(Plan plan) {
    under = new TreeSet<>();
    for (var key = asked.pollFirst(); key != null; key = asked.pollFirst()) under.add(key);
    open = open(plan);
    var actions = new ArrayList<>(plan.actions());
    for (var key : under) {
      var forgiving = open.containsValue(key) ? Retries.in(plan, key) : List.<Action>of();
      if (forgiving.isEmpty()) continue;
      actions.removeIf(action -> action.key().equals(key));
      actions.addAll(forgiving);
    }
    return new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions);
  }

  /// What came to nothing for another reason than its own is still asked for.
  void did(Report report) {
    for (var outcome : report.outcomes()) {
      switch (outcome) {
        case Outcome.Interrupted _, Outcome.Stale _ -> again(outcome.action().key());
        case Outcome.Done _, Outcome.Failed _, Outcome.NotRun _ -> {}
      }
    }
  }

  private void again(ResourceKey key) {
    if (under.contains(key)) asked.add(key);
  }

  private static SortedMap<String, ResourceKey> open(Plan plan) {
    var open = new TreeMap<String, ResourceKey>();
    for (var change : plan.changes()) {
      var key = change.key();
      boolean kind = key.kind() == Kind.SERVICE || key.kind() == Kind.JOB;
      if (kind && plan.desired().wanted().containsKey(key) && left(change)) {
        open.put(key.name(), key);
      }
    }
    return Collections.unmodifiableSortedMap(open);
  }

  /// Whether something is left to do there that no gate and no word of people holds.
  private static boolean left(Change change) {
    if (change instanceof Change.Keep || change instanceof Change.Waiting) return false;
    return Holding.restraint(change).filter(by -> !(by instanceof Restraint.Flapping)).isEmpty();
  }
}
