package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What ECS computes from a definition: where it could run and what that takes. The order of the
/// attributes means nothing.
final class TaskDefinitionTraits {
  private static final String CAPABILITY = "com.amazonaws.ecs.capability.";

  private TaskDefinitionTraits() {}

  static ArrayNode compatibilities(ObjectNode definition, Switches switches) {
    if (!Json.text(definition, "networkMode", "bridge").equals("awsvpc")) {
      return Json.array().add("EXTERNAL").add("EC2");
    }
    var found = Json.array().add("EC2");
    if (TaskDefinitionFargate.refusal(definition, switches).isEmpty()) found.add("FARGATE");
    return found.add("MANAGED_INSTANCES");
  }

  static List<String> attributes(ObjectNode definition) {
    var found = new TreeSet<String>();
    found.add(CAPABILITY + "docker-remote-api.1.18");
    if (Json.text(definition, "networkMode", "bridge").equals("awsvpc")) {
      found.add("ecs.capability.task-eni");
    }
    if (Json.has(definition, "taskRoleArn")) found.add(CAPABILITY + "task-iam-role");
    for (var container : Json.items(definition, "containerDefinitions"))
      container(container, found);
    for (var volume : Json.items(definition, "volumes")) {
      if (Json.has(volume, "efsVolumeConfiguration")) found.add("ecs.capability.efs");
    }
    return List.copyOf(found);
  }

  private static void container(ObjectNode container, TreeSet<String> found) {
    var driver = Json.text(Json.fields(container, "logConfiguration"), "logDriver", "");
    if (driver.equals("awslogs")) {
      found.add(CAPABILITY + "logging-driver.awslogs");
      found.add(CAPABILITY + "docker-remote-api.1.19");
      found.add("ecs.capability.execution-role-awslogs");
    }
    if (Json.text(container, "image", "").contains(".dkr.ecr.")) {
      found.add(CAPABILITY + "ecr-auth");
      found.add("ecs.capability.execution-role-ecr-pull");
    }
    if (Json.has(container, "healthCheck")) found.add("ecs.capability.container-health-check");
    if (!Json.items(container, "dependsOn").isEmpty()) {
      found.add("ecs.capability.container-ordering");
    }
    if (!Json.items(container, "environmentFiles").isEmpty()) {
      found.add("ecs.capability.env-files.s3");
    }
    for (var secret : Json.items(container, "secrets")) {
      var kind = Json.text(secret, "valueFrom", "").contains(":secretsmanager:") ? "asm" : "ssm";
      found.add("ecs.capability.secrets." + kind + ".environment-variables");
    }
  }
}
