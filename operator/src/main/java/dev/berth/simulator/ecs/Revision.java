package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.ConnectService;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a deployment deploys, frozen: the members of the service that a new deployment is needed
/// for, and the Service Connect names that its tasks can resolve.
///
/// @param groups the target group of each load balancer, of two the one that nothing ran behind
/// @param digits the same number as in the deployment's id. Source: recorded answers.
record Revision(
    String digits,
    String arn,
    Instant createdAt,
    ObjectNode spec,
    List<ConnectService> resources,
    List<String> endpoints,
    List<String> groups) {
  Revision {
    resources = List.copyOf(resources);
    endpoints = List.copyOf(endpoints);
    groups = List.copyOf(groups);
  }
}
