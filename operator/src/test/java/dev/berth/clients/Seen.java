package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What became of a world that a client worked on: short enough to be read in a test, and whole.
public final class Seen {
  private final JsonNode world;

  private Seen(JsonNode world) {
    this.world = world;
  }

  public static Seen of(Simulator simulator) {
    return new Seen(simulator.dump());
  }

  /// By cluster and name: `web/api ACTIVE web-api:2 2/2 SUCCESSFUL SUCCESSFUL`, the oldest
  /// deployment first.
  public List<String> services() {
    return clusters().flatMap(Seen::services).toList();
  }

  private Stream<JsonNode> clusters() {
    return world.path("ecs").path("clusters").valueStream();
  }

  private static Stream<String> services(JsonNode cluster) {
    var name = cluster.path("clusterName").asString();
    return cluster.path("services").valueStream().map(each -> name + "/" + service(each));
  }

  private static String service(JsonNode service) {
    var revision = service.path("taskDefinition").asString();
    var deployments = service.path("serviceDeployments").valueStream();
    return "%s %s %s %d/%d %s"
        .formatted(
            service.path("serviceName").asString(),
            service.path("status").asString(),
            revision.substring(revision.lastIndexOf('/') + 1),
            service.path("runningCount").asInt(),
            service.path("desiredCount").asInt(),
            String.join(" ", deployments.map(each -> each.path("status").asString()).toList()));
  }

  /// Each cluster and its status.
  public SortedMap<String, String> clusterStatus() {
    var seen = new TreeMap<String, String>();
    clusters()
        .forEach(
            each -> seen.put(each.path("clusterName").asString(), each.path("status").asString()));
    return seen;
  }

  /// Each revision and its status.
  public SortedMap<String, String> revisions() {
    var seen = new TreeMap<String, String>();
    for (var family : world.path("taskDefinitions")) {
      for (var each : family) {
        var revision = each.path("taskDefinition");
        var arn = revision.path("taskDefinitionArn").asString();
        seen.put(arn.substring(arn.lastIndexOf('/') + 1), revision.path("status").asString());
      }
    }
    return seen;
  }

  /// How much there is beside ECS, by kind; nothing of which there is none.
  public SortedMap<String, Integer> beside() {
    var seen = new TreeMap<String, Integer>();
    for (var part : List.of("cloudMap", "loadBalancing", "surroundings")) {
      world.path(part).properties().forEach(each -> count(seen, each.getKey(), each.getValue()));
    }
    count(seen, "scalableTargets", world.path("autoScaling"));
    seen.remove("eventRules"); // an account has its default bus from the beginning
    return seen;
  }

  private static void count(SortedMap<String, Integer> seen, String kind, JsonNode things) {
    if (!things.isEmpty()) seen.merge(kind, things.size(), Integer::sum);
  }

  /// Every refusal, as `Operation Code`. A call that was not answered at all fails the test.
  public static List<String> refusals(Simulator simulator) {
    var log = simulator.callLog();
    assertThat(log.total()).as("calls that crashed").isEqualTo(log.calls().size());
    return log.calls().stream()
        .filter(call -> !call.error().isEmpty())
        .map(Seen::refusal)
        .distinct()
        .sorted()
        .toList();
  }

  private static String refusal(Call call) {
    return call.operation() + " " + call.error();
  }

  /// Waits until all services are what they are to be, on a clock that runs by itself.
  public static void settle(Simulator simulator) {
    var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < until) {
      if (of(simulator).settled()) return;
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("not settled: " + of(simulator).services());
  }

  private boolean settled() {
    return clusters()
        .flatMap(cluster -> cluster.path("services").valueStream())
        .filter(each -> each.path("status").asString().equals("ACTIVE"))
        .allMatch(each -> {
          var deployments = each.path("deployments");
          return deployments.size() == 1
              && deployments.path(0).path("rolloutState").asString().equals("COMPLETED")
              && each.path("runningCount").asInt() == each.path("desiredCount").asInt();
        });
  }
}
