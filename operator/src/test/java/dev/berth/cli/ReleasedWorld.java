package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a simulated account holds after so many releases of the example system, each rolled out
/// once, whatever became of the processes that did it.
///
/// @param services by name
/// @param runs of the migrations job: the attempt, and how and by which task it ended
record ReleasedWorld(SortedMap<String, Told> services, List<String> runs) {
  private static final List<String> TAGGED =
      List.of(
          "tracecat-agent-executor",
          "tracecat-api",
          "tracecat-executor",
          "tracecat-ui",
          "tracecat-worker");

  /// @param revisions how many of the family
  /// @param deployments the outcomes of its service deployments
  record Told(int revisions, List<String> deployments, String tasks, String applied) {}

  /// One revision and one attempt of the Job for each release, and each has succeeded. An attempt
  /// has one task, as its token is the same whoever asks.
  static ReleasedWorld after(int releases) {
    var services = new TreeMap<String, Told>();
    for (var name : TAGGED) services.put(name, told(releases, name));
    for (var name : List.of("temporal", "temporal-ui", "tracecat-caddy")) {
      services.put(name, told(1, name));
    }
    var runs =
        IntStream.rangeClosed(1, releases)
            .mapToObj(run -> run + ".1 succeeded " + run + ".1")
            .toList();
    return new ReleasedWorld(services, runs);
  }

  private static Told told(int revisions, String name) {
    int tasks = List.of("tracecat-api", "tracecat-worker").contains(name) ? 2 : 1;
    var outcomes = Stream.generate(() -> "SUCCESSFUL").limit(revisions).toList();
    return new Told(revisions, outcomes, tasks + "/" + tasks, ":" + revisions);
  }

  /// @param world the simulator's dump
  static ReleasedWorld of(JsonNode world) {
    var found = new TreeMap<String, Told>();
    world
        .at("/ecs/clusters")
        .forEach(cluster -> {
          for (var service : cluster.get("services")) {
            found.put(service.get("serviceName").asString(), told(world, service));
          }
        });
    return new ReleasedWorld(found, runs(world));
  }

  private static List<String> runs(JsonNode world) {
    var found = new ArrayList<String>();
    for (var revision : revisions(world, "TracecatMigrationsTaskDefinition")) {
      var tags = new TreeMap<String, String>();
      revision
          .get("tags")
          .forEach(tag -> tags.put(tag.get("key").asString(), tag.get("value").asString()));
      var attempt = tags.getOrDefault("berth:attempt", "").replaceAll("@.*", "");
      found.add(attempt + " " + outcome(tags.getOrDefault("berth:outcome", "")));
    }
    return found;
  }

  private static String outcome(String tag) {
    var parts = List.of(tag.split("/"));
    return parts.size() > 4 ? parts.getFirst() + " " + parts.get(4) : "none yet";
  }

  private static Told told(JsonNode world, JsonNode service) {
    var arn = service.get("taskDefinition").asString();
    var revision = arn.substring(arn.lastIndexOf('/') + 1);
    var family = revision.substring(0, revision.indexOf(':'));
    var outcomes = new ArrayList<String>();
    for (var each : service.get("serviceDeployments")) outcomes.add(each.get("status").asString());
    var applied = new ArrayList<String>();
    for (var tag : service.get("tags")) {
      var value = tag.get("value").asString();
      if (tag.get("key").asString().equals("berth:applied") && value.endsWith("/" + revision)) {
        applied.add(revision.substring(family.length()));
      }
    }
    return new Told(
        revisions(world, family).size(),
        outcomes,
        service.get("runningCount").asInt() + "/" + service.get("desiredCount").asInt(),
        String.join(" ", applied));
  }

  private static List<JsonNode> revisions(JsonNode world, String family) {
    var found = new ArrayList<JsonNode>();
    for (var each : world.get("taskDefinitions").properties()) {
      if (each.getKey().endsWith("/" + family)) each.getValue().forEach(found::add);
    }
    return found;
  }
}
