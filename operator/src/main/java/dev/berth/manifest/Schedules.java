package dev.berth.manifest;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The three ways to say when. Source: Application Auto Scaling user guide, "Schedule recurring
/// scaling actions using cron expressions" and API reference, PutScheduledAction.
final class Schedules {
  private static final Pattern RATE =
      Pattern.compile("rate\\(([1-9]\\d{0,8}) (minute|hour|day)(s?)\\)");
  private static final Pattern AT = Pattern.compile("at\\((.*)\\)");
  private static final Pattern CRON = Pattern.compile("cron\\((.*)\\)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  /// One field of a cron expression.
  ///
  /// @param others what may stand there beside numbers, names and `*`
  private record Field(String name, int low, int high, List<String> words, Pattern others) {
    Optional<String> wrong(String text) {
      for (var part : text.split(",", -1)) {
        if (others.matcher(part).matches()) continue;
        var step = part.split("/", -1);
        boolean steps = step.length == 1 || step.length == 2 && NUMBER.matcher(step[1]).matches();
        if (!steps || !range(step[0])) {
          return Optional.of("`" + part + "` is nothing for the " + name);
        }
      }
      return Optional.empty();
    }

    private boolean range(String text) {
      if (text.equals("*")) return true;
      var ends = List.of(text.split("-", -1));
      return ends.size() <= 2 && ends.stream().allMatch(this::value);
    }

    private boolean value(String text) {
      if (words.contains(text)) return true;
      if (!NUMBER.matcher(text).matches()) return false;
      int number = Integer.parseInt(text);
      return number >= low && number <= high;
    }
  }

  private static final String PLURAL = "1 has its unit in the singular, all else in the plural";
  private static final Pattern NOTHING = Pattern.compile("(?!)");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minutes", 0, 59, List.of(), NOTHING),
          new Field("hours", 0, 23, List.of(), NOTHING),
          new Field("day of the month", 1, 31, List.of(), Pattern.compile("\\?|L|LW|\\d{1,2}W")),
          new Field(
              "month",
              1,
              12,
              List.of(
                  "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                  "DEC"),
              NOTHING),
          new Field(
              "day of the week",
              1,
              7,
              List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
              Pattern.compile("\\?|L|[1-7]L|[1-7]#[1-5]")),
          new Field("year", 1970, 2199, List.of(), NOTHING));

  private Schedules() {}

  /// Why AWS would refuse it; empty where it would not.
  static Optional<String> wrong(String schedule) {
    var at = AT.matcher(schedule);
    if (at.matches()) return time(at.group(1));
    var rate = RATE.matcher(schedule);
    if (rate.matches()) {
      boolean one = rate.group(1).equals("1");
      return one == rate.group(3).isEmpty() ? Optional.empty() : Optional.of(PLURAL);
    }
    var cron = CRON.matcher(schedule);
    if (cron.matches()) return cron(cron.group(1).strip().split(" +"));
    return Optional.of("it is none of at(...), rate(...) and cron(...)");
  }

  private static Optional<String> time(String text) {
    try {
      LocalDateTime.parse(text);
      return Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("`" + text + "` is no time such as 2027-01-31T08:00:00");
    }
  }

  private static Optional<String> cron(String[] fields) {
    if (fields.length != FIELDS.size()) {
      return Optional.of("cron has 6 fields, the year included, and here are " + fields.length);
    }
    if (fields[2].equals("?") == fields[4].equals("?")) {
      return Optional.of("one of the two days, and only one, is `?`");
    }
    for (int i = 0; i < fields.length; i++) {
      var wrong = FIELDS.get(i).wrong(fields[i]);
      if (wrong.isPresent()) return wrong;
    }
    return Optional.empty();
  }
}
