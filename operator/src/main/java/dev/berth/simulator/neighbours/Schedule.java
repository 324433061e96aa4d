package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// When a scheduled action is due. Source: Application Auto Scaling API reference,
/// PutScheduledAction.
sealed interface Schedule {
  Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|minutes|hour|hours|day|days)\\)");

  /// The first moment after another; `Instant.MAX` where there is none.
  Instant after(Instant from);

  record At(Instant time) implements Schedule {
    @Override
    public Instant after(Instant from) {
      return time.isAfter(from) ? time : Instant.MAX;
    }
  }

  /// @param start the first time
  record Rate(Instant start, Duration period) implements Schedule {
    @Override
    public Instant after(Instant from) {
      if (start.isAfter(from)) return start;
      long passed = Duration.between(start, from).dividedBy(period);
      return start.plus(period.multipliedBy(passed + 1));
    }
  }

  record Cron(CronFields fields, ZoneId zone) implements Schedule {
    @Override
    public Instant after(Instant from) {
      return fields.after(from.atZone(zone));
    }
  }

  /// @param start when a rate begins to count
  static Schedule parse(String text, ZoneId zone, Instant start) {
    if (text.startsWith("at(") && text.endsWith(")")) return at(text, zone);
    var rate = RATE.matcher(text);
    if (rate.matches()) return rate(Long.parseLong(rate.group(1)), rate.group(2), start, text);
    if (text.startsWith("cron(") && text.endsWith(")")) {
      return new Cron(CronFields.parse(text.substring(5, text.length() - 1), text), zone);
    }
    throw invalid(text);
  }

  private static Schedule at(String text, ZoneId zone) {
    try {
      var time = LocalDateTime.parse(text.substring(3, text.length() - 1));
      return new At(time.atZone(zone).toInstant());
    } catch (DateTimeParseException e) {
      throw invalid(text);
    }
  }

  private static Schedule rate(long value, String unit, Instant start, String text) {
    if (value == 0 || (value == 1) == unit.endsWith("s")) throw invalid(text);
    var one =
        switch (unit.charAt(0)) {
          case 'm' -> Duration.ofMinutes(1);
          case 'h' -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    return new Rate(start.plus(one.multipliedBy(value)), one.multipliedBy(value));
  }

  static ApiError invalid(String text) {
    return ApiError.of("ValidationException", "Unsupported schedule expression: '" + text + "'");
  }
}
