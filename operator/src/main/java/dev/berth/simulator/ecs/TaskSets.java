package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/// The operations on task sets: no service here has any, as ECS itself deploys them all.
final class TaskSets {
  private final World world;

  TaskSets(World world) {
    this.world = world;
  }

  /// Refuses it: for the cluster, for the service, and at last for its deployment controller.
  ObjectNode refuse(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    Services.active(cluster, Json.text(input, "service", ""));
    throw ApiError.invalidParameter(
        "Task sets need a service with the deployment controller EXTERNAL or CODE_DEPLOY.");
  }
}
