package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses to accept for a service, in ECS's words.
final class ServiceChecks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final int MOST_TASKS = 5000;

  private final World world;
  private final Connect connect;
  private final TargetChecks targets;

  ServiceChecks(World world, Connect connect) {
    this.world = world;
    this.connect = connect;
    this.targets = new TargetChecks(world.balancing());
  }

  static void name(String name, String what) {
    if (!NAME.matcher(name).matches()) {
      throw ApiError.invalidParameter(
          what + " must have 1 to 255 letters, numbers, underscores and hyphens: '" + name + "'.");
    }
  }

  static void count(int desired) {
    if (desired < 0) throw ApiError.invalidParameter("Desired count must be at least 0.");
    if (desired > MOST_TASKS) throw ApiError.invalidParameter("Desired count exceeds limit.");
  }

  /// What the simulator has no life cycle for is refused, not accepted and forgotten.
  static void supported(ObjectNode input) {
    StrategyChecks.sent(Json.fields(input, "deploymentConfiguration"));
    only(Json.fields(input, "deploymentController"), "type", "ECS");
  }

  private static void only(ObjectNode node, String member, String value) {
    var given = Json.text(node, member, value);
    if (!given.equals(value)) throw unsupported(member, given);
  }

  private static ApiError unsupported(String member, String value) {
    return ApiError.of(
        "UnsupportedFeatureException", "This simulator has no %s %s.".formatted(member, value));
  }

  static TaskDefinition definition(World world, String id, Caller caller) {
    if (id.isEmpty()) throw ApiError.invalidParameter("TaskDefinition can not be blank.");
    var found = world.definitions().find(id, caller);
    var definition = found.orElseThrow(() -> unknown(world));
    if (!world.delays().usable(definition, world.now()))
      throw ApiError.client("TaskDefinition is inactive");
    return definition;
  }

  private static ApiError unknown(World world) {
    var code = world.switches().at(Switch.UNKNOWN_DEFINITION);
    return ApiError.of(code, "TaskDefinition not found.");
  }

  /// A whole service, as a creation or an update would leave it.
  void check(Cluster cluster, String arn, ObjectNode spec, TaskDefinition definition) {
    var strategy = Json.items(spec, "capacityProviderStrategy");
    CapacityProviders.check(strategy, cluster);
    launch(spec, definition);
    if (!Instances.fargate(spec)
        && !Json.text(spec, "platformVersion", "LATEST").equals("LATEST")) {
      throw ApiError.invalidParameter(
          "The platform version must be null when specifying an EC2 launch type.");
    }
    Platforms.check(spec, definition);
    network(spec, definition, world);
    balancers(spec, definition);
    registries(spec);
    rollout(Json.fields(spec, "deploymentConfiguration"));
    StrategyChecks.check(spec);
    targets.check(spec, definition);
    grace(Json.integer(spec, "healthCheckGracePeriodSeconds", 0));
    one(spec, "propagateTags", Set.of("NONE", "SERVICE", "TASK_DEFINITION"));
    one(spec, "availabilityZoneRebalancing", Set.of("ENABLED", "DISABLED"));
    connect.check(spec, arn, definition);
    ServicePlacement.check(spec, definition);
  }

  static void launch(ObjectNode spec, TaskDefinition definition) {
    var type = Instances.launchType(spec);
    if (!Json.texts(definition.definition(), "compatibilities").contains(type)) {
      throw ApiError.invalidParameter(
          "Task definition does not support launch_type %s.".formatted(type));
    }
  }

  static void network(ObjectNode spec, TaskDefinition definition, World world) {
    var network = Json.fields(spec, "networkConfiguration");
    if (!Json.text(definition.definition(), "networkMode", "bridge").equals("awsvpc")) {
      if (!Json.has(network, "awsvpcConfiguration")) return;
      throw ApiError.invalidParameter(
          "Network Configuration is not valid for the given networkMode of this task definition.");
    }
    if (!Json.has(network, "awsvpcConfiguration")) {
      throw ApiError.invalidParameter(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }
    var vpc = Json.fields(network, "awsvpcConfiguration");
    var subnets = Json.texts(vpc, "subnets").size();
    if (subnets == 0) throw ApiError.invalidParameter("subnets can not be empty.");
    if (subnets > 16 || Json.texts(vpc, "securityGroups").size() > 5) {
      throw ApiError.invalidParameter("At most 16 subnets and 5 security groups are supported.");
    }
    one(vpc, "assignPublicIp", Set.of("ENABLED", "DISABLED"));
    NetworkChecks.check(spec, world.network());
  }

  private static void balancers(ObjectNode spec, TaskDefinition definition) {
    var balancers = Json.items(spec, "loadBalancers");
    if (balancers.size() > 5) {
      throw ApiError.invalidParameter("load balancers can have at most 5 items.");
    }
    for (var each : balancers) {
      port(each, Json.items(definition.definition(), "containerDefinitions"));
    }
  }

  /// A port alone is no place: a record of addresses needs none, one of services its container too.
  private static void registries(ObjectNode spec) {
    var registries = Json.items(spec, "serviceRegistries");
    if (registries.size() > 1) {
      throw ApiError.invalidParameter("service registries can have at most 1 item.");
    }
    for (var each : registries) {
      if (!Json.has(each, "containerPort") || Json.has(each, "containerName")) continue;
      throw ApiError.invalidParameter(
          "The values specified for serviceRegistries do not require a value for 'containerPort'");
    }
  }

  private static void port(ObjectNode balancer, List<ObjectNode> containers) {
    var name = Json.text(balancer, "containerName", "");
    var port = Json.integer(balancer, "containerPort", 0);
    var named = containers.stream().filter(each -> Json.text(each, "name", "").equals(name));
    var container = named.findFirst();
    if (container.isEmpty()) {
      throw ApiError.invalidParameter(
          "The container %s does not exist in the task definition.".formatted(name));
    }
    var mappings = Json.items(container.get(), "portMappings").stream();
    if (mappings.noneMatch(each -> Json.integer(each, "containerPort", 0) == port)) {
      throw ApiError.invalidParameter(
          "The container %s did not have a container port %d defined.".formatted(name, port));
    }
  }

  private static void rollout(ObjectNode configuration) {
    var minimum = Json.integer(configuration, "minimumHealthyPercent", 100);
    var maximum = Json.integer(configuration, "maximumPercent", 200);
    if (minimum > 100) throw ApiError.invalidParameter("minimumHealthyPercent must be at most 100");
    if (minimum < 0) throw ApiError.invalidParameter("minimumHealthyPercent must be at least 0");
    if (maximum > 200) throw ApiError.invalidParameter("maximumPercent must be at most 200");
    if (maximum < 100) throw ApiError.invalidParameter("maximumPercent must be at least 100");
    var breaker = Json.fields(configuration, "deploymentCircuitBreaker");
    var threshold = Json.fields(breaker, "thresholdConfiguration");
    var type = Json.text(threshold, "type", "BOUNDED_PERCENT");
    var known = Set.of("BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT").contains(type);
    if (!known || Json.integer(threshold, "value", 1) < 1) {
      throw ApiError.invalidParameter("Invalid deployment circuit breaker threshold value.");
    }
  }

  private static void grace(int seconds) {
    if (seconds < 0) {
      throw ApiError.invalidParameter("healthCheckGracePeriodSeconds must be at least 0.");
    }
  }

  static void one(ObjectNode node, String member, Set<String> values) {
    if (!Json.has(node, member)) return;
    var value = Json.text(node, member, "");
    if (!values.contains(value)) {
      throw ApiError.invalidParameter("Invalid %s: %s.".formatted(member, value));
    }
  }
}
