package dev.berth.simulator.neighbours;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Amazon CloudWatch Logs: groups, and what stands in their streams.
public final class LogGroups implements Api {
  private static final int PAGE = 50;

  private final VirtualClock clock;
  private final LogStreams streams;
  private final SortedMap<String, Instant> groups = new TreeMap<>();

  public LogGroups(VirtualClock clock) {
    this.clock = clock;
    this.streams = new LogStreams(clock);
  }

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
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// `{"logGroup": NAME}`.
  void state(ObjectNode stated) {
    begin(Json.text(stated, "logGroup", ""));
  }

  public ObjectNode dump() {
    var dump = Json.object();
    groups.forEach((name, at) -> {
      dump.putObject(name).put("createdAt", at.toString()).set("streams", streams.dump(name));
    });
    return dump;
  }

  private ObjectNode create(ObjectNode input) {
    var name = Json.text(input, "logGroupName", "");
    if (!name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw ApiError.invalidParameter("Value at 'logGroupName' failed to satisfy constraint");
    }
    if (begin(name)) return Json.object();
    throw ApiError.of("ResourceAlreadyExistsException", "The specified log group already exists");
  }

  private boolean begin(String name) {
    var made = groups.putIfAbsent(name, clock.now()) == null;
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
      group.put("logGroupArn", arn).put("creationTime", groups.get(name).toEpochMilli());
    }
    return page.tokenInto(answer, "nextToken");
  }

  private ObjectNode delete(ObjectNode input) {
    var name = Json.text(input, "logGroupName", "");
    if (groups.remove(name) == null) {
      throw ApiError.of("ResourceNotFoundException", "The specified log group does not exist.");
    }
    streams.end(name);
    return Json.object();
  }
}
