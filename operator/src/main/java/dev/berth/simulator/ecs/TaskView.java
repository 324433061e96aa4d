package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A task as DescribeTasks answers it.
final class TaskView {
  private static final int EPHEMERAL = 32_768;

  private final World world;
  private final Commands commands;

  TaskView(World world) {
    this.world = world;
    this.commands = new Commands(world);
  }

  static String image(Container container) {
    return Json.text(container.definition, "image", "");
  }

  /// No registry is asked: a digest stands for the name of its image.
  static String digest(String image) {
    var digest = new StringBuilder("sha256:");
    for (var part = 0; part < 2; part++) {
      var bytes = (part + image).getBytes(StandardCharsets.UTF_8);
      digest.append(UUID.nameUUIDFromBytes(bytes).toString().replace("-", ""));
    }
    return digest.toString();
  }

  ObjectNode withTags(Task task) {
    var shown = of(task);
    var tags = new ArrayList<ObjectNode>();
    Tags.write(world.tags(task.arn, task.tags)).forEach(each -> tags.add((ObjectNode) each));
    world.ids().shuffle(task.arn, tags);
    shown.putArray("tags").addAll(tags);
    return shown;
  }

  ObjectNode of(Task task) {
    var shown = Json.object().put("taskArn", task.arn).put("clusterArn", task.cluster.arn);
    shown.put("taskDefinitionArn", task.definition.arn());
    shown.put("lastStatus", task.status.name());
    shown.put("desiredStatus", task.stopping ? "STOPPED" : "RUNNING");
    shown.put("version", task.version);
    shown.put("healthStatus", task.health().name());
    place(shown, task);
    for (var member : new String[] {"group", "startedBy", "capacityProviderName"}) {
      if (Json.has(task.spec, member)) shown.set(member, task.spec.get(member));
    }
    shown.put("enableExecuteCommand", Json.flag(task.spec, "enableExecuteCommand", false));
    task.times.forEach((name, time) -> shown.put(name, Json.epoch(time)));
    if (task.times.containsKey("connectivityAt")) shown.put("connectivity", "CONNECTED");
    if (!task.stopCode.isEmpty()) {
      shown.put("stopCode", task.stopCode).put("stoppedReason", task.stoppedReason);
    }
    var containers = shown.putArray("containers");
    task.containers.forEach(each -> containers.add(container(task, each)));
    overrides(shown, task);
    shown.putArray("tags");
    return shown;
  }

  private static void place(ObjectNode shown, Task task) {
    shown.put("launchType", Instances.launchType(task.spec));
    shown.put("availabilityZone", task.network.zone());
    for (var member : new String[] {"cpu", "memory"}) {
      var value = task.definition.definition().get(member);
      if (value != null) shown.set(member, value);
    }
    if (task.instance.isEmpty()) fargate(shown, task);
    else shown.put("containerInstanceArn", task.instance);
    var platform = Json.fields(task.definition.definition(), "runtimePlatform");
    var arm = Json.text(platform, "cpuArchitecture", "X86_64").equals("ARM64");
    shown
        .putArray("attributes")
        .addObject()
        .put("name", "ecs.cpu-architecture")
        .put("value", arm ? "arm64" : "x86_64");
    var attachments = shown.putArray("attachments");
    if (task.networked()) attachment(attachments, task);
    task.containers.stream()
        .filter(each -> image(each).isEmpty())
        .forEach(each -> proxy(attachments, task, each));
  }

  private static void fargate(ObjectNode shown, Task task) {
    shown.put("platformFamily", "Linux");
    shown.put("platformVersion", ServiceView.platform(task.spec));
    var storage = Json.fields(task.definition.definition(), "ephemeralStorage");
    var size = Json.integer(storage, "sizeInGiB", 20);
    shown.putObject("ephemeralStorage").put("sizeInGiB", size);
    shown.putObject("fargateEphemeralStorage").put("sizeInGiB", size);
  }

  private static void attachment(ArrayNode attachments, Task task) {
    var attachment = attachments.addObject().put("id", task.network.attachment());
    attachment.put("type", "ElasticNetworkInterface").put("status", attached(task.status));
    var details = attachment.putArray("details");
    detail(details, "subnetId", task.network.subnet());
    if (task.status == TaskStatus.PROVISIONING) return;
    detail(details, "networkInterfaceId", task.network.id());
    detail(details, "macAddress", task.network.mac());
    var host = "ip-" + task.network.address().replace('.', '-');
    detail(details, "privateDnsName", host + ".ec2.internal");
    detail(details, "privateIPv4Address", task.network.address());
  }

  /// Service Connect's container, which no definition has.
  private static void proxy(ArrayNode attachments, Task task, Container container) {
    var id = UUID.nameUUIDFromBytes(container.arn.getBytes(StandardCharsets.UTF_8)).toString();
    var attachment = attachments.addObject().put("id", id);
    attachment.put("type", "Service Connect").put("status", attached(task.status));
    detail(attachment.putArray("details"), "ContainerName", container.name);
  }

  private static String attached(TaskStatus status) {
    return switch (status) {
      case PROVISIONING -> "PRECREATED";
      case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
      case DEPROVISIONING -> "DETACHING";
      case STOPPED -> "DELETED";
    };
  }

  private static void detail(ArrayNode details, String name, String value) {
    details.addObject().put("name", name).put("value", value);
  }

  private ObjectNode container(Task task, Container container) {
    var shown = Json.object().put("containerArn", container.arn).put("taskArn", task.arn);
    shown.put("name", container.name).put("lastStatus", container.status.name());
    shown.put("healthStatus", container.health.name());
    shown.put("cpu", "" + Json.integer(container.definition, "cpu", 0));
    for (var member : new String[] {"memory", "memoryReservation"}) {
      if (!Json.has(container.definition, member)) continue;
      shown.put(member, "" + Json.integer(container.definition, member, 0));
    }
    if (!image(container).isEmpty()) shown.put("image", image(container));
    if (container.run > 0) {
      shown.put("runtimeId", container.runtimeId());
      if (!image(container).isEmpty()) shown.put("imageDigest", digest(image(container)));
    }
    commands.tell(shown, task, container);
    container.exitCode.ifPresent(code -> shown.put("exitCode", code));
    if (!container.reason.isEmpty()) shown.put("reason", container.reason);
    var bindings = shown.putArray("networkBindings");
    var interfaces = shown.putArray("networkInterfaces");
    if (!task.networked()) {
      if (container.run > 0) bindings(bindings, container);
    } else if (task.status != TaskStatus.PROVISIONING) {
      var one = interfaces.addObject().put("attachmentId", task.network.attachment());
      one.put("privateIpv4Address", task.network.address());
    }
    return shown;
  }

  /// A host port of 0 is one that the instance chooses.
  private static void bindings(ArrayNode bindings, Container container) {
    for (var each : Json.items(container.definition, "portMappings")) {
      if (!Json.has(each, "containerPort")) continue;
      var inner = Json.integer(each, "containerPort", 0);
      var chosen = EPHEMERAL + Math.floorMod(container.runtimeId().hashCode(), EPHEMERAL);
      var outer = Json.integer(each, "hostPort", 0);
      var binding = bindings.addObject().put("bindIP", "0.0.0.0").put("containerPort", inner);
      binding.put("hostPort", outer == 0 ? chosen : outer);
      binding.put("protocol", Json.text(each, "protocol", "tcp"));
    }
  }

  private static void overrides(ObjectNode shown, Task task) {
    var overrides = Json.fields(task.spec, "overrides").deepCopy();
    if (!Json.has(overrides, "containerOverrides")) {
      var list = overrides.putArray("containerOverrides");
      task.containers.forEach(each -> list.addObject().put("name", each.name));
    }
    overrides.putArray("inferenceAcceleratorOverrides");
    shown.set("overrides", overrides);
  }
}
