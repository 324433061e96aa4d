package dev.berth.plan;

import dev.berth.model.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Spellings that ECS takes for the same, and the one that Berth compares.
public enum Sameness {
  VERBATIM,
  /// A role's name or its ARN: a name is unique in its account, whatever the path.
  ROLE,
  LOWER,
  UPPER,
  /// `host` and `instanceId`, in any case (source: ECS API reference, PlacementStrategy).
  PLACE,
  /// `1 vCPU`, `1vcpu`, `1024`; ECS answers units (source: ECS API reference,
  /// RegisterTaskDefinition).
  CPU,
  /// `2 GB`, `2GB`, `2048`; ECS answers MiB.
  MEMORY,
  /// A point of time: `2026-12-24T08:00:00Z`, with any offset or, as UTC, without one; AWS answers
  /// seconds since 1970.
  TIME;

  private static final Pattern SIZE = Pattern.compile("(\\d*\\.?\\d+)\\s*([A-Za-z]*)");
  private static final BigDecimal UNIT = BigDecimal.valueOf(1024);

  /// @param kind what ECS has at this place: a size is a text for a task, a number for a container
  public Value normal(Value value, FieldRow.Kind kind) {
    return switch (this) {
      case VERBATIM -> value;
      case ROLE -> text(value, text -> text.substring(text.lastIndexOf('/') + 1));
      case LOWER -> text(value, text -> text.toLowerCase(Locale.ROOT));
      case UPPER -> text(value, text -> text.toUpperCase(Locale.ROOT));
      case PLACE -> text(value, Sameness::place);
      case CPU -> size(value, "VCPU", kind);
      case MEMORY -> size(value, "GB", kind);
      case TIME -> time(value).map(at -> Value.of(at.toString())).orElse(value);
    };
  }

  /// Empty where it is none.
  public static Optional<Instant> time(Value value) {
    return switch (value) {
      case Value.Num(var seconds) -> Optional.of(Instant.ofEpochSecond(seconds.longValue()));
      case Value.Text(var text) -> time(text.strip());
      case Value.Flag _, Value.Items _, Value.Fields _ -> Optional.empty();
    };
  }

  private static Optional<Instant> time(String text) {
    try {
      var zoned = text.matches(".*(Z|[-+]\\d\\d:?\\d\\d)") ? text : text + "Z";
      return Optional.of(OffsetDateTime.parse(zoned).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Value text(Value value, java.util.function.UnaryOperator<String> change) {
    return value instanceof Value.Text(var text) ? Value.of(change.apply(text)) : value;
  }

  private static String place(String field) {
    var word = field.toLowerCase(Locale.ROOT);
    return word.equals("host") || word.equals("instanceid") ? "instanceId" : word;
  }

  private static Value size(Value value, String word, FieldRow.Kind kind) {
    return units(Words.of(value), word).map(units -> written(units, kind)).orElse(value);
  }

  private static Value written(long units, FieldRow.Kind kind) {
    return switch (kind) {
      case NUMBER -> Value.of(units);
      case TEXT, FLAG -> Value.of(Long.toString(units));
    };
  }

  /// Empty where the text is no size: then it stays as it is, and ECS's checks name it.
  private static Optional<Long> units(String text, String word) {
    var size = SIZE.matcher(text.strip());
    if (!size.matches() || size.group(1).length() > 9) return Optional.empty();
    var number = new BigDecimal(size.group(1));
    var unit = size.group(2).toUpperCase(Locale.ROOT);
    if (!unit.isEmpty() && !unit.equals(word)) return Optional.empty();
    var units = unit.isEmpty() ? number : number.multiply(UNIT);
    return units.stripTrailingZeros().scale() > 0
        ? Optional.empty()
        : Optional.of(units.longValue());
  }
}
