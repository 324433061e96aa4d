package dev.berth.simulator.ecs;

/// The states of a task's life, in their order. Source: ECS developer guide, "Amazon ECS task
/// lifecycle".
enum TaskStatus {
  PROVISIONING,
  PENDING,
  ACTIVATING,
  RUNNING,
  DEACTIVATING,
  STOPPING,
  DEPROVISIONING,
  STOPPED;

  boolean starting() {
    return compareTo(RUNNING) < 0;
  }
}
