package dev.berth.controller;

import java.time.Duration;

/// When a key is to be looked at again.
public sealed interface Revisit {
  /// All went as it should.
  record After(Duration time) implements Revisit {}

  /// It did not: after a time that grows with each failure in a row.
  record Failed(String why) implements Revisit {}

  /// The key is gone.
  record Never() implements Revisit {}
}
