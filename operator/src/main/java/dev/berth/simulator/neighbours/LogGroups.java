package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Amazon CloudWatch Logs: groups, and what stands in their streams.
public final class LogGroups implements Api {
  private static final int PAGE = 50;

  /// Source: CloudWatch Logs API reference, PutRetentionPolicy.
  private static final Set<Integer> RETENTIONS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final VirtualClock clock;
  private final LogStreams streams;
  private final SortedMap<String, Group> groups = new TreeMap<>();

  public LogGroups(VirtualClock clock) {
    this.clock = clock;
    this.streams = new LogStreams(clock);
  }

  /// @param retention days; 0 where lines are kept for ever
  private record Group(Instant at, int retention, SortedMap<String, String> tags) {}

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateLogGroup" -> create(input);
      case "DescribeLogGroups" -> describe(input, caller);
      case "DeleteLogGroup" -> delete(input);
      case "CreateLogStream" -> streams.create(input);
      case "DescribeLogStreams" -> streams.describe(input, caller);
      case "PutLogEvents" -> streams.put(input);
      case "GetLogEvents" -> streams.read(input);
      case "FilterLogEvents" -> streams.filter(input);
      case "PutRetentionPolicy" -> retain(input);
      case "DeleteRetentionPolicy" -> retain(name(input), 0);
      case "TagResource" -> tag(input);
      case "UntagResource" -> untag(input);
      case "ListTagsForResource" -> listTags(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"logGroup": NAME}`.
  void state(ObjectNode stated) {
    begin(Json.text(stated, "logGroup", ""), new TreeMap<>());
  }

  public ObjectNode dump() {
    var dump = Json.object();
    groups.forEach((name, group) -> {
      var shown = dump.putObject(name).put("createdAt", group.at().toString());
      shown.put("retention", group.retention()).set("tags", Tags.write(group.tags()));
      shown.set("streams", streams.dump(name));
    });
    return dump;
  }

  private ObjectNode create(ObjectNode input) {
    var name = Json.text(input, "logGroupName", "");
    if (!name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw ApiError.invalidParameter("Value at 'logGroupName' failed to satisfy constraint");
    }
    if (begin(name, Tags.read(input, "tags"))) return Json.object();
    throw ApiError.of("ResourceAlreadyExistsException", "The specified log group already exists");
  }

  private boolean begin(String name, SortedMap<String, String> tags) {
    var made = groups.putIfAbsent(name, new Group(clock.now(), 0, tags)) == null;
    if (made) streams.begin(name);
    return made;
  }

  private ObjectNode describe(ObjectNode input, Caller caller) {
    var prefix = Json.text(input, "logGroupNamePrefix", "");
    var all = groups.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    var token = Json.text(input, "nextToken", "");
    var page =
        Page.of(all, name -> name, naturalOrder(), token, Json.integer(input, "limit", PAGE));
    var answer = Json.object();
    var list = answer.putArray("logGroups");
    for (var name : page.items()) {
      var arn = caller.arn("logs", "log-group:" + name);
      var group = list.addObject().put("logGroupName", name).put("arn", arn + ":*");
      group.put("logGroupArn", arn).put("creationTime", groups.get(name).at().toEpochMilli());
      group.put("logGroupClass", "STANDARD");
      var days = groups.get(name).retention();
      if (days > 0) group.put("retentionInDays", days);
    }
    return page.tokenInto(answer, "nextToken");
  }

  private ObjectNode delete(ObjectNode input) {
    var name = name(input);
    groups.remove(name);
    streams.end(name);
    return Json.object();
  }

  private String name(ObjectNode input) {
    var name = Json.text(input, "logGroupName", "");
    if (groups.containsKey(name)) return name;
    throw ApiError.of("ResourceNotFoundException", "The specified log group does not exist.");
  }

  private ObjectNode retain(ObjectNode input) {
    var days = Json.integer(input, "retentionInDays", 0);
    if (RETENTIONS.contains(days)) return retain(name(input), days);
    throw ApiError.invalidParameter("Value at 'retentionInDays' failed to satisfy constraint");
  }

  private ObjectNode retain(String name, int days) {
    var group = groups.get(name);
    groups.put(name, new Group(group.at(), days, group.tags()));
    return Json.object();
  }

  private ObjectNode tag(ObjectNode input) {
    byArn(input).tags().putAll(Tags.read(input, "tags"));
    return Json.object();
  }

  private ObjectNode untag(ObjectNode input) {
    Json.texts(input, "tagKeys").forEach(byArn(input).tags()::remove);
    return Json.object();
  }

  private ObjectNode listTags(ObjectNode input) {
    var answer = Json.object();
    byArn(input).tags().forEach(answer.putObject("tags")::put);
    return answer;
  }

  private Group byArn(ObjectNode input) {
    var arn = Json.text(input, "resourceArn", "");
    var named = Json.object().put("logGroupName", arn.replaceFirst(".*:log-group:", ""));
    return groups.get(name(named));
  }
}
