package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.Network;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Whether the subnets and security groups of a service or a task are there, as EC2 tells ECS. An
/// account that states none takes any.
final class NetworkChecks {
  private NetworkChecks() {}

  static void check(ObjectNode spec, Network network) {
    var vpc = Json.fields(Json.fields(spec, "networkConfiguration"), "awsvpcConfiguration");
    each(vpc, "subnets", network::lacksSubnet, "subnet information");
    each(vpc, "securityGroups", network::lacksGroup, "security group information");
  }

  private static void each(
      ObjectNode vpc,
      String member,
      Function<String, Optional<ApiError>> lacking,
      String information) {
    for (var id : Json.texts(vpc, member)) {
      var lack = lacking.apply(id);
      if (lack.isEmpty()) continue;
      throw ApiError.invalidParameter(
          "Error retrieving %s for [%s]: %s (ErrorCode: %s)"
              .formatted(information, id, lack.get().getMessage(), lack.get().code()));
    }
  }
}
