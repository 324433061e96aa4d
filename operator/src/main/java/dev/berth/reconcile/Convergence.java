package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.Failure;
import dev.berth.reconcile.Reconciler.Pass;
import dev.berth.reconcile.Scope.Depth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

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

    record Refused(Pass last, Failure failure) implements Ending {}

    record Interrupted(Pass last, String why) implements Ending {}
  }

  public Ending run(Desired desired, Depth depth, Duration timeout) {
    var end = clock.instant().plus(timeout);
    int stale = 0;
    while (true) {
      var pass = reconciler.pass(desired, depth);
      stale = pass.report().stale() ? stale + 1 : 0;
      var why = pass.report().interrupted();
      if (why.isPresent()) return new Ending.Interrupted(pass, why.get());
      if (stale == STALE_PASSES) return new Ending.Contended(pass);
      switch (pass.next()) {
        case Next.Settled _ -> {
          return new Ending.Settled(pass);
        }
        case Next.Stalled(_, var failure) -> {
          return failure
              .map(f -> (Ending) new Ending.Refused(pass, f))
              .orElseGet(() -> new Ending.Held(pass));
        }
        case Next.Watch(var reason) -> rest(reason);
        case Next.Retry(var failure) -> rest(failure.code());
      }
      var asked = reconciler.interrupted();
      if (asked.isPresent()) return new Ending.Interrupted(pass, asked.get());
      if (over(end)) return new Ending.TimedOut(pass, timeout);
    }
  }

  private boolean over(Instant end) {
    return !clock.instant().isBefore(end);
  }

  private void rest(String why) {
    listener.on(new Event.Pausing(interval, why));
    pause.pass(interval);
  }
}
