package dev.berth.reconcile;

import java.util.Optional;

/// Remembers the last commit whose manifests were valid, longer than a process lives.
public interface LastGood {
  /// @throws EcsFailure when it cannot be asked for
  Optional<String> commit();

  /// @throws EcsFailure when it cannot be kept
  void keep(String commit);

  /// Where there is no place for it: after a restart with broken manifests nothing is written.
  static LastGood forgotten() {
    return new LastGood() {
      @Override
      public Optional<String> commit() {
        return Optional.empty();
      }

      @Override
      public void keep(String commit) {}
    };
  }
}
