package dev.berth.simulator.ecs;

/// How far a rolling deployment may go at once. Source: ECS developer guide, "Deploy Amazon ECS
/// services by replacing tasks": the lower bound is rounded up, the upper one down.
///
/// @param minimum healthy tasks, in percent of the desired ones
/// @param maximum running and pending tasks, in percent of the desired ones
record Batch(int desired, int minimum, int maximum) {

  int lower() {
    return Math.ceilDiv(Math.multiplyExact(desired, minimum), 100);
  }

  int upper() {
    return Math.floorDiv(Math.multiplyExact(desired, maximum), 100);
  }

  /// How many tasks may be started.
  ///
  /// @param have running and pending tasks of the deployment that grows
  /// @param all running and pending tasks of all deployments
  int starts(int have, int all) {
    return Math.max(0, Math.min(desired - have, upper() - all));
  }

  /// How many healthy tasks may be stopped.
  int stops(int healthy) {
    return Math.max(0, healthy - lower());
  }
}
