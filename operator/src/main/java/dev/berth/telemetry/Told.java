package dev.berth.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Something that happened and matters, told once: a line of the log, an event of the pages.
///
/// @param kind one word that does not change between versions, such as `acted`
/// @param message always the same words for a kind and a level; what differs is in the facts
/// @param facts by name, in the order in which people read them; none is empty
public record Told(
    Level level,
    String kind,
    String message,
    SequencedMap<String, String> facts,
    Optional<Throwable> error) {
  public enum Level {
    INFO,
    /// Somebody may have to do something.
    WARN,
    /// A bug in Berth.
    ERROR
  }

  public Told {
    facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
  }

  public static Told info(String kind, String message) {
    return new Told(Level.INFO, kind, message, new LinkedHashMap<>(), Optional.empty());
  }

  public static Told warn(String kind, String message) {
    return new Told(Level.WARN, kind, message, new LinkedHashMap<>(), Optional.empty());
  }

  public static Told bug(String kind, String message, Throwable error) {
    return new Told(Level.ERROR, kind, message, new LinkedHashMap<>(), Optional.of(error));
  }

  /// The same with one fact more, unless there is nothing to it.
  public Told with(String name, String value) {
    if (value.isEmpty()) return this;
    var more = new LinkedHashMap<>(facts);
    more.put(name, value);
    return new Told(level, kind, message, more, error);
  }

  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }
}
