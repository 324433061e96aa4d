package dev.berth.reconcile;

import java.time.Duration;
import java.util.Optional;

/// The right to write to one environment, for a time: one writer has it.
///
/// Throws nothing: whatever keeps it from being had is a reason.
public interface Lease extends AutoCloseable {
  /// Tries to get it, or sees to it that it is kept. Never waits for another holder.
  ///
  /// @return empty while it is held, else why not, such as who has it
  Optional<String> claim();

  /// Why no call that writes may start now, by this process's own clock, without a call; empty
  /// while the lease is held for certain.
  Optional<String> lost();

  /// How often it must be claimed to be kept, also while nothing is called; empty where it lasts.
  Optional<Duration> beat();

  /// Gives it back, so that another need not wait for its end.
  @Override
  void close();

  /// Where nobody else writes.
  static Lease unshared() {
    return new Lease() {
      @Override
      public Optional<String> claim() {
        return Optional.empty();
      }

      @Override
      public Optional<String> lost() {
        return Optional.empty();
      }

      @Override
      public Optional<Duration> beat() {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
