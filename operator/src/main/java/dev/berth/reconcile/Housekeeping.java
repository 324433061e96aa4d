package dev.berth.reconcile;

import dev.berth.model.Belongings;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Keeping;
import dev.berth.model.Failure;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Demolition;
import dev.berth.plan.JobRuns;
import dev.berth.plan.Litter;
import dev.berth.plan.Removal;
import dev.berth.plan.ServiceFields;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.Estate.Age;
import dev.berth.reconcile.Estate.Beyond;
import dev.berth.reconcile.Estate.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Takes away what nobody needs, or all of an environment. It remembers nothing: each round looks
/// at what is there, so that a process that died is followed by one that goes on.
public final class Housekeeping {
  /// So much is removed before everything is looked at again.
  private static final int ROUND = 50;

  /// So many rounds in a row that remove nothing are the last.
  private static final int IDLE = 3;

  private final Estate estate;
  private final Interrupt interrupt;
  private final Pacing pacing;
  private final Watcher watcher;

  public Housekeeping(Estate estate, Interrupt interrupt, Pacing pacing, Watcher watcher) {
    this.estate = estate;
    this.interrupt = interrupt;
    this.pacing = pacing;
    this.watcher = watcher;
  }

  /// Hears of each removal. Must not throw, and changes nothing.
  @FunctionalInterface
  public interface Watcher {
    void removed(Removal removal, Performed performed);

    static Watcher silent() {
      return (_, _) -> {};
    }
  }

  /// @param each how long to rest after a removal: AWS grants a change of a task definition a
  ///   second, and roll-outs need them more
  /// @param poll between two looks at what is on its way out
  public record Pacing(InstantSource clock, Pause pause, Duration each, Duration poll) {}

  /// How it ended.
  public sealed interface Ending {
    /// @param removed how many calls removed something
    record Done(int removed) implements Ending {}

    /// What is left changed since it was looked at, or cannot be removed.
    record Stuck(int removed, List<String> why) implements Ending {}

    record Interrupted(int removed, String why) implements Ending {}

    record TimedOut(int removed, Duration timeout) implements Ending {}
  }

  public Litter litter(Desired desired, Keeping keeping, Age age) {
    var beyond = new TreeSet<Beyond>();
    if (!keeping.unchecked().contains(Keeping.CLUSTERS)) beyond.add(Beyond.CLUSTERS);
    if (!keeping.unchecked().contains(Keeping.SCHEDULES)) beyond.add(Beyond.SCHEDULES);
    var have = estate.survey(new Look(families(desired), age, beyond));
    var read = estate.read(Litter.undecided(have, keeping));
    return Litter.of(desired, have, read, keeping);
  }

  public Ending collect(Desired desired, Keeping keeping, Age age, Duration timeout) {
    return rounds(() -> litter(desired, keeping, age).removals(), Optional.empty(), timeout);
  }

  public Demolition demolition(Desired desired) {
    var have =
        estate.survey(
            new Look(families(desired), Age.ACTIVE, new TreeSet<>(List.of(Beyond.SCALING))));
    return Demolition.of(desired, have, estate.read(all(have)));
  }

  /// Round by round, until nothing is left that is not in [Demolition#stays].
  public Ending destroy(Desired desired, Duration timeout) {
    return rounds(
        () -> demolition(desired).now(), Optional.of(() -> !demolition(desired).done()), timeout);
  }

  /// One round's removals.
  private interface Round {
    List<Removal> next();
  }

  private interface More {
    boolean comes();
  }

  private Ending rounds(Round round, Optional<More> more, Duration timeout) {
    var end = pacing.clock().instant().plus(timeout);
    int removed = 0;
    int idle = 0;
    while (true) {
      var next = round.next();
      if (next.isEmpty()) {
        if (more.isEmpty() || !more.get().comes()) return new Ending.Done(removed);
        pacing.pause().pass(pacing.poll());
      }
      var stuck = new ArrayList<String>();
      int before = removed;
      for (var removal : next.subList(0, Math.min(next.size(), ROUND))) {
        var why = interrupt.reason();
        if (why.isPresent()) return new Ending.Interrupted(removed, why.get());
        var told = remove(removal);
        told.ifPresent(stuck::add);
        if (told.isEmpty()) removed++;
        // The service of a target that stays must stay, or nothing would find the target again.
        if (told.isPresent() && removal instanceof Removal.DeregisterTarget) break;
      }
      idle = next.isEmpty() || removed > before ? 0 : idle + 1;
      if (idle == IDLE) return new Ending.Stuck(removed, stuck);
      if (idle > 0) pacing.pause().pass(pacing.poll());
      var why = interrupt.reason();
      if (why.isPresent()) return new Ending.Interrupted(removed, why.get());
      if (over(end)) return new Ending.TimedOut(removed, timeout);
    }
  }

  private boolean over(Instant end) {
    return !pacing.clock().instant().isBefore(end);
  }

  /// @return why it was not removed
  private Optional<String> remove(Removal removal) {
    try {
      var performed = estate.remove(removal);
      watcher.removed(removal, performed);
      if (removal instanceof Removal.Deregister) pacing.pause().pass(pacing.each());
      return switch (performed) {
        case Performed.Done _ -> Optional.empty();
        case Performed.Stale(_, var found) -> Optional.of(removal.thing() + ": " + found);
      };
    } catch (EcsFailure e) {
      return Optional.of(removal.thing() + ": " + told(e.failure()));
    }
  }

  private static String told(Failure failure) {
    return failure.hint().isEmpty() ? failure.message() : failure.message() + "; " + failure.hint();
  }

  private static SortedSet<String> all(Belongings have) {
    var all = new TreeSet<String>();
    have.active().values().forEach(all::addAll);
    return all;
  }

  /// The task definition families that the manifests name.
  private static SortedSet<String> families(Desired desired) {
    var families = new TreeSet<String>();
    for (var want : desired.wanted().values()) {
      if (want.key().kind() == ResourceKey.Kind.JOB) families.add(JobRuns.family(want));
      if (want.key().kind() != ResourceKey.Kind.SERVICE) continue;
      ServiceFields.definition(want.fields()).text("family").ifPresent(families::add);
    }
    return families;
  }
}
