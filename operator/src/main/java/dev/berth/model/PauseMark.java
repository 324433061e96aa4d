package dev.berth.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody's wish that a service or a Job be left as it is, as the tag `berth:pause` says it:
/// `<until>/<reason>`.
///
/// @param until empty where the tag names no time: then it counts until the tag goes
public record PauseMark(Optional<Instant> until, String reason) {
  /// Source: ECS API reference, Tag: a value has 256 characters at most, of this set.
  private static final int MOST = 256;

  private static final Pattern STRANGE = Pattern.compile("[^\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]");

  /// Until then; seconds suffice.
  public static PauseMark until(Instant end, String reason) {
    return new PauseMark(Optional.of(end.truncatedTo(ChronoUnit.SECONDS)), reason);
  }

  /// What a person wrote by hand is a reason without a time, as long as nothing else can be read
  /// from it: who wants to be left alone is left alone.
  static PauseMark parse(String text) {
    int slash = text.indexOf('/');
    var head = slash < 0 ? text : text.substring(0, slash);
    try {
      var reason = slash < 0 ? "" : text.substring(slash + 1);
      return new PauseMark(Optional.of(Instant.parse(head)), reason);
    } catch (DateTimeException e) {
      return new PauseMark(Optional.empty(), text);
    }
  }

  public boolean over(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }

  /// Why AWS would not take it as a tag's value; empty when it would.
  public Optional<String> wrong() {
    var strange = STRANGE.matcher(reason);
    if (strange.find()) {
      return Optional.of(
          "`%s` cannot stand in a tag; letters, digits, spaces and _ . : / = + - @ can"
              .formatted(strange.group()));
    }
    int over = toString().length() - MOST;
    if (over <= 0) return Optional.empty();
    return Optional.of("it is %d characters too long for a tag of %d".formatted(over, MOST));
  }

  @Override
  public String toString() {
    return until.map(end -> end + "/" + reason).orElse(reason);
  }
}
