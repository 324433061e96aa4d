package dev.berth.simulator.neighbours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TreeSet;

/// The six fields of a cron expression as AWS writes them: minutes, hours, day of month, month, day
/// of week (1 is Sunday), year. `L`, `W` and `#` are not simulated.
record CronFields(
    TreeSet<Integer> minutes,
    TreeSet<Integer> hours,
    TreeSet<Integer> days,
    TreeSet<Integer> months,
    TreeSet<Integer> weekdays,
    TreeSet<Integer> years) {
  private static final List<String> MONTHS =
      List.of(
          "", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> WEEKDAYS =
      List.of("", "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

  /// How many days ahead is looked: past a leap day.
  private static final int DAYS = 3000;

  static CronFields parse(String fields, String whole) {
    var parts = List.of(fields.strip().split(" +"));
    if (parts.size() != 6) throw Schedule.invalid(whole);
    // One of the two days says nothing: `?`.
    if (parts.get(2).equals("?") == parts.get(4).equals("?")) throw Schedule.invalid(whole);
    return new CronFields(
        values(parts.get(0), 0, 59, List.of(), whole),
        values(parts.get(1), 0, 23, List.of(), whole),
        values(parts.get(2), 1, 31, List.of(), whole),
        values(parts.get(3), 1, 12, MONTHS, whole),
        values(parts.get(4), 1, 7, WEEKDAYS, whole),
        values(parts.get(5), 1970, 2199, List.of(), whole));
  }

  private static TreeSet<Integer> values(
      String field, int low, int high, List<String> names, String whole) {
    var values = new TreeSet<Integer>();
    for (var part : field.split(",", -1)) {
      var step = part.split("/", -1);
      if (step.length > 2) throw Schedule.invalid(whole);
      var range = step[0].split("-", -1);
      boolean all = step[0].equals("*") || step[0].equals("?");
      int from = all ? low : number(range[0], names, whole);
      int single = step.length == 2 ? high : from;
      int to = all ? high : range.length == 2 ? number(range[1], names, whole) : single;
      int by = step.length == 2 ? number(step[1], List.of(), whole) : 1;
      if (from < low || to > high || from > to || by < 1 || range.length > 2) {
        throw Schedule.invalid(whole);
      }
      for (int value = from; value <= to; value += by) values.add(value);
    }
    return values;
  }

  private static int number(String text, List<String> names, String whole) {
    if (names.contains(text)) return names.indexOf(text);
    if (!text.matches("\\d{1,4}")) throw Schedule.invalid(whole);
    return Integer.parseInt(text);
  }

  Instant after(ZonedDateTime from) {
    for (int ahead = 0; ahead < DAYS; ahead++) {
      var day = from.toLocalDate().plusDays(ahead);
      if (!on(day)) continue;
      for (int hour : hours) {
        for (int minute : minutes) {
          var time = day.atTime(hour, minute).atZone(from.getZone());
          if (time.isAfter(from)) return time.toInstant();
        }
      }
    }
    return Instant.MAX;
  }

  private boolean on(LocalDate day) {
    int weekday = day.getDayOfWeek().getValue() % 7 + 1;
    return years.contains(day.getYear())
        && months.contains(day.getMonthValue())
        && days.contains(day.getDayOfMonth())
        && weekdays.contains(weekday);
  }
}
