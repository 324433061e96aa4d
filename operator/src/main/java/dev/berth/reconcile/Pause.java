package dev.berth.reconcile;

import java.time.Duration;

/// Lets time pass: a thread waits, or a stepped clock is moved on.
@FunctionalInterface
public interface Pause {
  void pass(Duration time);
}
