package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// A task, running or stopped. `stopping` is the decision (`desiredStatus`), `status` how far it
/// is.
final class Task {
  final Cluster cluster;
  final String id;
  final String arn;
  final TaskDefinition definition;
  final ObjectNode spec;
  final Interface network;

  /// The container instance that it is placed on; empty on Fargate.
  String instance = "";

  final Optional<Service> service;
  final Optional<Deployment> deployment;
  final List<Container> containers = new ArrayList<>();
  final Map<String, Instant> times = new TreeMap<>();
  SortedMap<String, String> tags = new TreeMap<>();
  TaskStatus status = TaskStatus.PROVISIONING;
  boolean stopping;
  boolean died;
  boolean proven;
  boolean unfit;
  boolean joined;
  boolean ended;
  int version = 1;

  /// Until then it is not scaled in.
  Instant protectedUntil = Instant.MIN;

  String stopCode = "";
  String stoppedReason = "";

  /// The network interface, with its place.
  record Interface(
      String attachment, String id, String mac, String address, String subnet, String zone) {}

  /// @param spec how it is to run: the members that a service and a RunTask call have in common
  Task(
      Cluster cluster,
      String id,
      TaskDefinition definition,
      ObjectNode spec,
      Interface network,
      Optional<Service> service,
      Optional<Deployment> deployment) {
    this.cluster = cluster;
    this.id = id;
    this.arn = Arns.of(cluster, "task", id);
    this.definition = definition;
    this.spec = spec;
    this.network = network;
    this.service = service;
    this.deployment = deployment;
  }

  /// Whether it has a network interface of its own, as all have on Fargate.
  boolean networked() {
    return Json.text(definition.definition(), "networkMode", "bridge").equals("awsvpc");
  }

  boolean running() {
    return status == TaskStatus.RUNNING && !stopping;
  }

  boolean starting() {
    return status.starting() && !stopping;
  }

  boolean everRan() {
    return times.containsKey("startedAt");
  }

  /// Whether the scheduler still counts it: a death becomes known when the task has stopped.
  boolean occupies() {
    return !stopping || died && status != TaskStatus.STOPPED;
  }

  boolean balanced() {
    return !Json.items(spec, "loadBalancers").isEmpty();
  }

  boolean registered() {
    return balanced() || !Json.items(spec, "serviceRegistries").isEmpty();
  }

  boolean checked() {
    return containers.stream().anyMatch(each -> each.essential() && each.checked());
  }

  /// Only essential containers with a check count. Source: ECS agent, task health.
  Container.Health health() {
    var counted = containers.stream().filter(each -> each.essential() && each.checked()).toList();
    if (counted.isEmpty()) return Container.Health.UNKNOWN;
    for (var worst : List.of(Container.Health.UNHEALTHY, Container.Health.UNKNOWN)) {
      if (counted.stream().anyMatch(each -> each.health == worst)) return worst;
    }
    return Container.Health.HEALTHY;
  }

  Container container(String name) {
    return containers.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }
}
