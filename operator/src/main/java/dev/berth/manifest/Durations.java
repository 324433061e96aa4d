package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// `20m`, `90s`, `1h30m`.
final class Durations {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?");

  private Durations() {}

  static Optional<Duration> of(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) return Optional.empty();
    return Optional.of(
        Duration.ofHours(number(form.group(1)))
            .plusMinutes(number(form.group(2)))
            .plusSeconds(number(form.group(3))));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// A deadline; the schema tells which have another form.
  static Duration stated(Mapping spec, Duration unstated, Findings findings) {
    var text = spec.text("deadline");
    if (text.isEmpty()) return unstated;
    var deadline = text.flatMap(Durations::of);
    if (deadline.filter(time -> !time.isPositive()).isPresent()) {
      var path = Document.SPEC.field("deadline");
      var sentence = "`" + text.get() + "` is no time at all";
      findings.error("wrong-value", spec.where("deadline"), path, sentence, "write it as 20m");
    }
    return deadline.orElse(unstated);
  }
}
