package dev.berth.simulator.ecs;

import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/// One revision as ECS keeps it. The definition holds every member that a describe answers; it is
/// the world's own and must not be changed by who reads it.
public record TaskDefinition(
    String arn,
    String family,
    int revision,
    String status,
    ObjectNode definition,
    SortedMap<String, String> tags) {

  public boolean active() {
    return status.equals("ACTIVE");
  }

  /// `family:revision`.
  public String id() {
    return family + ":" + revision;
  }
}
