package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations that protect tasks of services from being scaled in, for a time. Source: ECS
/// developer guide, "Protect your Amazon ECS tasks from being terminated by scale-in events".
final class Protections {
  private static final int MOST = 10;
  private static final int MINUTES = 120;
  private static final int MOST_MINUTES = 2880;

  private final World world;

  Protections(World world) {
    this.world = world;
  }

  ObjectNode update(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    if (!Json.has(input, "protectionEnabled")) {
      throw ApiError.invalidParameter("protectionEnabled can not be null.");
    }
    var ids = ids(input);
    if (ids.isEmpty()) throw ApiError.invalidParameter("Tasks cannot be empty.");
    var minutes = Json.integer(input, "expiresInMinutes", MINUTES);
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw ApiError.invalidParameter(
          "expiresInMinutes must be between 1 and " + MOST_MINUTES + ".");
    }
    var on = Json.flag(input, "protectionEnabled", false);
    var until = on ? world.now().plus(Duration.ofMinutes(minutes)) : Instant.MIN;
    var answer = Json.object();
    var shown = answer.putArray("protectedTasks");
    var failures = answer.putArray("failures");
    for (var id : ids) {
      var task = Tasks.find(cluster, id).filter(each -> protectable(each, failures));
      task.ifPresent(each -> each.protectedUntil = until);
      task.ifPresent(each -> shown.add(shown(each)));
      if (Tasks.find(cluster, id).isEmpty()) missing(failures, cluster, id);
    }
    return answer;
  }

  /// All tasks of the cluster's services, where none is named.
  ObjectNode read(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var answer = Json.object();
    var shown = answer.putArray("protectedTasks");
    var failures = answer.putArray("failures");
    var ids = ids(input);
    for (var id : ids) {
      var task = Tasks.find(cluster, id);
      task.filter(each -> protectable(each, failures)).ifPresent(each -> shown.add(shown(each)));
      if (task.isEmpty()) missing(failures, cluster, id);
    }
    if (!ids.isEmpty()) return answer;
    cluster
        .liveTasks()
        .filter(each -> of(each, world.now()))
        .forEach(each -> shown.add(shown(each)));
    return answer;
  }

  private static List<String> ids(ObjectNode input) {
    var ids = Json.texts(input, "tasks");
    if (ids.size() <= MOST) return ids;
    throw ApiError.invalidParameter("Tasks can have at most " + MOST + " items.");
  }

  private static boolean protectable(Task task, ArrayNode failures) {
    if (task.service.isPresent() && !task.stopping) return true;
    var failure = failures.addObject().put("arn", task.arn);
    failure.put("reason", task.stopping ? "TASK_NOT_VALID" : "TASK_NOT_IN_SERVICE");
    return false;
  }

  private static void missing(ArrayNode failures, Cluster cluster, String id) {
    var arn = id.startsWith("arn:") ? id : Arns.of(cluster, "task", id);
    failures.addObject().put("arn", arn).put("reason", "MISSING");
  }

  private ObjectNode shown(Task task) {
    var on = of(task, world.now());
    var shown = Json.object().put("taskArn", task.arn).put("protectionEnabled", on);
    return on ? shown.put("expirationDate", Json.epoch(task.protectedUntil)) : shown;
  }

  static boolean of(Task task, Instant now) {
    return task.protectedUntil.isAfter(now);
  }
}
