package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// A scalable target with all that belongs to it.
final class ScalableTarget {
  final Caller caller;
  final SortedMap<String, ScalingPolicy> policies = new TreeMap<>();
  final SortedMap<String, ScheduledAction> actions = new TreeMap<>();
  SortedMap<String, String> tags = new TreeMap<>();

  /// As it is described.
  ObjectNode shown;

  ScalableTarget(ObjectNode shown, Caller caller) {
    this.shown = shown;
    this.caller = caller;
  }

  String resource() {
    return Json.text(shown, "ResourceId", "");
  }

  String arn() {
    return Json.text(shown, "ScalableTargetARN", "");
  }

  int min() {
    return Json.integer(shown, "MinCapacity", 0);
  }

  int max() {
    return Json.integer(shown, "MaxCapacity", 0);
  }

  boolean suspended(String what) {
    return Json.flag(Json.fields(shown, "SuspendedState"), what, false);
  }

  int clamp(int count) {
    return Math.max(min(), Math.min(max(), count));
  }

  ObjectNode dump() {
    var dump = shown.deepCopy();
    tags.forEach(dump.putObject("Tags")::put);
    var all = dump.putObject("policies");
    policies.forEach((name, policy) -> all.set(name, policy.shown().deepCopy()));
    var scheduled = dump.putObject("scheduledActions");
    actions.forEach((name, action) -> scheduled.set(name, action.dump()));
    return dump;
  }
}
