package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What ECS fills in when it registers a definition, so that what comes back differs from what went
/// in. What is not named here stays as it was sent; an absent member stays absent. Source: ECS API
/// reference (`ContainerDefinition`), and recorded answers.
final class TaskDefinitionDefaults {
  private static final List<String> CONTAINER_LISTS =
      List.of("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls");

  private TaskDefinitionDefaults() {}

  static ObjectNode fill(ObjectNode input, String account, Switches switches) {
    var definition = (ObjectNode) withoutNulls(input);
    definition.remove("tags");
    if (Json.has(definition, "cpu")) {
      definition.put("cpu", "" + TaskDefinitionSize.cpu(Json.text(definition, "cpu", "")));
    }
    if (Json.has(definition, "memory")) {
      definition.put("memory", "" + TaskDefinitionSize.memory(Json.text(definition, "memory", "")));
    }
    if (!switches.turned(Switch.ROLE_NAMES)) {
      role(definition, "taskRoleArn", account);
      role(definition, "executionRoleArn", account);
    }
    listIfAbsent(definition, "volumes");
    Json.items(definition, "volumes").forEach(TaskDefinitionDefaults::volume);
    listIfAbsent(definition, "placementConstraints");
    flagIfAbsent(definition, "enableFaultInjection", "false");
    if (Json.has(definition, "proxyConfiguration")) {
      textIfAbsent(Json.fields(definition, "proxyConfiguration"), "type", "APPMESH");
    }
    var network = Json.text(definition, "networkMode", "bridge");
    Json.items(definition, "containerDefinitions")
        .forEach(c -> {
          container(c, network);
          if (!switches.turned(Switch.RESTART_PERIOD)) restarts(c);
        });
    return definition;
  }

  private static void role(ObjectNode definition, String member, String account) {
    var role = Json.text(definition, member, "");
    if (role.isEmpty() || role.startsWith("arn:")) return;
    definition.put(member, "arn:aws:iam::" + account + ":role/" + role);
  }

  private static void volume(ObjectNode volume) {
    if (Json.has(volume, "efsVolumeConfiguration")) {
      textIfAbsent(Json.fields(volume, "efsVolumeConfiguration"), "rootDirectory", "/");
      return;
    }
    if (Json.has(volume, "dockerVolumeConfiguration")) {
      var docker = Json.fields(volume, "dockerVolumeConfiguration");
      textIfAbsent(docker, "scope", "task");
      textIfAbsent(docker, "driver", "local");
      if (Json.text(docker, "scope", "").equals("shared")) {
        flagIfAbsent(docker, "autoprovision", "false");
      }
    }
    if (volume.size() == 1) volume.set("host", Json.object());
  }

  private static void container(ObjectNode container, String network) {
    if (!Json.has(container, "cpu")) container.put("cpu", 0);
    flagIfAbsent(container, "essential", "true");
    if (Json.has(container, "firelensConfiguration")) textIfAbsent(container, "user", "0");
    CONTAINER_LISTS.forEach(member -> listIfAbsent(container, member));
    Json.items(container, "portMappings").forEach(mapping -> port(mapping, network));
    if (Json.has(container, "healthCheck")) {
      var check = Json.fields(container, "healthCheck");
      numberIfAbsent(check, "interval", 30);
      numberIfAbsent(check, "timeout", 5);
      numberIfAbsent(check, "retries", 3);
    }
    var linux = Json.fields(container, "linuxParameters");
    if (Json.has(linux, "capabilities")) {
      listIfAbsent(Json.fields(linux, "capabilities"), "add");
      listIfAbsent(Json.fields(linux, "capabilities"), "drop");
    }
  }

  private static void restarts(ObjectNode container) {
    if (!Json.has(container, "restartPolicy")) return;
    numberIfAbsent(Json.fields(container, "restartPolicy"), "restartAttemptPeriod", 300);
  }

  private static void port(ObjectNode mapping, String network) {
    if (Json.text(mapping, "protocol", "").isEmpty()) mapping.put("protocol", "tcp");
    if (!Json.has(mapping, "containerPort")) return;
    var inner = Json.integer(mapping, "containerPort", 0);
    var own = network.equals("awsvpc") || network.equals("host");
    if (Json.integer(mapping, "hostPort", 0) == 0) mapping.put("hostPort", own ? inner : 0);
  }

  private static void listIfAbsent(ObjectNode node, String member) {
    if (!Json.has(node, member)) node.set(member, Json.array());
  }

  private static void textIfAbsent(ObjectNode node, String member, String value) {
    if (!Json.has(node, member)) node.put(member, value);
  }

  private static void numberIfAbsent(ObjectNode node, String member, int value) {
    if (!Json.has(node, member)) node.put(member, value);
  }

  private static void flagIfAbsent(ObjectNode node, String member, String value) {
    if (!Json.has(node, member)) node.put(member, Boolean.parseBoolean(value));
  }

  /// An explicit null is what an absent member is.
  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var copy = Json.object();
      for (var entry : object.properties()) {
        if (!entry.getValue().isNull()) copy.set(entry.getKey(), withoutNulls(entry.getValue()));
      }
      return copy;
    }
    if (!(node instanceof ArrayNode list)) return node;
    var copy = Json.array();
    list.forEach(item -> copy.add(withoutNulls(item)));
    return copy;
  }
}
