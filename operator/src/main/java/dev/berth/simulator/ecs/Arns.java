package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Caller;

/// Names of things in ECS. Source: ECS API reference, in the long format.
final class Arns {
  private Arns() {}

  static String cluster(Caller caller, String name) {
    return caller.arn("ecs", "cluster/" + name);
  }

  static String of(Cluster cluster, String type, String rest) {
    return cluster.owner.arn("ecs", type + "/" + cluster.name + "/" + rest);
  }

  static String of(Service service, String type, String rest) {
    return of(service.cluster, type, service.name + "/" + rest);
  }

  /// What follows the last slash; all of it without one.
  static String last(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
