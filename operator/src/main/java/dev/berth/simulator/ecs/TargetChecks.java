package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import tools.jackson.databind.node.ObjectNode;

/// Whether target groups fit a service. One that was never made here is taken for one that does.
final class TargetChecks {
  private final LoadBalancing balancing;

  TargetChecks(LoadBalancing balancing) {
    this.balancing = balancing;
  }

  void check(ObjectNode spec, TaskDefinition definition) {
    var mode = Json.text(definition.definition(), "networkMode", "bridge");
    for (var each : Json.items(spec, "loadBalancers")) {
      var advanced = Json.fields(each, "advancedConfiguration");
      var groups = new ArrayList<String>();
      groups.add(Json.text(each, "targetGroupArn", ""));
      groups.add(Json.text(advanced, "alternateTargetGroupArn", ""));
      for (var group : groups) if (balancing.knows(group)) check(group, mode);
    }
  }

  private void check(String group, String mode) {
    var type = balancing.targetType(group);
    if (mode.equals("awsvpc") && !type.equals("ip")) {
      throw ApiError.invalidParameter(
          ("The target group with targetGroupArn %s has target type %s, which is incompatible with"
                  + " the awsvpc network mode specified in the task definition.")
              .formatted(group, type));
    }
    if (!balancing.attached(group)) {
      throw ApiError.invalidParameter(
          "The target group with targetGroupArn %s does not have an associated load balancer."
              .formatted(group));
    }
  }
}
