package dev.berth.simulator;

import java.time.Duration;

/// What goes wrong with one call.
sealed interface Fault {
  /// An error as the API words it: throttling, or any other code.
  record Refusal(Moment when, String code, String message, int status) implements Fault {}

  /// Throttling, by the code that the API has for it.
  record Throttled(Moment when) implements Fault {}

  /// An answer that no API gave: a bare 503, a proxy's page.
  record Answer(Moment when, int status, String contentType, String body) implements Fault {}

  record Reset(Moment when) implements Fault {}

  record Latency(Duration time) implements Fault {}

  /// A read tells what was true that long ago.
  record Stale(Duration lag) implements Fault {}

  /// Whether the call still had its effect.
  enum Moment {
    BEFORE,
    AFTER
  }
}
