package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Capacity provider strategies: what is legal, and which provider the next task goes to.
final class CapacityProviders {
  static final List<String> KNOWN = List.of("FARGATE", "FARGATE_SPOT");

  private CapacityProviders() {}

  static boolean fargate(String provider) {
    return KNOWN.contains(provider);
  }

  /// With the defaults that the API fills in: weight 0 and base 0.
  static List<ObjectNode> normal(List<ObjectNode> strategy) {
    var normal = new ArrayList<ObjectNode>();
    for (var each : strategy) {
      normal.add(
          Json.object()
              .put("capacityProvider", Json.text(each, "capacityProvider", ""))
              .put("weight", Json.integer(each, "weight", 0))
              .put("base", Json.integer(each, "base", 0)));
    }
    return normal;
  }

  static void check(List<ObjectNode> strategy, Cluster cluster) {
    if (strategy.isEmpty()) return;
    if (strategy.size() > 20) {
      throw ApiError.invalidParameter(
          "The capacity provider strategy cannot have more than 20 capacity providers.");
    }
    for (var each : strategy) {
      var provider = Json.text(each, "capacityProvider", "");
      if (!cluster.capacityProviders.contains(provider)) {
        throw ApiError.invalidParameter(
            "The specified capacity provider strategy cannot contain a capacity provider that is"
                + " not associated with the cluster. Associate the capacity provider with the"
                + " cluster and try again.");
      }
      range(each, "weight", 1000);
      range(each, "base", 100_000);
    }
    var fargate = strategy.stream().map(each -> Json.text(each, "capacityProvider", ""));
    if (fargate.map(CapacityProviders::fargate).distinct().count() > 1) {
      throw ApiError.invalidParameter(
          "The specified capacity provider strategy cannot contain capacity providers of Fargate"
              + " and of an Auto Scaling group at once.");
    }
    if (strategy.stream().noneMatch(each -> Json.integer(each, "weight", 0) > 0)) {
      throw ApiError.invalidParameter(
          "There are no capacity providers in the capacity provider strategy with a weight value"
              + " greater than zero. Specify a weight value greater than zero and try again.");
    }
    if (strategy.stream().filter(each -> Json.integer(each, "base", 0) > 0).count() > 1) {
      throw ApiError.invalidParameter(
          "The capacity provider strategy cannot contain more than one base value.");
    }
  }

  private static void range(ObjectNode item, String member, int most) {
    var value = Json.integer(item, member, 0);
    if (value < 0 || value > most) {
      throw ApiError.invalidParameter(
          "The %s of a capacity provider must be between 0 and %d.".formatted(member, most));
    }
  }

  /// First the base, then in proportion to the weights; empty for a service with a launch type.
  static String choose(Service service, ObjectNode spec) {
    var best = "";
    var least = Double.MAX_VALUE;
    for (var each : Json.items(spec, "capacityProviderStrategy")) {
      var provider = Json.text(each, "capacityProvider", "");
      var base = Json.integer(each, "base", 0);
      var weight = Json.integer(each, "weight", 0);
      var have = on(service, provider);
      if (have < base) return provider;
      if (weight > 0 && (have - base + 1.0) / weight < least) {
        least = (have - base + 1.0) / weight;
        best = provider;
      }
    }
    return best;
  }

  private static int on(Service service, String provider) {
    return (int)
        service
            .live()
            .filter(task -> Json.text(task.spec, "capacityProviderName", "").equals(provider))
            .count();
  }
}
