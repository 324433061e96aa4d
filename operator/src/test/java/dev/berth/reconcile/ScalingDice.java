package dev.berth.reconcile;

import dev.berth.model.Json;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What scales a service: ranges, policies and scheduled actions.
record ScalingDice(Dice dice) {
  private static final List<String> SCHEDULES =
      List.of("rate(7 minutes)", "cron(0/20 * ? * * *)", "at(2026-01-01T02:00:00)");

  /// What is wanted beside the services, after what was wanted before.
  void into(SortedMap<ResourceKey, Wanted> wanted, SortedMap<ResourceKey, Wanted> before) {
    for (var service : List.copyOf(wanted.keySet())) {
      if (service.kind() != ResourceKey.Kind.SERVICE) continue;
      var had = of(service, before);
      if (had.isEmpty()) {
        if (dice.in(20)) wanted.putAll(fresh(service.name()));
      } else if (dice.in(55)) {
        wanted.putAll(had);
      } else if (dice.in(60)) {
        wanted.putAll(fresh(service.name()));
      }
    }
  }

  static SortedMap<ResourceKey, Wanted> of(
      ResourceKey service, SortedMap<ResourceKey, Wanted> all) {
    var found = new TreeMap<ResourceKey, Wanted>();
    all.forEach((key, want) -> {
      if (key.scales() && key.ofService().filter(service::equals).isPresent()) found.put(key, want);
    });
    return found;
  }

  private SortedMap<ResourceKey, Wanted> fresh(String service) {
    var all = new TreeMap<ResourceKey, Wanted>();
    var range =
        Fields.EMPTY
            .with("minCapacity", Value.of(dice.between(1, 2)))
            .with("maxCapacity", Value.of(dice.between(2, 4)));
    if (dice.in(20)) {
      var state = Fields.EMPTY.with("dynamicScalingInSuspended", Value.of(dice.in(50)));
      range = range.with("suspendedState", state);
    }
    put(all, ResourceKey.scalableTarget(service), range);
    if (dice.in(70)) policy(all, service, "cpu");
    if (dice.in(30)) policy(all, service, "surge");
    if (dice.in(40)) {
      var target = Fields.EMPTY.with("minCapacity", Value.of(dice.between(1, 2)));
      var action =
          Fields.EMPTY
              .with("scheduledActionName", Value.of("often"))
              .with("schedule", Value.of(dice.one(SCHEDULES)))
              .with("scalableTargetAction", target);
      put(all, ResourceKey.scheduledAction(service, "often"), action);
    }
    return all;
  }

  private void policy(SortedMap<ResourceKey, Wanted> all, String service, String name) {
    var tracking =
        """
        {"policyName": "%s", "policyType": "TargetTrackingScaling",
         "targetTrackingScalingPolicyConfiguration": {"targetValue": %d, "scaleInCooldown": %d,
           "predefinedMetricSpecification":
             {"predefinedMetricType": "ECSServiceAverageCPUUtilization"}}}
        """
            .formatted(name, dice.between(50, 53), dice.one(List.of(60, 300)));
    var steps =
        """
        {"policyName": "%s", "policyType": "StepScaling", "stepScalingPolicyConfiguration":
          {"adjustmentType": "ChangeInCapacity", "stepAdjustments": [
            {"metricIntervalLowerBound": 0, "metricIntervalUpperBound": 9, "scalingAdjustment": %d},
            {"metricIntervalLowerBound": 9, "scalingAdjustment": 3}]}}
        """
            .formatted(name, dice.between(1, 2));
    var key = ResourceKey.scalingPolicy(service, name);
    put(all, key, (Fields) Json.parse(dice.in(60) ? tracking : steps));
  }

  private static void put(SortedMap<ResourceKey, Wanted> all, ResourceKey key, Fields fields) {
    all.put(key, new Wanted(key, fields, Wiring.NONE));
  }
}
