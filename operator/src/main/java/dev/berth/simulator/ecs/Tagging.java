package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Tags of whatever has an ARN.
final class Tagging {
  private static final int MOST = 50;

  private final World world;

  Tagging(World world) {
    this.world = world;
  }

  /// What carries tags.
  private sealed interface Target {
    record OfCluster(Cluster cluster) implements Target {}

    record OfService(Service service) implements Target {}

    record OfTask(Task task) implements Target {}

    record OfDefinition(TaskDefinition definition) implements Target {}

    record OfProvider(ObjectNode provider) implements Target {}
  }

  ObjectNode tag(ObjectNode input) {
    var target = target(input);
    var tags = Tags.read(Json.items(input, "tags"));
    var merged = new TreeMap<>(tags(target));
    merged.putAll(tags);
    if (merged.size() > MOST) {
      throw ApiError.of("LimitExceededException", "The maximum number of tags is " + MOST + ".");
    }
    world.delays().changes(arn(target), tags(target), world.now());
    switch (target) {
      case Target.OfCluster(var cluster) -> cluster.tags = merged;
      case Target.OfService(var service) -> service.tags = merged;
      case Target.OfTask(var task) -> task.tags = merged;
      case Target.OfDefinition(var definition) -> world.definitions().tag(definition.arn(), tags);
      case Target.OfProvider(var provider) -> provider.set("tags", Tags.write(merged));
    }
    return Json.object();
  }

  ObjectNode untag(ObjectNode input) {
    var target = target(input);
    var keys = Json.texts(input, "tagKeys");
    world.delays().changes(arn(target), tags(target), world.now());
    switch (target) {
      case Target.OfCluster(var cluster) -> cluster.tags.keySet().removeAll(keys);
      case Target.OfService(var service) -> service.tags.keySet().removeAll(keys);
      case Target.OfTask(var task) -> task.tags.keySet().removeAll(keys);
      case Target.OfDefinition(var definition) -> world.definitions().untag(definition.arn(), keys);
      case Target.OfProvider(var provider) -> {
        var rest = new TreeMap<>(tags(target));
        rest.keySet().removeAll(keys);
        provider.set("tags", Tags.write(rest));
      }
    }
    return Json.object();
  }

  ObjectNode list(ObjectNode input) {
    var arn = Json.text(input, "resourceArn", "");
    var tags =
        Json.items(
            Json.object().set("tags", Tags.write(world.tags(arn, tags(target(input))))), "tags");
    world.ids().shuffle(arn, tags);
    var answer = Json.object();
    answer.putArray("tags").addAll(tags);
    return answer;
  }

  private static String arn(Target target) {
    return switch (target) {
      case Target.OfCluster(var cluster) -> cluster.arn;
      case Target.OfService(var service) -> service.arn;
      case Target.OfTask(var task) -> task.arn;
      case Target.OfDefinition(var definition) -> definition.arn();
      case Target.OfProvider(var provider) -> Json.text(provider, "capacityProviderArn", "");
    };
  }

  private static SortedMap<String, String> tags(Target target) {
    return switch (target) {
      case Target.OfCluster(var cluster) -> cluster.tags;
      case Target.OfService(var service) -> service.tags;
      case Target.OfTask(var task) -> task.tags;
      case Target.OfDefinition(var definition) -> definition.tags();
      case Target.OfProvider(var provider) -> Tags.read(Json.items(provider, "tags"));
    };
  }

  private Target target(ObjectNode input) {
    var arn = Json.text(input, "resourceArn", "");
    var sections = arn.split(":", 6);
    if (sections.length < 6 || !sections[2].equals("ecs")) {
      throw ApiError.invalidParameter("Invalid ARN: '" + arn + "'.");
    }
    var parts = List.of(sections[5].split("/"));
    if (parts.getFirst().equals("task-definition")) {
      return world
          .definitions()
          .find(arn)
          .<Target>map(Target.OfDefinition::new)
          .orElseThrow(Tagging::missing);
    }
    var prefix = arn.substring(0, arn.length() - sections[5].length());
    if (parts.getFirst().equals("cluster")) {
      return new Target.OfCluster(cluster(arn));
    }
    if (parts.getFirst().equals("capacity-provider")) {
      var provider = world.providers().find(arn).<Target>map(Target.OfProvider::new);
      return provider.orElseThrow(Tagging::missing);
    }
    if (parts.size() != 3) {
      throw ApiError.invalidParameter("Long arn format must be used for tagging operations");
    }
    return inside(cluster(prefix + "cluster/" + parts.get(1)), parts.getFirst(), arn);
  }

  private static Target inside(Cluster cluster, String type, String arn) {
    return switch (type) {
      case "service" -> new Target.OfService(service(cluster, arn));
      case "task" -> new Target.OfTask(Tasks.find(cluster, arn).orElseThrow(Tagging::missing));
      default -> throw missing();
    };
  }

  private static Service service(Cluster cluster, String arn) {
    var service = World.service(cluster, arn).orElseThrow(Tagging::missing);
    if (service.status != Service.Status.INACTIVE) return service;
    throw ApiError.invalidParameter(
        "The specified service is inactive. Specify an active service and try again.");
  }

  private Cluster cluster(String arn) {
    var cluster = world.clusters().get(arn);
    if (cluster != null && cluster.active()) return cluster;
    throw ApiError.of("ClusterNotFoundException", "Cluster not found.");
  }

  private static ApiError missing() {
    return ApiError.of("ResourceNotFoundException", "The specified resource was not found.");
  }
}
