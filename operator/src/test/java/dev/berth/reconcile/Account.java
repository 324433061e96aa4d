package dev.berth.reconcile;

import dev.berth.aws.InProcessHttp.Answer;
import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.ServiceFields;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The simulated account as somebody with the AWS CLI sees it. Nothing here knows what Berth thinks
/// of it; no fault is scripted while it is asked.
public record Account(Simulator simulator) {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String CLOUD_MAP = "Route53AutoNaming_v20170314.";
  private static final String AUTO_SCALING = "AnyScaleFrontendService.";
  public static final String CLUSTER = "test";

  public Fields ecs(String operation, Fields request) {
    return answer(ECS + operation, request)
        .orElseThrow(() -> new IllegalStateException(operation + " was refused: " + request));
  }

  /// Whether ECS took it.
  public boolean tried(String operation, Fields request) {
    return answer(ECS + operation, request).isPresent();
  }

  public Fields cloudMap(String operation, Fields request) {
    return answer(CLOUD_MAP + operation, request)
        .orElseThrow(() -> new IllegalStateException(operation + " was refused: " + request));
  }

  /// The target, policies and scheduled actions of a service, named as Berth names them.
  SortedMap<ResourceKey, Fields> scaling(String service) {
    var found = new TreeMap<ResourceKey, Fields>();
    for (var each : scaling("DescribeScalableTargets", service).each("ScalableTargets")) {
      found.put(ResourceKey.scalableTarget(service), small(each));
    }
    for (var each : scaling("DescribeScalingPolicies", service).each("ScalingPolicies")) {
      var name = each.text("PolicyName").orElseThrow();
      found.put(ResourceKey.scalingPolicy(service, name), small(each));
    }
    for (var each : scaling("DescribeScheduledActions", service).each("ScheduledActions")) {
      var name = each.text("ScheduledActionName").orElseThrow();
      found.put(ResourceKey.scheduledAction(service, name), small(each));
    }
    return found;
  }

  private Fields scaling(String operation, String service) {
    var resource = Value.of("service/" + CLUSTER + "/" + service);
    var request = Fields.EMPTY.with("ServiceNamespace", Value.of("ecs"));
    request =
        operation.equals("DescribeScalableTargets")
            ? request.with("ResourceIds", Value.items(List.of(resource)))
            : request.with("ResourceId", resource);
    return answer(AUTO_SCALING + operation, request).orElseThrow();
  }

  /// Whether Application Auto Scaling took it.
  public boolean scaled(String operation, String service, Fields request) {
    return answer(
            AUTO_SCALING + operation,
            request
                .with("ServiceNamespace", Value.of("ecs"))
                .with("ScalableDimension", Value.of("ecs:service:DesiredCount"))
                .with("ResourceId", Value.of("service/" + CLUSTER + "/" + service)))
        .isPresent();
  }

  /// Whose a service's target is; empty where there is none.
  Optional<TreeMap<String, String>> targetTags(String service) {
    return scaling("DescribeScalableTargets", service).each("ScalableTargets").stream()
        .map(target ->
            Fields.EMPTY.with("ResourceARN", target.at("ScalableTargetARN").orElseThrow()))
        .map(named -> answer(AUTO_SCALING + "ListTagsForResource", named).orElseThrow())
        .map(answer -> {
          var tags = new TreeMap<String, String>();
          answer.fields("Tags").map().forEach((k, v) -> tags.put(k, ((Value.Text) v).text()));
          return tags;
        })
        .findFirst();
  }

  private static Fields small(Fields fields) {
    var renamed = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((name, value) ->
            renamed.put(
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), small(value)));
    return new Fields(renamed);
  }

  private static Value small(Value value) {
    return switch (value) {
      case Fields fields -> small(fields);
      case Value.Items(var items) -> Value.items(items.stream().map(Account::small).toList());
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }

  /// What any of AWS's services that speak JSON answers; empty where it refused.
  public Optional<Fields> answer(String target, Fields request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("X-Amz-Target", List.of(target));
    var body = Json.compact(request).getBytes(StandardCharsets.UTF_8);
    var response = simulator.handle(Request.of("POST", "/", headers, body));
    if (response.status() != 200) return Optional.empty();
    return Json.parse(response.text()) instanceof Fields fields
        ? Optional.of(fields)
        : Optional.empty();
  }

  static Answer pass(Simulator simulator, Request request) {
    var response = simulator.handle(request);
    return new Answer(response.status(), response.headers(), response.body());
  }

  public static Fields named(String name) {
    return Fields.EMPTY.with("cluster", Value.of(CLUSTER)).with("service", Value.of(name));
  }

  /// As DescribeServices shows it; empty when it is missing or was deleted.
  public Optional<Fields> service(String name) {
    var request =
        Fields.EMPTY
            .with("cluster", Value.of(CLUSTER))
            .with("services", Value.texts(List.of(name)))
            .with("include", Value.texts(List.of("TAGS")));
    return answer(ECS + "DescribeServices", request).stream()
        .flatMap(found -> found.each("services").stream())
        .filter(each -> !each.text("status").equals(Optional.of("INACTIVE")))
        .findFirst();
  }

  /// Of the ACTIVE ones.
  public List<String> serviceNames() {
    var request = Fields.EMPTY.with("cluster", Value.of(CLUSTER)).with("maxResults", Value.of(100));
    return ecs("ListServices", request).items("serviceArns").stream()
        .map(arn -> ((Value.Text) arn).text())
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  /// @param id an ARN, `family:revision`, or a family for its newest ACTIVE revision
  public Optional<Fields> definition(String id) {
    var request =
        Fields.EMPTY
            .with("taskDefinition", Value.of(id))
            .with("include", Value.texts(List.of("TAGS")));
    return answer(ECS + "DescribeTaskDefinition", request);
  }

  public static Fields primary(Fields service) {
    return service.each("deployments").stream()
        .filter(each -> each.text("status").equals(Optional.of("PRIMARY")))
        .findFirst()
        .orElse(Fields.EMPTY);
  }

  public static TreeMap<String, String> tags(Fields tagged) {
    var tags = new TreeMap<String, String>();
    for (var tag : tagged.each("tags")) {
      tags.put(tag.text("key").orElse(""), tag.text("value").orElse(""));
    }
    return tags;
  }

  /// What one could have asked for to get this service: with its definition, and with what only its
  /// PRIMARY deployment shows.
  public Fields wishOf(Fields service) {
    var wish = service.without("deployments").without("events").without("tags");
    var primary = primary(service);
    var connect = primary.fields("serviceConnectConfiguration");
    if (connect.text("namespace").filter(arn -> arn.startsWith("arn:")).isPresent()) {
      connect = connect.with("namespace", Value.of("mesh"));
    }
    if (!connect.isEmpty()) wish = wish.with("serviceConnectConfiguration", connect);
    var definition = definition(service.text("taskDefinition").orElse(""));
    return wish.with(
        ServiceFields.DEFINITION,
        definition.map(found -> found.fields("taskDefinition")).orElse(Fields.EMPTY));
  }

  /// Its only deployment is PRIMARY and completed: as the deployment says, or, where that says
  /// nothing, the newest service deployment.
  public boolean rolledOut(Fields service) {
    if (service.each("deployments").size() != 1) return false;
    if (!service.text("status").equals(Optional.of("ACTIVE"))) return false;
    var state = primary(service).text("rolloutState");
    return state.map("COMPLETED"::equals).orElseGet(() -> shifted(service));
  }

  private boolean shifted(Fields service) {
    var request = named(service.text("serviceName").orElse(""));
    var newest = ecs("ListServiceDeployments", request).each("serviceDeployments").getFirst();
    var status = newest.text("status").orElse("");
    var target = newest.text("targetServiceRevisionArn").orElse("").replaceFirst(".*/", "");
    if (primary(service).text("id").orElse("").equals("ecs-svc/" + target)) {
      return status.equals("SUCCESSFUL");
    }
    return List.of("STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED").contains(status);
  }
}
