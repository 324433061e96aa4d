package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A scheduled action: changes its target's range when it is due.
final class ScheduledAction {
  private static final List<String> MEMBERS =
      List.of("Schedule", "Timezone", "StartTime", "EndTime", "ScalableTargetAction");

  private final ObjectNode shown;
  private final Schedule schedule;
  private final Instant end;
  private Instant due;

  private ScheduledAction(ObjectNode shown, Schedule schedule, Instant end, Instant due) {
    this.shown = shown;
    this.schedule = schedule;
    this.end = end;
    this.due = due;
  }

  /// @param head what it keeps from its first to its last day: names and times of birth
  static ScheduledAction of(ObjectNode head, ObjectNode input, Instant now) {
    var action = Json.fields(input, "ScalableTargetAction");
    var min = Json.integer(action, "MinCapacity", 0);
    var max = Json.integer(action, "MaxCapacity", Integer.MAX_VALUE);
    if (action.isEmpty()) throw invalid("A scheduled action needs a minimum or maximum capacity");
    if (min < 0 || min > max)
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    var shown = head.deepCopy();
    for (var member : MEMBERS) if (Json.has(input, member)) shown.set(member, input.get(member));
    var start = time(input, "StartTime", Instant.MIN);
    var begins = start.isAfter(now) ? start : now;
    var schedule = Schedule.parse(Json.text(input, "Schedule", ""), zone(input), begins);
    var end = time(input, "EndTime", Instant.MAX);
    if (end.isBefore(start)) throw invalid("The end time must be after the start time");
    return new ScheduledAction(shown, schedule, end, within(schedule.after(begins), end));
  }

  private static ZoneId zone(ObjectNode input) {
    try {
      return ZoneId.of(Json.text(input, "Timezone", "UTC"));
    } catch (DateTimeException e) {
      throw invalid("Invalid timezone");
    }
  }

  private static Instant time(ObjectNode input, String member, Instant otherwise) {
    if (!Json.has(input, member)) return otherwise;
    var seconds = input.get(member).decimalValue();
    if (seconds.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw invalid("Invalid time: " + member);
    }
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
  }

  private static Instant within(Instant time, Instant end) {
    return time.isAfter(end) ? Instant.MAX : time;
  }

  Instant due() {
    return due;
  }

  /// What it makes of its target, now that it is due; its next time comes after.
  ObjectNode act() {
    due = within(schedule.after(due), end);
    return Json.fields(shown, "ScalableTargetAction");
  }

  ObjectNode shown() {
    return shown;
  }

  ObjectNode dump() {
    var next = due.equals(Instant.MAX) ? "never" : due.toString();
    return shown.deepCopy().put("due", next);
  }

  private static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
