package dev.berth.aws;

/// Who goes first where calls wait for a token.
public enum Lane {
  /// What is to change, and what a moving roll-out is watched by.
  ROLLOUT,
  /// Looks at what is settled.
  RECONCILE,
  /// Garbage collection: nobody waits for it.
  COLLECT;

  /// A call that changes something is a roll-out's, unless it is garbage collection's.
  Lane of(String operation) {
    return this != COLLECT && Effects.writes(operation) ? ROLLOUT : this;
  }
}
