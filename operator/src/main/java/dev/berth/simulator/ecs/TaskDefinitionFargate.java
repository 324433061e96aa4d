package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What Fargate cannot run, in ECS's words. Source: ECS developer guide, "Task definition
/// differences for Fargate".
final class TaskDefinitionFargate {
  private static final List<String> FORBIDDEN =
      List.of(
          "disableNetworking",
          "dnsSearchDomains",
          "dnsServers",
          "dockerSecurityOptions",
          "extraHosts",
          "links",
          "privileged");
  private static final List<String> FORBIDDEN_LINUX =
      List.of("devices", "sharedMemorySize", "tmpfs", "maxSwap", "swappiness");
  private static final Set<String> LOG_DRIVERS = Set.of("awslogs", "splunk", "awsfirelens");

  private TaskDefinitionFargate() {}

  /// Why Fargate refuses it; empty when it does not.
  static Optional<String> refusal(ObjectNode definition, Switches switches) {
    try {
      task(definition, switches);
      for (var container : Json.items(definition, "containerDefinitions")) {
        container(definition, container);
      }
      return Optional.empty();
    } catch (ApiError e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void task(ObjectNode definition, Switches switches) {
    if (!Json.text(definition, "networkMode", "").equals("awsvpc")) {
      refuse("Fargate only supports network mode 'awsvpc'.");
    }
    for (var member : List.of("cpu", "memory")) {
      if (!Json.has(definition, member)) {
        refuse("Fargate requires that '%s' be defined at the task level.".formatted(member));
      }
    }
    var size =
        new TaskDefinitionSize(
            TaskDefinitionSize.cpu(Json.text(definition, "cpu", "")),
            TaskDefinitionSize.memory(Json.text(definition, "memory", "")));
    var large = size.large() && switches.turned(Switch.FARGATE_32768);
    var fits = size.fargate() && (!windows(definition) || size.windows());
    if (!fits && !large) refuse(size.refusal(switches));
    var storage = Json.fields(definition, "ephemeralStorage");
    var gigabytes = Json.integer(storage, "sizeInGiB", 21);
    if (gigabytes < 21) refuse("EphemeralStorage size should be at least 21");
    if (gigabytes > 200) refuse("EphemeralStorage size should be at most 200");
    if (!Json.items(definition, "placementConstraints").isEmpty())
      unsupported("placement constraints");
    if (Json.has(definition, "ipcMode")) unsupported("ipcMode");
    if (!Json.items(definition, "inferenceAccelerators").isEmpty()) {
      unsupported("inference accelerators");
    }
    if (!Json.text(definition, "pidMode", "task").equals("task")) unsupported("this pidMode");
    volumes(definition);
  }

  private static boolean windows(ObjectNode definition) {
    var platform = Json.fields(definition, "runtimePlatform");
    return Json.text(platform, "operatingSystemFamily", "LINUX").startsWith("WINDOWS");
  }

  private static void volumes(ObjectNode definition) {
    for (var volume : Json.items(definition, "volumes")) {
      if (Json.has(volume, "dockerVolumeConfiguration")) {
        unsupported("dockerVolumeConfiguration");
      }
      if (Json.has(volume, "fsxWindowsFileServerVolumeConfiguration")) {
        unsupported("fsxWindowsFileServerVolumeConfiguration");
      }
      if (Json.has(Json.fields(volume, "host"), "sourcePath")) unsupported("sourcePath");
    }
  }

  private static void container(ObjectNode definition, ObjectNode container) {
    FORBIDDEN.stream().filter(member -> present(container, member)).forEach(m -> unsupported(m));
    var linux = Json.fields(container, "linuxParameters");
    FORBIDDEN_LINUX.stream().filter(member -> present(linux, member)).forEach(m -> unsupported(m));
    for (var added : Json.texts(Json.fields(linux, "capabilities"), "add")) {
      if (!added.equals("SYS_PTRACE")) unsupported("the capability " + added);
    }
    for (var requirement : Json.items(container, "resourceRequirements")) {
      unsupported(Json.text(requirement, "type", ""));
    }
    TaskDefinitionChecks.range(container, "startTimeout", 2, 120, "startTimeout");
    TaskDefinitionChecks.range(container, "stopTimeout", 2, 120, "stopTimeout");
    log(definition, container);
    if (image(container) && !Json.has(definition, "executionRoleArn")) {
      refuse("Fargate requires task definition to have execution role ARN to support ECR images.");
    }
  }

  private static void log(ObjectNode definition, ObjectNode container) {
    if (!Json.has(container, "logConfiguration")) return;
    var driver = Json.text(Json.fields(container, "logConfiguration"), "logDriver", "");
    if (!LOG_DRIVERS.contains(driver)) unsupported("the log driver " + driver);
    if (driver.equals("awslogs") && !Json.has(definition, "executionRoleArn")) {
      refuse(
          "Fargate requires task definition to have execution role ARN to support log driver"
              + " awslogs.");
    }
  }

  private static boolean image(ObjectNode container) {
    return Json.text(container, "image", "").matches("\\d{12}\\.dkr\\.ecr\\..*");
  }

  /// An empty list and a plain no are what an absent member is.
  private static boolean present(ObjectNode node, String member) {
    if (!Json.has(node, member)) return false;
    var value = node.get(member);
    if (value.isBoolean()) return value.booleanValue();
    return !value.isContainer() || !value.isEmpty();
  }

  private static void unsupported(String what) {
    refuse("Fargate compatible task definitions do not support " + what);
  }

  private static void refuse(String text) {
    throw ApiError.client(text);
  }
}
