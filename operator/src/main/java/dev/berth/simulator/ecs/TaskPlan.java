package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Makes tasks of task definitions: containers with what is to become of them, a network interface,
/// tags. Nothing is started here.
final class TaskPlan {
  private static final String NO_FARGATE =
      "Capacity is unavailable at this time. Please try again later or in a different availability"
          + " zone";

  private final World world;

  TaskPlan(World world) {
    this.world = world;
  }

  Task of(Service service, Deployment deployment) {
    var definition = world.definition(deployment.definition());
    var spec = service.spec.deepCopy();
    deployment
        .revision
        .spec()
        .properties()
        .forEach(each -> spec.set(each.getKey(), each.getValue()));
    spec.put("group", "service:" + service.name).put("startedBy", deployment.id);
    var provider = CapacityProviders.choose(service, spec);
    if (!provider.isEmpty()) spec.put("capacityProviderName", provider);
    var task =
        task(service.cluster, definition, spec, Optional.of(service), Optional.of(deployment));
    tag(task, service);
    return task;
  }

  /// @param spec as a RunTask call has it, its defaults filled
  Task of(Cluster cluster, TaskDefinition definition, ObjectNode spec) {
    return task(cluster, definition, spec, Optional.empty(), Optional.empty());
  }

  /// Why there is no place for a task.
  ///
  /// @param event what a service tells of it
  /// @param failure what RunTask answers
  record Refusal(String event, ObjectNode failure) {}

  /// Empty when there is one. Source: ECS developer guide, "Amazon ECS service event messages" and
  /// "API failure reasons".
  Optional<Refusal> refusal(Task task) {
    var refused =
        task.containers.stream()
            .flatMap(each -> each.effects.stream())
            .anyMatch(effect -> effect instanceof Effect.NoCapacity);
    if (!refused) return Optional.empty();
    if (task.instance.isEmpty()) {
      var failure = Json.object().put("reason", NO_FARGATE);
      return Optional.of(new Refusal(". Reason: " + NO_FARGATE + ".", failure));
    }
    var event =
        " because no container instance met all of its requirements. The closest matching"
            + " (container-instance %s) has insufficient memory available."
                .formatted(Arns.last(task.instance));
    var failure = Json.object().put("arn", task.instance).put("reason", "RESOURCE:MEMORY");
    return Optional.of(new Refusal(event, failure));
  }

  private Task task(
      Cluster cluster,
      TaskDefinition definition,
      ObjectNode spec,
      Optional<Service> service,
      Optional<Deployment> deployment) {
    var id = world.ids().hex(32);
    var network = network(cluster, spec);
    var task = new Task(cluster, id, definition, spec, network, service, deployment);
    if (!Instances.fargate(spec)) task.instance = Instances.place(task);
    for (var each : Json.items(definition.definition(), "containerDefinitions")) {
      task.containers.add(container(task, Overrides.applied(each, spec)));
    }
    if (service.isPresent() && Connect.enabled(spec)) {
      var proxy = Json.object().put("name", "ecs-service-connect-" + world.ids().nanoid(5));
      task.containers.add(container(task, proxy.put("essential", true)));
    }
    return task;
  }

  private Container container(Task task, ObjectNode definition) {
    var name = Json.text(definition, "name", "");
    var arn = Arns.of(task.cluster, "container", task.id + "/" + world.ids().uuid());
    var environment = new TreeMap<String, String>();
    for (var each : Json.items(definition, "environment")) {
      environment.put(Json.text(each, "name", ""), Json.text(each, "value", ""));
    }
    var pairs = new ArrayList<String>();
    environment.forEach((key, value) -> pairs.add(key + "=" + value));
    var subject =
        new OutcomeRule.Subject(
            task.definition.family(),
            task.definition.revision(),
            task.service.map(service -> service.name).orElse(""),
            name,
            Json.text(definition, "image", ""),
            List.copyOf(pairs));
    var proxy = !Json.has(definition, "image");
    List<Effect> effects = proxy ? List.of() : world.script().outcomes().effects(subject);
    var runtimeId = task.id + "-" + world.ids().digits(10);
    return new Container(name, arn, runtimeId, definition, effects);
  }

  private Task.Interface network(Cluster cluster, ObjectNode spec) {
    var vpc = Json.fields(Json.fields(spec, "networkConfiguration"), "awsvpcConfiguration");
    var subnets = Json.texts(vpc, "subnets");
    var turn = world.ids().number(Math.max(1, subnets.size()));
    var subnet = subnets.isEmpty() ? "" : subnets.get(turn);
    var zone = cluster.owner.region() + (char) ('a' + turn % 3);
    var ids = world.ids();
    var address = "10.0.%d.%d".formatted(ids.number(256), 4 + ids.number(250));
    var mac = new StringBuilder("0a");
    for (var i = 0; i < 5; i++) mac.append(':').append(ids.hex(2));
    return new Task.Interface(
        ids.uuid(), "eni-" + ids.hex(17), mac.toString(), address, subnet, zone);
  }

  /// Source: ECS developer guide, "Tagging Amazon ECS resources".
  private static void tag(Task task, Service service) {
    switch (Json.text(task.spec, "propagateTags", "NONE")) {
      case "SERVICE" -> task.tags.putAll(service.tags);
      case "TASK_DEFINITION" -> task.tags.putAll(task.definition.tags());
      default -> {}
    }
    if (Json.flag(task.spec, "enableECSManagedTags", false)) {
      task.tags.put("aws:ecs:clusterName", service.cluster.name);
      task.tags.put("aws:ecs:serviceName", service.name);
    }
  }
}
