package dev.berth.reconcile;

import dev.berth.plan.Self;

/// Tells which service Berth itself runs as.
@FunctionalInterface
public interface Selfhood {
  /// @throws EcsFailure where there is something to ask, and it does not tell: nothing is written
  ///   before it is known
  Self self();
}
