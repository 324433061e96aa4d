package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses to register, on whatever it is to run, in ECS's words. It reads a definition
/// whose defaults are filled.
final class TaskDefinitionChecks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_./-]{1,2048}");
  private static final Set<String> NETWORKS = Set.of("none", "bridge", "host", "awsvpc");
  private static final Set<String> APP_PROTOCOLS = Set.of("http", "http2", "grpc");
  private static final Set<String> CHECK_SHAPES = Set.of("CMD", "CMD-SHELL", "NONE");
  private static final int LARGEST = 64 * 1024;

  private TaskDefinitionChecks() {}

  static void check(ObjectNode definition, Switches switches) {
    var family = Json.text(definition, "family", "");
    if (!NAME.matcher(family).matches()) {
      throw ApiError.client(
          "Family contains invalid characters, or has not 1 to 255 of them: '" + family + "'.");
    }
    var network = Json.text(definition, "networkMode", "bridge");
    if (!NETWORKS.contains(network)) throw ApiError.client("Invalid networkMode: " + network);
    if (Json.write(definition).length() > LARGEST) {
      throw ApiError.client("Actual length of the task definition exceeds the maximum of 64 KiB.");
    }
    var containers = Json.items(definition, "containerDefinitions");
    containers(definition, containers);
    for (var container : containers) {
      container(definition, container);
      TaskDefinitionOrder.check(container, containers);
    }
    TaskDefinitionOrder.checkAcyclic(containers);
    sums(definition, containers);
    if (Json.texts(definition, "requiresCompatibilities").contains("FARGATE")) {
      TaskDefinitionFargate.refusal(definition, switches).ifPresent(text -> refuse(text));
    }
    TaskDefinitionHost.check(definition);
  }

  private static void containers(ObjectNode definition, List<ObjectNode> containers) {
    if (containers.isEmpty()) throw ApiError.client("Container list cannot be empty.");
    if (containers.size() > 10) {
      throw ApiError.client("Task definitions have at most 10 containers.");
    }
    for (var container : containers) {
      require(container, "name");
      require(container, "image");
      var name = Json.text(container, "name", "");
      if (!NAME.matcher(name).matches()) {
        refuse("Container name contains invalid characters: '" + name + "'.");
      }
    }
    unique(containers, "Container names must be unique within a task definition");
    if (containers.stream().noneMatch(c -> Json.flag(c, "essential", true))) {
      refuse("At least one container must be essential.");
    }
    unique(Json.items(definition, "volumes"), "Volume names must be unique.");
  }

  private static void container(ObjectNode definition, ObjectNode container) {
    memory(definition, container);
    ports(definition, container);
    health(container);
    roles(definition, container);
    volumes(definition, container);
    var network = Json.text(definition, "networkMode", "bridge");
    if (network.equals("awsvpc") && Json.flag(container, "disableNetworking", false)) {
      refuse("Disable Networking is not supported on container when networkMode=awsvpc");
    }
    var restart = Json.fields(container, "restartPolicy");
    range(restart, "restartAttemptPeriod", 60, 1800, "restartPolicy.restartAttemptPeriod");
  }

  private static void memory(ObjectNode definition, ObjectNode container) {
    var hard = Json.has(container, "memory");
    var soft = Json.has(container, "memoryReservation");
    var name = Json.text(container, "name", "");
    if (!hard && !soft && !Json.has(definition, "memory")) {
      refuse(
          "Invalid setting for container '%s'. At least one of 'memory' or 'memoryReservation'"
                  .formatted(name)
              + " must be specified.");
    }
    var limit = Json.integer(container, "memory", 0);
    if (hard && soft && Json.integer(container, "memoryReservation", 0) > limit) {
      refuse(
          "Invalid setting for container '%s'. 'memory' should be greater than".formatted(name)
              + " 'memoryReservation'.");
    }
    if (hard && Json.has(definition, "memory") && limit > number(definition, "memory")) {
      refuse("The 'memory' setting for container is greater than for the task.");
    }
  }

  private static void ports(ObjectNode definition, ObjectNode container) {
    var network = Json.text(definition, "networkMode", "bridge");
    for (var mapping : Json.items(container, "portMappings")) {
      var inner = Json.integer(mapping, "containerPort", 0);
      var outer = Json.integer(mapping, "hostPort", 0);
      if (Json.has(mapping, "containerPort") && Json.has(mapping, "containerPortRange")) {
        refuse("cannot specify both single port and port range");
      }
      if ((network.equals("awsvpc") || network.equals("host")) && inner != outer) {
        refuse(
            "When networkMode=%s, the host ports and container ports in port mappings must match."
                .formatted(network));
      }
      if (inner < 0 || inner > 65535) refuse("Invalid container port: " + inner);
      var name = Json.text(mapping, "name", "");
      if (Json.has(mapping, "name") && !PORT_NAME.matcher(name).matches()) {
        refuse("Invalid port mapping name: '" + name + "'.");
      }
      var protocol = Json.text(mapping, "appProtocol", "http");
      if (!APP_PROTOCOLS.contains(protocol)) refuse("Invalid appProtocol: " + protocol);
    }
  }

  private static void health(ObjectNode container) {
    if (!Json.has(container, "healthCheck")) return;
    var check = Json.fields(container, "healthCheck");
    var command = Json.texts(check, "command");
    if (command.isEmpty() || !CHECK_SHAPES.contains(command.getFirst())) {
      refuse("Health check command must start with CMD, CMD-SHELL or NONE.");
    }
    range(check, "interval", 5, 300, "healthCheck.interval");
    range(check, "timeout", 2, 60, "healthCheck.timeout");
    range(check, "retries", 1, 10, "healthCheck.retries");
    range(check, "startPeriod", 0, 300, "healthCheck.startPeriod");
  }

  private static void roles(ObjectNode definition, ObjectNode container) {
    if (!Json.items(container, "secrets").isEmpty() && !Json.has(definition, "executionRoleArn")) {
      refuse(
          "When you are specifying container secrets, you must also specify a value for"
              + " 'executionRoleArn'.");
    }
    for (var secret : Json.items(container, "secrets")) {
      var from = Json.text(secret, "valueFrom", "");
      if (from.startsWith("arn:") || PARAMETER.matcher(from).matches()) continue;
      refuse(
          "The Systems Manager parameter name specified for secret %s is invalid"
              .formatted(Json.text(secret, "name", "")));
    }
    var log = Json.fields(container, "logConfiguration");
    if (!Json.text(log, "logDriver", "").equals("awslogs")) return;
    var missing = new ArrayList<>(List.of("awslogs-group", "awslogs-region"));
    missing.removeIf(option -> Json.has(Json.fields(log, "options"), option));
    if (!missing.isEmpty()) {
      refuse("Log driver awslogs requires options: " + String.join(", ", missing));
    }
  }

  private static void volumes(ObjectNode definition, ObjectNode container) {
    var names = new HashSet<String>();
    Json.items(definition, "volumes").forEach(v -> names.add(Json.text(v, "name", "")));
    for (var mount : Json.items(container, "mountPoints")) {
      var volume = Json.text(mount, "sourceVolume", "");
      if (!names.contains(volume)) refuse("Unknown volume '" + volume + "' in mountPoints.");
    }
  }

  private static void sums(ObjectNode definition, List<ObjectNode> containers) {
    var cpu = containers.stream().mapToInt(c -> Json.integer(c, "cpu", 0)).sum();
    if (Json.has(definition, "cpu") && cpu > number(definition, "cpu")) {
      refuse("The sum of container cpu is greater than the cpu of the task.");
    }
    var memory = containers.stream().mapToInt(c -> Json.integer(c, "memoryReservation", 0)).sum();
    if (Json.has(definition, "memory") && memory > number(definition, "memory")) {
      refuse("The sum of container memoryReservation is greater than the memory of the task.");
    }
  }

  private static int number(ObjectNode definition, String member) {
    return Integer.parseInt(Json.text(definition, member, "0"));
  }

  private static void require(ObjectNode container, String member) {
    if (Json.text(container, member, "").isEmpty()) {
      refuse("Container." + member + " should not be null or empty.");
    }
  }

  private static void unique(List<ObjectNode> items, String text) {
    var names = items.stream().map(item -> Json.text(item, "name", ""));
    if (names.collect(Collectors.toCollection(TreeSet::new)).size() < items.size()) refuse(text);
  }

  static void range(ObjectNode node, String member, int least, int most, String where) {
    if (!Json.has(node, member)) return;
    var value = Json.integer(node, member, 0);
    if (value < least || value > most) {
      refuse("%s must be between %d and %d: %d".formatted(where, least, most, value));
    }
  }

  private static void refuse(String text) {
    throw ApiError.client(text);
  }
}
