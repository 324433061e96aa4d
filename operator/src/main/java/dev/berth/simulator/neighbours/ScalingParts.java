package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The operations on scaling policies and scheduled actions.
final class ScalingParts {
  /// Source: API reference, DescribeScalingPolicies and DescribeScheduledActions.
  private static final int POLICIES = 10;

  private static final int ACTIONS = 50;

  private final VirtualClock clock;
  private final Ids ids;
  private final TargetRegistry registry;

  ScalingParts(VirtualClock clock, Ids ids, TargetRegistry registry) {
    this.clock = clock;
    this.ids = ids;
    this.registry = registry;
  }

  ObjectNode putPolicy(ObjectNode input) {
    var target = registry.named(input);
    var name = name(input, "PolicyName");
    var known = Optional.ofNullable(target.policies.get(name)).map(ScalingPolicy::shown);
    var type = known.map(k -> Json.text(k, "PolicyType", "")).orElse("StepScaling");
    if (known.isPresent() && !Json.text(input, "PolicyType", type).equals(type)) {
      throw TargetRegistry.invalid("The type of a scaling policy cannot be changed");
    }
    var head = known.map(ScalingParts::head).orElseGet(() -> policy(target, name, input, type));
    var policy = ScalingPolicy.of(head, input);
    target.policies.put(name, policy);
    var answer = Json.object().put("PolicyARN", Json.text(head, "PolicyARN", ""));
    answer.set("Alarms", head.get("Alarms").deepCopy());
    return answer;
  }

  private static ObjectNode head(ObjectNode shown) {
    var head = shown.deepCopy();
    head.remove("TargetTrackingScalingPolicyConfiguration");
    head.remove("StepScalingPolicyConfiguration");
    return head;
  }

  private ObjectNode policy(ScalableTarget target, String name, ObjectNode input, String type) {
    var head = begun(target, "PolicyName", name);
    head.put("PolicyType", Json.text(input, "PolicyType", type));
    head.put("PolicyARN", arn(target, "scalingPolicy", "policyName/" + name));
    var alarms = target.caller.arn("cloudwatch", "alarm:");
    ScalingPolicy.alarms(head, target.resource(), alarms, ids);
    return head;
  }

  ObjectNode describePolicies(ObjectNode input) {
    var all =
        matching(input, target -> target.policies.values().stream().map(p -> p.shuffled(ids)));
    return page(input, all, "PolicyName", "PolicyNames", "ScalingPolicies", POLICIES);
  }

  ObjectNode deletePolicy(ObjectNode input) {
    var target = registry.named(input);
    gone(target.policies.remove(name(input, "PolicyName")), "scaling policy");
    return Json.object();
  }

  /// An existing action keeps nothing but its name. Source: API reference, PutScheduledAction.
  ObjectNode putAction(ObjectNode input) {
    var target = registry.named(input);
    var name = name(input, "ScheduledActionName");
    var known = Optional.ofNullable(target.actions.get(name)).map(ScheduledAction::shown);
    var head =
        known
            .map(shown -> shown.deepCopy().retain(HEAD))
            .orElseGet(() -> {
              var fresh = begun(target, "ScheduledActionName", name);
              var arn = arn(target, "scheduledAction", "scheduledActionName/" + name);
              return fresh.put("ScheduledActionARN", arn);
            });
    target.actions.put(name, ScheduledAction.of(head, input, clock.now()));
    return Json.object();
  }

  private static final List<String> HEAD =
      List.of(
          "ServiceNamespace",
          "ResourceId",
          "ScalableDimension",
          "ScheduledActionName",
          "ScheduledActionARN",
          "CreationTime");

  ObjectNode describeActions(ObjectNode input) {
    var all =
        matching(input, target -> target.actions.values().stream().map(a -> a.shown().deepCopy()));
    return page(
        input, all, "ScheduledActionName", "ScheduledActionNames", "ScheduledActions", ACTIONS);
  }

  ObjectNode deleteAction(ObjectNode input) {
    var target = registry.named(input);
    gone(target.actions.remove(name(input, "ScheduledActionName")), "scheduled action");
    return Json.object();
  }

  private ObjectNode begun(ScalableTarget target, String member, String name) {
    return Json.object()
        .put("ServiceNamespace", "ecs")
        .put("ResourceId", target.resource())
        .put("ScalableDimension", TargetRegistry.DIMENSION)
        .put(member, name)
        .put("CreationTime", Json.epoch(clock.now()));
  }

  private String arn(ScalableTarget target, String kind, String name) {
    Caller caller = target.caller;
    var id = kind + ":" + ids.uuid() + ":resource/ecs/" + target.resource() + ":" + name;
    return caller.arn("autoscaling", id);
  }

  private List<ObjectNode> matching(
      ObjectNode input, Function<ScalableTarget, Stream<ObjectNode>> parts) {
    TargetRegistry.namespace(input);
    var resource = Json.text(input, "ResourceId", "");
    return registry
        .targets()
        .filter(target -> resource.isEmpty() || target.resource().equals(resource))
        .flatMap(parts)
        .toList();
  }

  private static ObjectNode page(
      ObjectNode input, List<ObjectNode> all, String name, String names, String list, int most) {
    var asked = Json.texts(input, names);
    var matching =
        all.stream()
            .filter(e -> asked.isEmpty() || asked.contains(Json.text(e, name, "")))
            .toList();
    var page =
        TargetRegistry.page(
            input,
            matching,
            each -> Json.text(each, "ResourceId", "") + " " + Json.text(each, name, ""),
            most);
    var answer = Json.object();
    page.items().forEach(answer.putArray(list)::add);
    return page.tokenInto(answer, "NextToken");
  }

  private static String name(ObjectNode input, String member) {
    var name = Json.text(input, member, "");
    if (name.isEmpty() || name.length() > 256) {
      throw TargetRegistry.invalid(member + " must have 1 to 256 characters");
    }
    return name;
  }

  private static void gone(Object removed, String what) {
    if (removed == null) {
      throw ApiError.of("ObjectNotFoundException", "No " + what + " of that name was found");
    }
  }
}
