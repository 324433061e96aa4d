package dev.berth.plan;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/// A schedule as cron has it: minute, hour, day, month, day of the week; in a time zone.
public final class Schedule {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;

  private Schedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /// Why it is no schedule; empty when it is one.
  public static Optional<String> wrong(String text) {
    try {
      PARSER.parse(text).validate();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(plain(String.valueOf(e.getMessage())));
    }
  }

  /// What the library says, as a part of a sentence.
  private static String plain(String message) {
    var said = message.replaceFirst("^Failed to parse cron expression\\. ", "").replace("!", "");
    return said.isEmpty()
        ? message
        : said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
  }

  /// @param text that is not wrong
  public static Schedule of(String text, ZoneId zone) {
    return new Schedule(ExecutionTime.forCron(PARSER.parse(text)), zone);
  }

  /// The first time later than that; empty where there is none, as of 30 February.
  public Optional<Instant> after(Instant then) {
    return times.nextExecution(then.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
