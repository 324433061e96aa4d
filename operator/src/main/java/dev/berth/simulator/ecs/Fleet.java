package dev.berth.simulator.ecs;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The operations on container instances. Those that have tasks are there, and ready for more; what
/// they are is the same for all.
final class Fleet {
  private static final int MOST = 100;

  private final World world;

  Fleet(World world) {
    this.world = world;
  }

  ObjectNode list(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var status = Json.text(input, "status", "ACTIVE");
    ServiceChecks.one(
        input,
        "status",
        Set.of("ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"));
    var all = status.equals("ACTIVE") ? Instances.busy(cluster) : List.<String>of();
    return page(all.stream().sorted().toList(), input, "containerInstanceArns");
  }

  private static ObjectNode page(List<String> all, ObjectNode input, String member) {
    var page =
        Page.of(all, arn -> arn, naturalOrder(), Json.text(input, "nextToken", ""), size(input));
    var answer = Json.object();
    page.items().forEach(answer.putArray(member)::add);
    return page.tokenInto(answer, "nextToken");
  }

  private static int size(ObjectNode input) {
    var size = Json.integer(input, "maxResults", MOST);
    if (size >= 1 && size <= MOST) return size;
    throw ApiError.invalidParameter("maxResults must be between 1 and " + MOST + ".");
  }

  ObjectNode describe(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    var ids = Json.texts(input, "containerInstances");
    if (ids.isEmpty()) throw ApiError.invalidParameter("Container instances cannot be empty.");
    if (ids.size() > MOST) {
      throw ApiError.invalidParameter("Container instances can have at most " + MOST + " items.");
    }
    var answer = Json.object();
    var found = answer.putArray("containerInstances");
    var failures = answer.putArray("failures");
    for (var id : ids) {
      var arn = id.startsWith("arn:") ? id : Arns.of(cluster, "container-instance", id);
      if (Instances.busy(cluster).contains(arn)) found.add(shown(cluster, arn));
      else failures.addObject().put("arn", arn).put("reason", "MISSING");
    }
    return answer;
  }

  private static ObjectNode shown(Cluster cluster, String arn) {
    var shown = Json.object().put("containerInstanceArn", arn).put("status", "ACTIVE");
    shown.put("ec2InstanceId", "i-" + Arns.last(arn).substring(0, 17)).put("version", 1);
    shown.put("agentConnected", true);
    var tasks = tasks(cluster, arn).toList();
    shown.put("runningTasksCount", tasks.stream().filter(Task::running).count());
    shown.put("pendingTasksCount", tasks.stream().filter(Task::starting).count());
    shown.putArray("registeredResources");
    shown.putArray("remainingResources");
    attributes(shown.putArray("attributes"));
    shown.putArray("attachments");
    shown.putArray("tags");
    return shown;
  }

  private static Stream<Task> tasks(Cluster cluster, String arn) {
    return cluster.liveTasks().filter(task -> task.instance.equals(arn));
  }

  private static void attributes(ArrayNode list) {
    list.addObject().put("name", "ecs.cpu-architecture").put("value", "x86_64");
    list.addObject().put("name", "ecs.os-type").put("value", "linux");
  }

  /// Of container instances; no others have any.
  ObjectNode listAttributes(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    if (!Json.text(input, "targetType", "").equals("container-instance")) {
      throw ApiError.invalidParameter("targetType must be container-instance.");
    }
    var all = new ArrayList<ObjectNode>();
    for (var arn : Instances.busy(cluster).stream().sorted().toList()) {
      var own = Json.array();
      attributes(own);
      own.forEach(each -> all.add(((ObjectNode) each).put("targetId", arn)));
    }
    all.removeIf(each -> differs(input, "attributeName", each, "name"));
    all.removeIf(each -> differs(input, "attributeValue", each, "value"));
    var token = Json.text(input, "nextToken", "");
    var page = Page.of(all, Fleet::key, naturalOrder(), token, size(input));
    var answer = Json.object();
    answer.putArray("attributes").addAll(page.items());
    return page.tokenInto(answer, "nextToken");
  }

  private static String key(ObjectNode attribute) {
    return Json.text(attribute, "targetId", "") + " " + Json.text(attribute, "name", "");
  }

  private static boolean differs(ObjectNode input, String asked, ObjectNode have, String member) {
    return Json.has(input, asked)
        && !Json.text(input, asked, "").equals(Json.text(have, member, ""));
  }
}
