package dev.berth.simulator.ecs;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on tasks.
final class Tasks {
  private final World world;
  private final TaskLife life;
  private final TaskPlan plan;
  private final TaskView view;

  Tasks(World world, TaskLife life) {
    this.world = world;
    this.life = life;
    this.plan = new TaskPlan(world);
    this.view = new TaskView(world);
  }

  ObjectNode describe(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var ids = Json.texts(input, "tasks");
    if (ids.isEmpty()) throw ApiError.invalidParameter("Tasks cannot be empty.");
    if (ids.size() > 100) throw ApiError.invalidParameter("Tasks can have at most 100 items.");
    var tagged = Json.texts(input, "include").contains("TAGS");
    var answer = Json.object();
    var found = answer.putArray("tasks");
    var failures = answer.putArray("failures");
    for (var id : ids) {
      var task = find(cluster, id).filter(each -> world.delays().shows(each, world.now()));
      task.ifPresent(each -> found.add(tagged ? view.withTags(each) : view.of(each)));
      if (task.isPresent()) continue;
      var arn = id.startsWith("arn:") ? id : Arns.of(cluster, "task", id);
      failures.addObject().put("arn", arn).put("reason", "MISSING");
    }
    return answer;
  }

  static Optional<Task> find(Cluster cluster, String idOrArn) {
    var found = Optional.ofNullable(cluster.tasks.get(Arns.last(idOrArn)));
    return found.filter(task -> !idOrArn.startsWith("arn:") || task.arn.equals(idOrArn));
  }

  /// `desiredStatus` is what is filtered by, RUNNING if none is given. Source: ECS API reference.
  ObjectNode list(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var desired = Json.text(input, "desiredStatus", "RUNNING");
    var all =
        matching(cluster, input)
            .filter(task -> world.delays().shows(task, world.now()))
            .filter(task -> (task.stopping ? "STOPPED" : "RUNNING").equals(desired))
            .map(task -> task.arn)
            .sorted()
            .toList();
    var size = Json.integer(input, "maxResults", 100);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("maxResults must be between 1 and 100.");
    }
    var page = Page.of(all, arn -> arn, naturalOrder(), Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    page.items().forEach(answer.putArray("taskArns")::add);
    return page.tokenInto(answer, "nextToken");
  }

  private static Stream<Task> matching(Cluster cluster, ObjectNode input) {
    var tasks = cluster.tasks.values().stream();
    if (Json.has(input, "startedBy")) {
      var wanted = Json.text(input, "startedBy", "");
      if (Json.has(input, "family") || Json.has(input, "serviceName")) {
        throw ApiError.invalidParameter("startedBy must be the only filter.");
      }
      tasks = tasks.filter(task -> Json.text(task.spec, "startedBy", "").equals(wanted));
    }
    if (Json.has(input, "family")) {
      var wanted = Json.text(input, "family", "");
      tasks = tasks.filter(task -> task.definition.family().equals(wanted));
    }
    if (Json.has(input, "serviceName")) {
      var service =
          World.service(cluster, Json.text(input, "serviceName", ""))
              .orElseThrow(() -> ApiError.of("ServiceNotFoundException", "Service not found."));
      tasks = tasks.filter(task -> task.service.filter(service::equals).isPresent());
    }
    if (Json.has(input, "launchType")) {
      var wanted = Json.text(input, "launchType", "");
      tasks = tasks.filter(task -> Instances.launchType(task.spec).equals(wanted));
    }
    if (!Json.has(input, "containerInstance")) return tasks;
    var instance = Arns.last(Json.text(input, "containerInstance", ""));
    return tasks.filter(task -> Arns.last(task.instance).equals(instance));
  }

  ObjectNode stop(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var id = Json.text(input, "task", "");
    var length = Arns.last(id).length();
    if (length != 32 && length != 36) {
      throw ApiError.invalidParameter("taskId length should be one of [32,36]");
    }
    var task =
        find(cluster, id)
            .orElseThrow(() -> ApiError.invalidParameter("The referenced task was not found."));
    if (!task.stopping) {
      task.tags = new TreeMap<>();
      life.stop(task, "UserInitiated", Json.text(input, "reason", stopped()));
    }
    return Json.object().set("task", view.withTags(task));
  }

  private String stopped() {
    return world.switches().turned(Switch.STOP_TEXT) ? "" : "Task stopped by user";
  }

  ObjectNode run(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    TaskChecks.check(input);
    var definition =
        ServiceChecks.definition(world, Json.text(input, "taskDefinition", ""), caller);
    var count = Json.integer(input, "count", 1);
    if (count < 1 || count > 10) {
      throw ApiError.invalidParameter("Count must be between 1 and 10.");
    }
    var repeated = repeated(cluster, input);
    if (!repeated.isEmpty()) return again(repeated);
    var spec = spec(cluster, input, definition);
    var tags = tags(input, definition);
    var started = new ArrayList<Task>();
    var refused = new ArrayList<ObjectNode>();
    for (var i = 0; i < count; i++) {
      var task = plan.of(cluster, definition, spec);
      var refusal = plan.refusal(task);
      refusal.ifPresent(each -> refused.add(each.failure()));
      if (refusal.isPresent()) continue;
      task.tags.putAll(tags);
      life.start(task);
      started.add(task);
    }
    return answer(started, refused);
  }

  private static SortedMap<String, String> tags(ObjectNode input, TaskDefinition definition) {
    var tags = new TreeMap<String, String>();
    if (Json.text(input, "propagateTags", "").equals("TASK_DEFINITION")) {
      tags.putAll(definition.tags());
    }
    tags.putAll(Tags.read(Json.items(input, "tags")));
    return tags;
  }

  /// One task on each of the container instances that are named.
  ObjectNode start(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    TaskChecks.check(input);
    var instances = Json.texts(input, "containerInstances");
    if (instances.isEmpty() || instances.size() > 10) {
      throw ApiError.invalidParameter("Container instances can have from 1 to 10 items.");
    }
    var definition =
        ServiceChecks.definition(world, Json.text(input, "taskDefinition", ""), caller);
    var spec = spec(cluster, input.deepCopy().put("launchType", "EC2"), definition);
    var tags = tags(input, definition);
    var started = new ArrayList<Task>();
    var refused = new ArrayList<ObjectNode>();
    for (var id : instances) {
      var arn = id.startsWith("arn:") ? id : Arns.of(cluster, "container-instance", id);
      if (!Instances.known(cluster, arn)) {
        refused.add(Json.object().put("arn", arn).put("reason", "MISSING"));
        continue;
      }
      var task = plan.of(cluster, definition, spec);
      task.instance = arn;
      task.tags.putAll(tags);
      life.start(task);
      started.add(task);
    }
    return answer(started, refused);
  }

  /// The same token gives the same tasks, and with other parameters a conflict.
  private static List<Task> repeated(Cluster cluster, ObjectNode input) {
    var token = Json.text(input, "clientToken", "");
    if (token.isEmpty()) return List.of();
    var tasks =
        cluster.tasks.values().stream()
            .filter(task -> Json.text(task.spec, "clientToken", "").equals(token))
            .toList();
    if (tasks.stream().allMatch(task -> task.spec.get("request").equals(input))) return tasks;
    var members = Json.object();
    tasks.forEach(task -> members.withArray("resourceIds").add(task.arn));
    throw ApiError.of("ConflictException", "The client token was used with other parameters.")
        .with(members);
  }

  /// A task that has stopped meanwhile is hardly more than its name. Source: ECS API reference,
  /// "Ensuring idempotency".
  private ObjectNode again(List<Task> tasks) {
    var answer = answer(tasks, List.of());
    for (var each : Json.items(answer, "tasks")) {
      if (!Json.text(each, "lastStatus", "").equals("STOPPED")) continue;
      each.retain("taskArn", "lastStatus", "desiredStatus");
    }
    return answer;
  }

  private ObjectNode spec(Cluster cluster, ObjectNode input, TaskDefinition definition) {
    var spec = input.deepCopy();
    spec.set("request", input.deepCopy());
    var strategy = Json.items(input, "capacityProviderStrategy");
    if (strategy.isEmpty() && !Json.has(input, "launchType")) strategy = cluster.defaultStrategy;
    strategy = CapacityProviders.normal(strategy);
    CapacityProviders.check(strategy, cluster);
    if (strategy.isEmpty()) spec.put("launchType", Json.text(input, "launchType", "EC2"));
    spec.put("group", Json.text(input, "group", "family:" + definition.family()));
    strategy.stream()
        .filter(each -> Json.integer(each, "weight", 0) > 0)
        .findFirst()
        .ifPresent(each -> spec.set("capacityProviderName", each.get("capacityProvider")));
    ServiceChecks.launch(spec, definition);
    Platforms.check(spec, definition);
    ServiceChecks.network(input, definition, world);
    Overrides.check(input, definition);
    ServicePlacement.volumes(input, definition);
    return spec;
  }

  private ObjectNode answer(List<Task> started, List<ObjectNode> refused) {
    var answer = Json.object();
    ArrayNode tasks = answer.putArray("tasks");
    started.forEach(task -> tasks.add(view.withTags(task)));
    var failures = answer.putArray("failures");
    refused.forEach(failures::add);
    return answer;
  }
}
