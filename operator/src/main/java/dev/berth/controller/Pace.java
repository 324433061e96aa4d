package dev.berth.controller;

import dev.berth.reconcile.Next;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// How often to look.
///
/// @param poll how long a new commit goes unseen at most, where nothing tells of it
/// @param watch between two looks while something moves
/// @param resync between two looks while nothing does, about
/// @param dice from 0 to 1, so that many operators do not ask at the same moment
public record Pace(Duration poll, Duration watch, Duration resync, DoubleSupplier dice) {
  private static final double SPREAD = 0.1;
  private static final Duration STANDBY = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int DOUBLINGS = 9;

  /// Up to a tenth less: nobody waits longer for a commit than was said.
  Duration nextPoll() {
    return scaled(poll, 1 - SPREAD * dice.getAsDouble());
  }

  /// Between two questions of who stands by: no event tells it that the lease is free.
  Duration standby() {
    return watch.compareTo(STANDBY) < 0 ? watch : STANDBY;
  }

  Revisit after(Next next) {
    return switch (next) {
      case Next.Watch _ -> new Revisit.After(watch);
      case Next.Retry(var failure) -> new Revisit.Failed(failure.message());
      case Next.Settled _, Next.Stalled _, Next.Beyond _ -> new Revisit.After(nextResync());
    };
  }

  /// Up to a tenth less or more.
  Duration nextResync() {
    return scaled(resync, 1 - SPREAD + 2 * SPREAD * dice.getAsDouble());
  }

  /// Twice as long after each failure in a row, less up to a half; never longer than five minutes.
  Duration backoff(int failures) {
    var full = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    var capped = full.compareTo(LONGEST) < 0 ? full : LONGEST;
    return scaled(capped, 1 - dice.getAsDouble() / 2);
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos((long) (time.toNanos() * factor));
  }
}
