package dev.berth.plan;

/// What must be true of a key just before a call, or the call is not made.
public sealed interface Expect {
  record Absent() implements Expect {}

  /// @param fingerprint see [Fingerprint]
  record Unchanged(String fingerprint) implements Expect {}

  record Anything() implements Expect {}
}
