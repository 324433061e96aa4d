package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What ECS refuses of a deployment strategy.
final class StrategyChecks {
  private static final int LONGEST_BAKE = 1440;

  private StrategyChecks() {}

  /// What a request may not say, whatever the service is.
  static void sent(ObjectNode configuration) {
    ServiceChecks.one(
        configuration, "strategy", Set.of("ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"));
    bake(configuration, "bakeTimeInMinutes");
    var linear = Json.fields(configuration, "linearConfiguration");
    percent(linear, "stepPercent", 3);
    bake(linear, "stepBakeTimeInMinutes");
    var canary = Json.fields(configuration, "canaryConfiguration");
    percent(canary, "canaryPercent", 0.1);
    bake(canary, "canaryBakeTimeInMinutes");
    Json.items(configuration, "lifecycleHooks").forEach(StrategyChecks::hook);
    beside(configuration, "linearConfiguration", "LINEAR", "Linear");
    beside(configuration, "canaryConfiguration", "CANARY", "Canary");
  }

  private static void beside(ObjectNode sent, String member, String strategy, String word) {
    if (!Json.has(sent, member) || !Json.has(sent, "strategy")) return;
    if (Json.text(sent, "strategy", "").equals(strategy)) return;
    throw ApiError.invalidParameter(
        "%s configuration can only be present with %s deployment strategy"
            .formatted(word, strategy));
  }

  private static void bake(ObjectNode node, String member) {
    var minutes = Json.integer(node, member, 0);
    if (minutes < 0 || minutes > LONGEST_BAKE) {
      throw ApiError.invalidParameter(member + " must be between 0 and " + LONGEST_BAKE + ".");
    }
  }

  private static void percent(ObjectNode node, String member, double least) {
    var percent = Strategy.number(node, member, least);
    if (percent < least || percent > 100 || Math.abs(percent * 10 - Math.rint(percent * 10)) > 1e-9)
      throw ApiError.invalidParameter(
          "%s must be between %s and 100.0, in steps of 0.1.".formatted(member, least));
  }

  private static void hook(ObjectNode hook) {
    if (Json.texts(hook, "lifecycleStages").isEmpty()) {
      throw ApiError.invalidParameter(
          "Lifecycle stage cannot be null or empty for any deployment lifecycle hooks");
    }
    if (!Json.has(hook, "hookTargetArn") || !Json.has(hook, "roleArn")) {
      throw ApiError.invalidParameter(
          "Role arn or Hook Target arn is missing for one or more deployment lifecycle hooks");
    }
    var known =
        new TreeSet<>(
            Stream.of(Lifecycle.values())
                .filter(each -> each != Lifecycle.SCALE_UP && each != Lifecycle.BAKE_TIME)
                .filter(each -> each != Lifecycle.CLEAN_UP)
                .map(Lifecycle::name)
                .toList());
    for (var stage : Json.texts(hook, "lifecycleStages")) {
      if (!known.contains(stage)) {
        throw ApiError.invalidParameter("Invalid lifecycle stage: %s.".formatted(stage));
      }
    }
  }

  /// A whole service.
  static void check(ObjectNode spec) {
    var strategy = Strategy.of(Json.fields(spec, "deploymentConfiguration"));
    if (!strategy.staged()) return;
    var balancers = Json.items(spec, "loadBalancers");
    balancers.forEach(StrategyChecks::advanced);
    var gradual = List.of(Strategy.Kind.LINEAR, Strategy.Kind.CANARY).contains(strategy.kind());
    if (gradual && balancers.isEmpty() && !Connect.enabled(spec)) {
      throw ApiError.invalidParameter(
          "The deployment strategy %s needs an Application Load Balancer or Service Connect."
              .formatted(strategy.kind()));
    }
  }

  private static void advanced(ObjectNode balancer) {
    var advanced = Json.fields(balancer, "advancedConfiguration");
    for (var each : List.of("alternateTargetGroupArn", "productionListenerRule", "roleArn")) {
      if (Json.has(advanced, each)) continue;
      throw ApiError.invalidParameter(
          "advancedConfiguration field is required for all loadBalancers when using a non-ROLLING"
              + " deployment strategy.");
    }
  }
}
