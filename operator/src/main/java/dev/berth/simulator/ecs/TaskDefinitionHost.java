package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses of what a task asks of the machine that it runs on: its names, its networks,
/// its devices. Source: ECS API reference, `ContainerDefinition`, `LinuxParameters`, `Volume`.
final class TaskDefinitionHost {
  private static final Set<String> NAMESPACES = Set.of("host", "task", "none");
  private static final Set<String> REQUIREMENTS = Set.of("GPU", "InferenceAccelerator");
  private static final List<String> SOURCES =
      List.of(
          "dockerVolumeConfiguration",
          "efsVolumeConfiguration",
          "fsxWindowsFileServerVolumeConfiguration",
          "host");
  private static final int LEAST_CPU = 128;
  private static final int MOST_CPU = 196_608;

  private TaskDefinitionHost() {}

  static void check(ObjectNode definition) {
    task(definition);
    containers(definition).forEach(each -> container(definition, each));
  }

  private static void task(ObjectNode definition) {
    one(definition, "ipcMode", NAMESPACES);
    one(definition, "pidMode", Set.of("host", "task"));
    var constraints = Json.items(definition, "placementConstraints");
    if (constraints.size() > 10) refuse("Too many placement constraints: at most 10 are allowed.");
    for (var each : constraints) {
      if (!Json.text(each, "type", "").equals("memberOf")) {
        refuse("Invalid placement constraint type in a task definition: use memberOf.");
      }
      required(each, "expression", "placement constraint");
    }
    for (var each : Json.items(definition, "volumes")) volume(each);
    proxy(definition);
    for (var each : Json.items(definition, "inferenceAccelerators")) {
      required(each, "deviceName", "inference accelerator");
      required(each, "deviceType", "inference accelerator");
    }
    var cpu = Integer.parseInt(Json.text(definition, "cpu", "" + LEAST_CPU));
    if (cpu < LEAST_CPU || cpu > MOST_CPU) refuse("Invalid 'cpu' setting for task: " + cpu);
    var wanted = Json.texts(definition, "requiresCompatibilities");
    if (wanted.contains("EXTERNAL") && network(definition).equals("awsvpc")) {
      refuse("External instances do not support network mode 'awsvpc'.");
    }
  }

  private static String network(ObjectNode definition) {
    return Json.text(definition, "networkMode", "bridge");
  }

  private static void volume(ObjectNode volume) {
    if (SOURCES.stream().filter(source -> Json.has(volume, source)).count() > 1) {
      refuse("Only one volume configuration is allowed: " + Json.text(volume, "name", ""));
    }
    var docker = Json.fields(volume, "dockerVolumeConfiguration");
    one(docker, "scope", Set.of("task", "shared"));
    var shared = Json.text(docker, "scope", "task").equals("shared");
    if (!shared && Json.flag(docker, "autoprovision", false)) {
      refuse("Autoprovision is only supported for volumes with the scope 'shared'.");
    }
    if (!Json.has(volume, "fsxWindowsFileServerVolumeConfiguration")) return;
    var share = Json.fields(volume, "fsxWindowsFileServerVolumeConfiguration");
    for (var member : List.of("fileSystemId", "rootDirectory", "authorizationConfig")) {
      required(share, member, "fsxWindowsFileServerVolumeConfiguration");
    }
  }

  private static void proxy(ObjectNode definition) {
    if (!Json.has(definition, "proxyConfiguration")) return;
    var proxy = Json.fields(definition, "proxyConfiguration");
    one(proxy, "type", Set.of("APPMESH"));
    var name = Json.text(proxy, "containerName", "");
    if (containers(definition).noneMatch(each -> Json.text(each, "name", "").equals(name))) {
      refuse("The proxy configuration names no container of the task: '" + name + "'.");
    }
    if (!network(definition).equals("awsvpc")) {
      refuse("A proxy configuration requires network mode 'awsvpc'.");
    }
  }

  private static Stream<ObjectNode> containers(ObjectNode definition) {
    return Json.items(definition, "containerDefinitions").stream();
  }

  private static void container(ObjectNode definition, ObjectNode container) {
    var network = network(definition);
    if (network.equals("awsvpc")) {
      if (Json.has(container, "hostname")) unsupported("Hostname");
      if (!Json.items(container, "extraHosts").isEmpty()) unsupported("Extra hosts");
    }
    if (!network.equals("bridge") && !Json.texts(container, "links").isEmpty()) {
      refuse("Links are not supported when networkMode=" + network);
    }
    if (network.equals("none") && !Json.items(container, "portMappings").isEmpty()) {
      refuse("Port mappings are not supported when networkMode=none");
    }
    for (var each : Json.items(container, "extraHosts")) {
      required(each, "hostname", "extraHosts");
      required(each, "ipAddress", "extraHosts");
    }
    for (var each : Json.items(container, "resourceRequirements")) {
      one(each, "type", REQUIREMENTS);
      required(each, "value", "resourceRequirements");
    }
    linux(Json.fields(container, "linuxParameters"));
  }

  private static void linux(ObjectNode linux) {
    for (var each : Json.items(linux, "devices")) {
      required(each, "hostPath", "devices");
      for (var permission : Json.texts(each, "permissions")) {
        if (!Set.of("read", "write", "mknod").contains(permission)) {
          refuse("Invalid device permission: " + permission);
        }
      }
    }
    for (var each : Json.items(linux, "tmpfs")) {
      required(each, "containerPath", "tmpfs");
      required(each, "size", "tmpfs");
    }
    TaskDefinitionChecks.range(linux, "swappiness", 0, 100, "swappiness");
    TaskDefinitionChecks.range(linux, "maxSwap", 0, Integer.MAX_VALUE, "maxSwap");
  }

  private static void unsupported(String what) {
    refuse(what + " is not supported on container when networkMode=awsvpc");
  }

  private static void required(ObjectNode node, String member, String where) {
    if (!Json.has(node, member)) refuse("%s should have a value in %s.".formatted(member, where));
  }

  private static void one(ObjectNode node, String member, Set<String> values) {
    if (!Json.has(node, member)) return;
    var value = Json.text(node, member, "");
    if (!values.contains(value)) refuse("Invalid %s: %s".formatted(member, value));
  }

  private static void refuse(String text) {
    throw ApiError.client(text);
  }
}
