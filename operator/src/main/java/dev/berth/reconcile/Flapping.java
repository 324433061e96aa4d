package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Fought;
import dev.berth.plan.Holding;
import dev.berth.plan.Plan;
import dev.berth.plan.Restraint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sees that somebody else keeps changing back what was put right: the same difference of the same
/// thing, three times within an hour, each time after it had settled. From then on it is left as it
/// is, until something else is wanted, somebody lets it go, or it has not been seen for an hour.
///
/// In memory: another process begins to count anew. What does not even settle is [Vain]'s.
final class Flapping {
  static final int ENOUGH = 3;
  static final Duration SPAN = Duration.ofHours(1);

  private final TreeMap<ResourceKey, TreeMap<String, Fight>> fights = new TreeMap<>();

  /// @param times when it was put right, oldest first
  /// @param seen when it was last to be seen
  /// @param settled whether all was well since the newest of these times
  private record Fight(Fought over, List<Instant> times, Instant seen, boolean settled) {
    Fight {
      times = List.copyOf(times);
    }

    static Fight first(Fought over, Instant now) {
      return new Fight(over, List.of(now), now, false);
    }

    boolean lost() {
      return times.size() >= ENOUGH;
    }

    Fight seen(Instant now) {
      return new Fight(over, times, now, settled);
    }

    Fight calm() {
      return new Fight(over, times, seen, true);
    }

    /// What was put right before that has settled is one round; before, it was the same one.
    Fight again(Instant now) {
      if (!settled) return seen(now);
      var recent = new ArrayList<>(times);
      recent.removeIf(time -> time.plus(SPAN).isBefore(now));
      recent.add(now);
      return new Fight(over, recent, now, false);
    }

    boolean over(Instant now) {
      return !seen.plus(SPAN).isAfter(now);
    }

    Restraint restraint() {
      return new Restraint.Flapping(over.fields(), times);
    }
  }

  /// The same plan, with what somebody else keeps changing held.
  Plan held(Plan plan) {
    var now = plan.observed().at();
    for (var change : plan.changes()) look(change, plan, now);
    return Holding.of(plan, this::restraint);
  }

  private void look(Change change, Plan plan, Instant now) {
    var rounds = fights.get(change.key());
    if (rounds == null) return;
    var fought = Fought.of(change);
    boolean settled = change instanceof Change.Keep(_, _, Progress.Settled _);
    var wish = Optional.ofNullable(plan.desired().wanted().get(change.key())).map(Fought::wish);
    rounds.values().removeIf(fight -> !wish.equals(Optional.of(fight.over().wish())));
    rounds.replaceAll((digest, fight) -> {
      if (settled) return fight.calm();
      boolean same = fought.filter(f -> f.digest().equals(digest)).isPresent();
      return same ? fight.seen(now) : fight;
    });
    rounds.values().removeIf(fight -> fight.over(now) || forgiven(change.key(), fight, plan));
    if (rounds.isEmpty()) fights.remove(change.key());
  }

  /// Whether `berth retry` came since.
  private static boolean forgiven(ResourceKey key, Fight fight, Plan plan) {
    return key.ofService()
        .flatMap(plan.observed()::service)
        .flatMap(live -> live.marks().retried())
        .filter(at -> !at.isBefore(fight.times().getLast()))
        .isPresent();
  }

  private Optional<Restraint> restraint(Change change) {
    var rounds = fights.getOrDefault(change.key(), new TreeMap<>());
    return Fought.of(change)
        .map(fought -> rounds.get(fought.digest()))
        .filter(Fight::lost)
        .map(Fight::restraint);
  }

  void did(Plan plan, Report report) {
    var now = plan.observed().at();
    var done = new TreeSet<ResourceKey>();
    var failed = new TreeSet<ResourceKey>();
    for (var outcome : report.outcomes()) {
      var keys = outcome instanceof Outcome.Done ? done : failed;
      keys.add(outcome.action().key());
    }
    done.removeAll(failed);
    for (var change : plan.changes()) {
      boolean held = change instanceof Change.Waiting || change instanceof Change.Blocked;
      if (held || !done.contains(change.key())) continue;
      Fought.of(change).ifPresent(fought -> put(change.key(), fought, now));
    }
  }

  private void put(ResourceKey key, Fought fought, Instant now) {
    fights
        .computeIfAbsent(key, _ -> new TreeMap<>())
        .merge(fought.digest(), Fight.first(fought, now), (before, _) -> before.again(now));
  }
}
