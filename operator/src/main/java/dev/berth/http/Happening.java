package dev.berth.http;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.telemetry.Told;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Something that was told, in its place among all that was.
///
/// @param id counts up by one for each
record Happening(long id, Instant at, Told told) {
  String environment() {
    return told.fact("environment");
  }

  Fields value() {
    var value =
        Fields.EMPTY
            .with("id", Value.of(id))
            .with("at", Value.of(at.truncatedTo(ChronoUnit.MILLIS).toString()))
            .with("level", Value.of(told.level().name().toLowerCase(Locale.ROOT)))
            .with("kind", Value.of(told.kind()))
            .with("message", Value.of(told.message()));
    for (var fact : told.facts().entrySet()) {
      value = value.with(fact.getKey(), Value.of(fact.getValue()));
    }
    return value;
  }
}
