package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses of where a service's tasks are to be, and of what only instances have. Source:
/// ECS API reference, `CreateService`, `PlacementStrategy`, `PlacementConstraint`.
final class ServicePlacement {
  private static final String ZONE = "attribute:ecs.availability-zone";
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");

  private ServicePlacement() {}

  static void count(ObjectNode input, boolean daemon) {
    if (daemon && Json.has(input, "desiredCount")) {
      throw ApiError.invalidParameter(
          "The daemon scheduling strategy does not support a desired count for services. Remove the"
              + " desired count value and try again");
    }
    ServiceChecks.count(Json.integer(input, "desiredCount", 0));
  }

  /// The spelling that is answered.
  static void normal(ObjectNode strategy) {
    var field = Json.text(strategy, "field", "");
    var word = field.toLowerCase(Locale.ROOT);
    if (word.equals("host") || word.equals("instanceid")) strategy.put("field", "instanceId");
    if (RESOURCES.contains(word)) strategy.put("field", field.toUpperCase(Locale.ROOT));
  }

  static void check(ObjectNode spec, TaskDefinition definition) {
    var strategies = Json.items(spec, "placementStrategy");
    if (strategies.size() > 5) refuse("placement strategy can have at most 5 items.");
    strategies.forEach(ServicePlacement::strategy);
    var constraints = Json.items(spec, "placementConstraints");
    if (constraints.size() > 10) refuse("placement constraints can have at most 10 items.");
    constraints.forEach(ServicePlacement::constraint);
    if (Instances.fargate(spec)) fargate(spec);
    if (Instances.daemon(spec) && !strategies.isEmpty()) {
      refuse("Placement strategies are not supported with the DAEMON scheduling strategy.");
    }
    balancers(spec, definition);
    volumes(spec, definition);
    if (Json.text(spec, "availabilityZoneRebalancing", "").equals("ENABLED")) {
      hindrance(spec)
          .ifPresent(why ->
              refuse("Availability Zone rebalancing is not supported with %s.".formatted(why)));
    }
  }

  private static void strategy(ObjectNode strategy) {
    var type = Json.text(strategy, "type", "");
    var field = Json.text(strategy, "field", "");
    var resource = RESOURCES.contains(field.toLowerCase(Locale.ROOT));
    switch (type) {
      case "binpack" -> {
        if (!resource) refuse("binpack field '%s' is invalid".formatted(field));
      }
      case "spread" -> {
        if (field.isEmpty() || resource) refuse("spread field '%s' is invalid".formatted(field));
      }
      case "random" -> {}
      default -> refuse("Invalid placement strategy type: " + type);
    }
  }

  private static void constraint(ObjectNode constraint) {
    var type = Json.text(constraint, "type", "");
    var expression = Json.has(constraint, "expression");
    if (!Set.of("memberOf", "distinctInstance").contains(type)) {
      refuse("Invalid placement constraint type: " + type);
    }
    if (type.equals("memberOf") && !expression) refuse("memberOf expression can not be empty.");
    if (type.equals("distinctInstance") && expression) {
      refuse("distinctInstance does not take an expression.");
    }
  }

  private static void fargate(ObjectNode spec) {
    if (!Json.items(spec, "placementStrategy").isEmpty()) {
      refuse("Placement strategies are not supported with FARGATE launch type.");
    }
    if (!Json.items(spec, "placementConstraints").isEmpty()) {
      refuse("Placement constraints are not supported with FARGATE launch type.");
    }
    if (Instances.daemon(spec)) {
      refuse("The daemon scheduling strategy is not supported with FARGATE launch type.");
    }
    if (classic(spec)) refuse("Classic Load Balancers are not supported with Fargate");
  }

  private static boolean classic(ObjectNode spec) {
    return Json.items(spec, "loadBalancers").stream()
        .anyMatch(each -> Json.has(each, "loadBalancerName"));
  }

  private static void balancers(ObjectNode spec, TaskDefinition definition) {
    var balancers = Json.items(spec, "loadBalancers");
    var own = Json.text(definition.definition(), "networkMode", "bridge").equals("awsvpc");
    if (classic(spec)) {
      if (own) refuse("Classic Load Balancers are not supported with network mode awsvpc.");
      if (balancers.size() > 1) refuse("load balancers can have at most 1 item.");
    }
    if (Json.has(spec, "role") && (own || balancers.isEmpty())) {
      refuse("You cannot specify an IAM role for services that require a service linked role.");
    }
  }

  /// Of a service or of a task.
  static void volumes(ObjectNode spec, TaskDefinition definition) {
    var known =
        Json.items(definition.definition(), "volumes").stream()
            .filter(each -> Json.flag(each, "configuredAtLaunch", false))
            .map(each -> Json.text(each, "name", ""))
            .toList();
    for (var each : Json.items(spec, "volumeConfigurations")) {
      var name = Json.text(each, "name", "");
      if (known.contains(name)) continue;
      refuse(
          "The volume name '%s' in your request does not have a matching volume in your Task"
                  .formatted(name)
              + " Definition");
    }
  }

  /// With what zones cannot be rebalanced; on by default where nothing is in the way. Source: ECS
  /// developer guide, "Balancing an Amazon ECS service across Availability Zones".
  static Optional<String> hindrance(ObjectNode spec) {
    var rollout = Json.fields(spec, "deploymentConfiguration");
    var first = Json.items(spec, "placementStrategy").stream().findFirst();
    var hindrances = new LinkedHashMap<String, Boolean>();
    hindrances.put("the DAEMON scheduling strategy", Instances.daemon(spec));
    hindrances.put("external instances", Instances.launchType(spec).equals("EXTERNAL"));
    hindrances.put("this maximumPercent", Json.integer(rollout, "maximumPercent", 200) <= 100);
    hindrances.put("Classic Load Balancers", classic(spec));
    hindrances.put(
        "this placement strategy",
        first.filter(each -> !Json.text(each, "field", "").equalsIgnoreCase(ZONE)).isPresent());
    hindrances.put("a constraint on zones", zoned(Json.items(spec, "placementConstraints")));
    return hindrances.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean zoned(List<ObjectNode> constraints) {
    return constraints.stream().anyMatch(each -> Json.text(each, "expression", "").contains(ZONE));
  }

  private static void refuse(String text) {
    throw ApiError.invalidParameter(text);
  }
}
