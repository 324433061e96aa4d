package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A service as ECS keeps it: what is asked for (`spec`, with all defaults filled), and the
/// deployments that bring it about, the primary one first.
final class Service {
  enum Status {
    ACTIVE,
    DRAINING,
    INACTIVE
  }

  final Cluster cluster;
  final String name;
  final String arn;
  final Instant createdAt;
  final ObjectNode request;
  final Events events;
  final Switches switches;
  final List<Deployment> deployments = new ArrayList<>();
  final List<ServiceDeployment> history = new ArrayList<>();
  final List<Revision> revisions = new ArrayList<>();
  final Set<Task> tasks = new LinkedHashSet<>();
  SortedMap<String, String> tags = new TreeMap<>();
  Status status = Status.ACTIVE;
  ObjectNode spec;
  int desiredCount;
  Optional<Deployment> completed = Optional.empty();
  Instant wakeAt = Instant.MAX;
  Instant inactiveAt = Instant.MIN;

  /// @param request what created it, to tell a repetition from another creation
  Service(Cluster cluster, String name, ObjectNode request, ObjectNode spec, World world) {
    this.cluster = cluster;
    this.name = name;
    this.arn = Arns.of(cluster, "service", name);
    this.createdAt = world.now();
    this.switches = world.switches();
    this.request = request;
    this.spec = spec;
    var broadcasts = new Broadcasts(world);
    this.events = new Events(world.ids(), name, text -> broadcasts.said(this, text));
  }

  boolean active() {
    return status == Status.ACTIVE;
  }

  Deployment primary() {
    return deployments.getFirst();
  }

  List<Deployment> older() {
    return List.copyOf(deployments.subList(1, deployments.size()));
  }

  /// Those that are meant to run.
  Stream<Task> live() {
    return tasks.stream().filter(task -> !task.stopping);
  }

  Stream<Task> live(Deployment deployment) {
    return live().filter(task -> task.deployment.filter(deployment::equals).isPresent());
  }

  /// Those that are meant to run, and those that died and aren't gone yet: the scheduler learns of
  /// a death when the task has stopped.
  int occupied() {
    return (int) tasks.stream().filter(Task::occupies).count();
  }

  int occupied(Deployment deployment) {
    return (int)
        tasks.stream()
            .filter(Task::occupies)
            .filter(task -> task.deployment.filter(deployment::equals).isPresent())
            .count();
  }

  ObjectNode rollout() {
    return Json.fields(spec, "deploymentConfiguration");
  }

  Batch batch() {
    return new Batch(
        desiredCount,
        Json.integer(rollout(), "minimumHealthyPercent", 100),
        Json.integer(rollout(), "maximumPercent", 200));
  }

  Optional<ServiceDeployment> latest() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
  }
}
