package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Failure;
import dev.berth.reconcile.Mandate.Turn;
import dev.berth.reconcile.Reconciler.Pass;
import dev.berth.reconcile.Scope.Depth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Passes, one after another, until the world is as wanted, or will not become so by itself.
public final class Convergence {
  /// A plan that finds another world this often in a row meets another writer.
  private static final int STALE_PASSES = 5;

  private final Reconciler reconciler;
  private final InstantSource clock;
  private final Pause pause;
  private final Duration interval;
  private final Listener listener;

  public Convergence(
      Reconciler reconciler,
      InstantSource clock,
      Pause pause,
      Duration interval,
      Listener listener) {
    this.reconciler = reconciler;
    this.clock = clock;
    this.pause = pause;
    this.interval = interval;
    this.listener = listener;
  }

  /// How it ended, with the last pass.
  public sealed interface Ending {
    Pass last();

    record Settled(Pass last) implements Ending {}

    /// A roll-out failed, or something is refused, and nothing moves any more.
    record Held(Pass last) implements Ending {}

    record TimedOut(Pass last, Duration timeout) implements Ending {}

    /// Somebody else keeps writing.
    record Contended(Pass last) implements Ending {}

    /// What a saved plan counted on is not so, or what is left is not in it.
    record Moved(Pass last, List<dev.berth.plan.Moved> what, Turn turn) implements Ending {
      public Moved {
        what = List.copyOf(what);
      }
    }

    record Refused(Pass last, Failure failure) implements Ending {}

    record Interrupted(Pass last, String why) implements Ending {}
  }

  public Ending run(Desired desired, Depth depth, Duration timeout) {
    return run(desired, depth, timeout, new Mandate.Free());
  }

  public Ending run(Desired desired, Depth depth, Duration timeout, Mandate mandate) {
    var end = clock.instant().plus(timeout);
    int stale = 0;
    var turn = Turn.FIRST;
    while (true) {
      var now = turn;
      var pass = reconciler.pass(desired, depth, plan -> mandate.against(plan, now));
      turn = Turn.LATER;
      stale = pass.report().stale() ? stale + 1 : 0;
      var ended = ended(pass, stale, now);
      if (ended.isPresent()) return ended.get();
      var asked = reconciler.interrupted();
      if (asked.isPresent()) return new Ending.Interrupted(pass, asked.get());
      if (over(end)) return new Ending.TimedOut(pass, timeout);
    }
  }

  /// Rests where there is nothing to say yet.
  private Optional<Ending> ended(Pass pass, int stale, Turn turn) {
    var why = pass.report().interrupted();
    if (why.isPresent()) return Optional.of(new Ending.Interrupted(pass, why.get()));
    if (stale == STALE_PASSES) return Optional.of(new Ending.Contended(pass));
    return switch (pass.next()) {
      case Next.Settled _ -> Optional.of(new Ending.Settled(pass));
      case Next.Stalled(_, var failure) ->
          Optional.of(
              failure
                  .map(f -> (Ending) new Ending.Refused(pass, f))
                  .orElseGet(() -> new Ending.Held(pass)));
      case Next.Beyond(var moved) -> Optional.of(new Ending.Moved(pass, moved, turn));
      case Next.Watch(var reason) -> rested(reason);
      case Next.Retry(var failure) -> rested(failure.code());
    };
  }

  private Optional<Ending> rested(String why) {
    rest(why);
    return Optional.empty();
  }

  private boolean over(Instant end) {
    return !clock.instant().isBefore(end);
  }

  private void rest(String why) {
    listener.on(new Event.Pausing(interval, why));
    pause.pass(interval);
  }
}
