package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import dev.berth.simulator.wire.VirtualClock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// The scalable targets of ECS services, by resource id.
final class TargetRegistry {
  static final String DIMENSION = "ecs:service:DesiredCount";
  private static final String ROLE =
      "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
          + "AWSServiceRoleForApplicationAutoScaling_ECSService";
  private static final List<String> SUSPENSIONS =
      List.of(
          "DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended");
  private static final int PAGE = 50;

  private final VirtualClock clock;
  private final Ids ids;
  private final SortedMap<String, ScalableTarget> targets = new TreeMap<>();

  TargetRegistry(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.ids = ids;
  }

  Stream<ScalableTarget> targets() {
    return targets.values().stream();
  }

  Optional<ScalableTarget> find(String resource) {
    return Optional.ofNullable(targets.get(resource));
  }

  /// The target that a request names.
  ScalableTarget named(ObjectNode input) {
    var resource = resource(input);
    return find(resource)
        .orElseThrow(() ->
            ApiError.of(
                "ObjectNotFoundException",
                "No scalable target registered for service namespace: ecs, resource ID: "
                    + resource
                    + ", scalable dimension: "
                    + DIMENSION));
  }

  /// Makes a target, or changes what the call names of one that is there. Source: API reference,
  /// RegisterScalableTarget: only a new one takes tags.
  ScalableTarget register(ObjectNode input, Caller caller) {
    var resource = resource(input);
    var known = find(resource);
    var shown = known.map(t -> t.shown.deepCopy()).orElseGet(() -> fresh(resource, caller));
    for (var member : List.of("MinCapacity", "MaxCapacity")) {
      if (Json.has(input, member)) shown.put(member, Json.integer(input, member, 0));
      if (!Json.has(shown, member)) throw invalid(member + " is required for a new target");
      if (Json.integer(shown, member, 0) < 0) throw invalid(member + " must not be negative");
    }
    if (Json.integer(shown, "MinCapacity", 0) > Json.integer(shown, "MaxCapacity", 0)) {
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    }
    suspend(shown, Json.fields(input, "SuspendedState"));
    var tags = tagsIn(input);
    if (known.isPresent() && !tags.isEmpty()) {
      throw invalid("Tags can only be given with a new scalable target; use TagResource");
    }
    var target = known.orElseGet(() -> new ScalableTarget(shown, caller));
    target.shown = shown;
    if (known.isEmpty()) target.tags = tags;
    targets.put(resource, target);
    return target;
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
  ObjectNode describe(ObjectNode input) {
    namespace(input);
    var asked = Json.texts(input, "ResourceIds");
    if (Json.has(input, "ScalableDimension")) {
      dimension(input);
      if (asked.isEmpty()) throw invalid("ResourceIds is required with ScalableDimension");
    }
    var matching =
        targets().filter(each -> asked.isEmpty() || asked.contains(each.resource())).toList();
    var page = page(input, matching, ScalableTarget::resource, PAGE);
    var answer = Json.object();
    var list = answer.putArray("ScalableTargets");
    page.items().forEach(target -> list.add(target.shown.deepCopy()));
    return page.tokenInto(answer, "NextToken");
  }

  static <T> Page<T> page(ObjectNode input, List<T> matching, Function<T, String> key, int most) {
    var size = Json.integer(input, "MaxResults", most);
    if (size < 1 || size > most) throw invalid("MaxResults must be from 1 to " + most);
    try {
      return Page.of(matching, key, Json.text(input, "NextToken", ""), size);
    } catch (ApiError e) {
      throw ApiError.of("InvalidNextTokenException", e.getMessage());
    }
  }

  ObjectNode deregister(ObjectNode input) {
    targets.remove(named(input).resource());
    return Json.object();
  }

  ObjectNode tag(ObjectNode input) {
    var target = byArn(input);
    var tags = new TreeMap<>(target.tags);
    tags.putAll(tagsIn(input));
    target.tags = tags;
    return Json.object();
  }

  ObjectNode untag(ObjectNode input) {
    var target = byArn(input);
    var tags = new TreeMap<>(target.tags);
    Json.texts(input, "TagKeys").forEach(tags::remove);
    target.tags = tags;
    return Json.object();
  }

  ObjectNode tags(ObjectNode input) {
    var answer = Json.object();
    byArn(input).tags.forEach(answer.putObject("Tags")::put);
    return answer;
  }

  private ScalableTarget byArn(ObjectNode input) {
    var arn = Json.text(input, "ResourceARN", "");
    return targets()
        .filter(target -> target.arn().equals(arn))
        .findFirst()
        .orElseThrow(() ->
            ApiError.of("ResourceNotFoundException", "The resource could not be found: " + arn));
  }

  /// A map here, where other services have lists.
  private static SortedMap<String, String> tagsIn(ObjectNode input) {
    try {
      return Tags.read(input, "Tags");
    } catch (ApiError e) {
      throw ApiError.of("ValidationException", e.getMessage());
    }
  }

  static String resource(ObjectNode input) {
    namespace(input);
    dimension(input);
    var resource = Json.text(input, "ResourceId", "");
    if (!resource.matches("service/[^/]+/[^/]+")) {
      throw invalid("Unsupported ECS service resource ID: '" + resource + "'");
    }
    return resource;
  }

  static void namespace(ObjectNode input) {
    var namespace = Json.text(input, "ServiceNamespace", "");
    if (!namespace.equals("ecs")) throw invalid("Unsupported namespace: '" + namespace + "'");
  }

  private static void dimension(ObjectNode input) {
    var dimension = Json.text(input, "ScalableDimension", "");
    if (!dimension.equals(DIMENSION)) throw invalid("Unsupported dimension: '" + dimension + "'");
  }

  static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
