package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Application Auto Scaling, as far as the scalable targets of ECS services are known to it. It
/// scales nothing: who plays the autoscaler calls UpdateService.
public final class AutoScaling implements Api {
  private static final String DIMENSION = "ecs:service:DesiredCount";
  private static final String ROLE =
      "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
          + "AWSServiceRoleForApplicationAutoScaling_ECSService";
  private static final List<String> SUSPENSIONS =
      List.of(
          "DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended");
  private static final int PAGE = 50;

  private final VirtualClock clock;
  private final Ids ids;

  /// As they are described, by resource id.
  private final SortedMap<String, ObjectNode> targets = new TreeMap<>();

  public AutoScaling(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "RegisterScalableTarget" -> register(input, caller);
      case "DescribeScalableTargets" -> describe(input);
      case "DeregisterScalableTarget" -> deregister(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  public ObjectNode dump() {
    var dump = Json.object();
    targets.forEach((resource, target) -> dump.set(resource, target.deepCopy()));
    return dump;
  }

  /// Makes a target, or changes what the call names of one that is there.
  private ObjectNode register(ObjectNode input, Caller caller) {
    var resource = resource(input);
    var known = targets.get(resource);
    var target = known == null ? fresh(resource, caller) : known.deepCopy();
    for (var member : List.of("MinCapacity", "MaxCapacity")) {
      if (Json.has(input, member)) target.put(member, Json.integer(input, member, 0));
      if (!Json.has(target, member)) throw invalid(member + " is required for a new target");
      if (Json.integer(target, member, 0) < 0) throw invalid(member + " must not be negative");
    }
    if (Json.integer(target, "MinCapacity", 0) > Json.integer(target, "MaxCapacity", 0)) {
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    }
    suspend(target, Json.fields(input, "SuspendedState"));
    targets.put(resource, target);
    return Json.object().put("ScalableTargetARN", Json.text(target, "ScalableTargetARN", ""));
  }

  private ObjectNode fresh(String resource, Caller caller) {
    var arn = caller.arn("application-autoscaling", "scalable-target/" + ids.hex(34));
    var role = "arn:aws:iam::" + caller.account() + ":" + ROLE;
    var target = Json.object().put("ServiceNamespace", "ecs").put("ResourceId", resource);
    target.put("ScalableDimension", DIMENSION).put("ScalableTargetARN", arn).put("RoleARN", role);
    return target.put("CreationTime", Json.epoch(clock.now()));
  }

  private static void suspend(ObjectNode target, ObjectNode wanted) {
    var before = Json.fields(target, "SuspendedState");
    var state = Json.object();
    for (var name : SUSPENSIONS) {
      state.put(name, Json.flag(wanted, name, Json.flag(before, name, false)));
    }
    target.set("SuspendedState", state);
  }

  /// Those that are not there are no error.
  private ObjectNode describe(ObjectNode input) {
    namespace(input);
    var asked = Json.texts(input, "ResourceIds");
    if (Json.has(input, "ScalableDimension")) {
      dimension(input);
      if (asked.isEmpty()) throw invalid("ResourceIds is required with ScalableDimension");
    }
    var matching =
        targets.values().stream()
            .filter(target -> asked.isEmpty() || asked.contains(name(target)))
            .toList();
    var page = page(input, matching);
    var answer = Json.object();
    var list = answer.putArray("ScalableTargets");
    page.items().forEach(target -> list.add(target.deepCopy()));
    return page.tokenInto(answer, "NextToken");
  }

  private static Page<ObjectNode> page(ObjectNode input, List<ObjectNode> matching) {
    var size = Json.integer(input, "MaxResults", PAGE);
    if (size < 1 || size > PAGE) throw invalid("MaxResults must be from 1 to " + PAGE);
    try {
      return Page.of(matching, AutoScaling::name, Json.text(input, "NextToken", ""), size);
    } catch (ApiError e) {
      throw ApiError.of("InvalidNextTokenException", e.getMessage());
    }
  }

  private ObjectNode deregister(ObjectNode input) {
    var resource = resource(input);
    if (targets.remove(resource) == null) {
      var text = "No scalable target registered for service namespace: ecs, resource ID: ";
      throw ApiError.of(
          "ObjectNotFoundException", text + resource + ", scalable dimension: " + DIMENSION);
    }
    return Json.object();
  }

  private static String resource(ObjectNode input) {
    namespace(input);
    dimension(input);
    var resource = Json.text(input, "ResourceId", "");
    if (!resource.matches("service/[^/]+/[^/]+")) {
      throw invalid("Unsupported ECS service resource ID: '" + resource + "'");
    }
    return resource;
  }

  private static void namespace(ObjectNode input) {
    var namespace = Json.text(input, "ServiceNamespace", "");
    if (!namespace.equals("ecs")) throw invalid("Unsupported namespace: '" + namespace + "'");
  }

  private static void dimension(ObjectNode input) {
    var dimension = Json.text(input, "ScalableDimension", "");
    if (!dimension.equals(DIMENSION)) throw invalid("Unsupported dimension: '" + dimension + "'");
  }

  private static String name(ObjectNode target) {
    return Json.text(target, "ResourceId", "");
  }

  private static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
