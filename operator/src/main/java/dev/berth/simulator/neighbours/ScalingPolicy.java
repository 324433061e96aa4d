package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A scaling policy as AWS describes it.
record ScalingPolicy(ObjectNode shown) {
  private static final String TRACKING = "TargetTrackingScalingPolicyConfiguration";
  private static final String STEPS = "StepScalingPolicyConfiguration";

  /// @param head what it keeps from its first to its last day: names and the time of birth
  static ScalingPolicy of(ObjectNode head, ObjectNode input) {
    var shown = head.deepCopy();
    switch (Json.text(head, "PolicyType", "")) {
      case "TargetTrackingScaling" -> shown.set(TRACKING, tracking(Json.fields(input, TRACKING)));
      case "StepScaling" -> shown.set(STEPS, steps(Json.fields(input, STEPS)));
      default -> throw invalid("Unsupported policy type: " + Json.text(head, "PolicyType", ""));
    }
    return new ScalingPolicy(shown);
  }

  private static ObjectNode tracking(ObjectNode asked) {
    if (!Json.has(asked, "TargetValue")) throw invalid("Target value is required");
    boolean predefined = Json.has(asked, "PredefinedMetricSpecification");
    if (predefined == Json.has(asked, "CustomizedMetricSpecification")) {
      throw invalid("Exactly one metric specification must be given");
    }
    var metric = Json.fields(asked, "PredefinedMetricSpecification");
    var type = Json.text(metric, "PredefinedMetricType", "");
    if (type.equals("ALBRequestCountPerTarget") && !Json.has(metric, "ResourceLabel")) {
      throw invalid("ResourceLabel is required for the metric ALBRequestCountPerTarget");
    }
    var filled = asked.deepCopy();
    for (var name : List.of("ScaleOutCooldown", "ScaleInCooldown")) {
      filled.put(name, cooldown(asked, name));
    }
    return filled.put("DisableScaleIn", Json.flag(asked, "DisableScaleIn", false));
  }

  private static ObjectNode steps(ObjectNode asked) {
    if (!Json.has(asked, "AdjustmentType")) throw invalid("Adjustment type is required");
    if (Json.items(asked, "StepAdjustments").isEmpty()) {
      throw invalid("At least one step adjustment is required");
    }
    return asked.deepCopy().put("Cooldown", cooldown(asked, "Cooldown"));
  }

  private static int cooldown(ObjectNode asked, String name) {
    int seconds = Json.integer(asked, name, 300);
    if (seconds < 0) throw invalid(name + " must not be negative");
    return seconds;
  }

  /// Target tracking makes two alarms of its own; those of a step policy are other people's.
  static void alarms(ObjectNode head, String resource, String alarmArn, Ids ids) {
    var alarms = head.putArray("Alarms");
    if (!Json.text(head, "PolicyType", "").equals("TargetTrackingScaling")) return;
    for (var side : List.of("AlarmHigh", "AlarmLow")) {
      var name = "TargetTracking-" + resource + "-" + side + "-" + ids.uuid();
      alarms.addObject().put("AlarmName", name).put("AlarmARN", alarmArn + name);
    }
  }

  /// In what order AWS lists what has none.
  ObjectNode shuffled(Ids ids) {
    var copy = shown.deepCopy();
    shuffle(copy.path(STEPS).path("StepAdjustments"), ids);
    var custom = copy.path(TRACKING).path("CustomizedMetricSpecification");
    shuffle(custom.path("Dimensions"), ids);
    return copy;
  }

  private static void shuffle(tools.jackson.databind.JsonNode list, Ids ids) {
    if (!(list instanceof tools.jackson.databind.node.ArrayNode array)) return;
    var items = new java.util.ArrayList<tools.jackson.databind.JsonNode>();
    array.forEach(items::add);
    ids.shuffle("scaling policy", items);
    array.removeAll();
    items.forEach(array::add);
  }

  boolean tracks() {
    return Json.has(shown, TRACKING);
  }

  ObjectNode tracking() {
    return Json.fields(shown, TRACKING);
  }

  private static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
