package dev.berth.aws;

import dev.berth.reconcile.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A clock that only a pause moves, and the pauses it was asked for.
final class SteppedTime implements InstantSource, Pause {
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void pass(Duration time) {
    pauses.add(time);
    now = now.plus(time);
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
