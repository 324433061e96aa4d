package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Amazon EventBridge Scheduler, with the group `default` alone: what is scheduled is kept, and its
/// time never comes.
public final class Timetable implements Api {
  private static final String GROUP = "default";

  /// Source: EventBridge Scheduler API reference, ListSchedules.
  private static final int PAGE = 100;

  private final VirtualClock clock;
  private final SortedMap<String, ObjectNode> schedules = new TreeMap<>();

  public Timetable(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateSchedule" -> create(input, caller);
      case "GetSchedule" -> named(input, "groupName").deepCopy();
      case "ListSchedules" -> list(input);
      case "DeleteSchedule" -> delete(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  public ObjectNode dump() {
    var dump = Json.object();
    schedules.forEach((name, schedule) -> dump.set(name, schedule.deepCopy()));
    return dump;
  }

  private ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    group(Json.text(input, "GroupName", GROUP));
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}")) throw invalid("name");
    for (var needed : List.of("ScheduleExpression", "FlexibleTimeWindow", "Target")) {
      if (!Json.has(input, needed)) throw invalid(needed);
    }
    for (var needed : List.of("Arn", "RoleArn")) {
      if (!Json.has(input.get("Target"), needed)) throw invalid("target." + needed);
    }
    if (schedules.containsKey(name)) {
      throw ApiError.of("ConflictException", "Schedule " + name + " already exists.", 409);
    }
    var arn = caller.arn("scheduler", "schedule/" + GROUP + "/" + name);
    var now = Json.epoch(clock.now());
    input.remove("ClientToken");
    input.put("GroupName", GROUP).put("State", Json.text(input, "State", "ENABLED"));
    input.put("Arn", arn).put("CreationDate", now).put("LastModificationDate", now);
    schedules.put(name, input);
    return Json.object().put("ScheduleArn", arn);
  }

  private static ApiError invalid(String member) {
    return ApiError.of("ValidationException", "Value at '" + member + "' failed to satisfy it.");
  }

  private static void group(String name) {
    if (name.equals(GROUP)) return;
    var message = "Schedule group " + name + " does not exist.";
    throw ApiError.of("ResourceNotFoundException", message, 404);
  }

  private ObjectNode named(ObjectNode input, String group) {
    group(Json.text(input, group, GROUP));
    var name = Json.text(input, "Name", "");
    var found = schedules.get(name);
    if (found != null) return found;
    var message = "Schedule " + name + " does not exist.";
    throw ApiError.of("ResourceNotFoundException", message, 404);
  }

  private ObjectNode list(ObjectNode input) {
    group(Json.text(input, "ScheduleGroup", GROUP));
    var prefix = Json.text(input, "NamePrefix", "");
    var found = schedules.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    int size = Json.integer(input, "MaxResults", PAGE);
    if (size > PAGE) throw invalid("maxResults");
    var page =
        Page.of(found, name -> name, naturalOrder(), Json.text(input, "NextToken", ""), size);
    var answer = Json.object();
    var list = answer.putArray("Schedules");
    page.items().forEach(name -> list.add(summary(schedules.get(name))));
    return page.tokenInto(answer, "NextToken");
  }

  private static ObjectNode summary(ObjectNode schedule) {
    var summary = Json.object();
    for (var member :
        List.of("Arn", "CreationDate", "GroupName", "LastModificationDate", "Name", "State")) {
      summary.set(member, schedule.get(member));
    }
    summary.putObject("Target").set("Arn", schedule.get("Target").get("Arn"));
    return summary;
  }

  private ObjectNode delete(ObjectNode input) {
    named(input, "groupName");
    schedules.remove(Json.text(input, "Name", ""));
    return Json.object();
  }
}
