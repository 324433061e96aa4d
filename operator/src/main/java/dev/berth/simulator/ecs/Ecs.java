package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.EventBus;
import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.neighbours.Network;
import dev.berth.simulator.neighbours.ScaledCounts;
import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Amazon ECS for services and tasks on Fargate. It moves only when it is called: up to the clock's
/// time before it answers, or when it is told to. Not for several threads at once.
public final class Ecs implements Api {
  private final VirtualClock clock;
  private final World world;
  private final Clusters clusters;
  private final Services services;
  private final ServiceChanges changes;
  private final ServiceDeployments deployments;
  private final Tasks tasks;
  private final Commands commands;
  private final Tagging tagging;
  private final ServiceCounts counts;
  private final Fringe fringe;

  public Ecs(
      VirtualClock clock,
      Ids ids,
      CloudMap cloudMap,
      LoadBalancing balancing,
      Network network,
      EventBus bus,
      TaskDefinitions definitions) {
    this.clock = clock;
    var agenda = new Agenda(clock.now());
    world =
        new World(
            agenda,
            ids,
            cloudMap,
            definitions,
            balancing,
            network,
            bus,
            new Script(),
            new TreeMap<>(),
            new Providers(),
            definitions.delays(),
            definitions.switches());
    var rollouts = new Rollouts(world);
    clusters = new Clusters(world);
    services = new Services(world, rollouts);
    changes = new ServiceChanges(world, rollouts);
    deployments = new ServiceDeployments(world, rollouts);
    tasks = new Tasks(world, rollouts.life());
    commands = new Commands(world);
    tagging = new Tagging(world);
    counts = new ServiceCounts(world, rollouts);
    fringe = new Fringe(world);
  }

  /// The tags of clusters, services and tasks that are there, by ARN.
  public SortedMap<String, SortedMap<String, String>> tagged() {
    var tagged = new TreeMap<String, SortedMap<String, String>>();
    for (var cluster : world.clusters().values()) {
      if (!cluster.active()) continue;
      tagged.put(cluster.arn, cluster.tags);
      cluster.activeServices().forEach(service -> tagged.put(service.arn, service.tags));
      cluster.liveTasks().forEach(task -> tagged.put(task.arn, task.tags));
    }
    return tagged;
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    advanceTo(clock.now());
    if (world.definitions().handles(operation)) {
      return world.definitions().call(operation, input, caller);
    }
    if (fringe.handles(operation)) return fringe.call(operation, input, caller);
    return switch (operation) {
      case "CreateCluster" -> clusters.create(input, caller);
      case "UpdateCluster" -> clusters.update(input, caller);
      case "UpdateClusterSettings" -> clusters.updateSettings(input, caller);
      case "PutClusterCapacityProviders" -> clusters.putProviders(input, caller);
      case "CreateCapacityProvider" -> world.providers().create(input, caller);
      case "UpdateCapacityProvider" -> world.providers().update(input, caller);
      case "DeleteCapacityProvider" -> world.providers().delete(input, caller, clusters::uses);
      case "DescribeCapacityProviders" -> world.providers().describe(input, caller);
      case "DescribeClusters" -> clusters.describe(input, caller);
      case "ListClusters" -> clusters.list(input, caller);
      case "DeleteCluster" -> clusters.delete(input, caller);
      case "CreateService" -> services.create(input, caller);
      case "UpdateService" -> changes.update(input, caller);
      case "DescribeServices" -> services.describe(input, caller);
      case "ListServices" -> services.list(input, caller);
      case "ListServicesByNamespace" -> services.listByNamespace(input);
      case "DeleteService" -> services.delete(input, caller);
      case "ListServiceDeployments" -> deployments.list(input, caller);
      case "DescribeServiceDeployments" -> deployments.describe(input);
      case "DescribeServiceRevisions" -> deployments.describeRevisions(input);
      case "StopServiceDeployment" -> deployments.stop(input);
      case "ContinueServiceDeployment" -> deployments.proceed(input);
      case "RunTask" -> tasks.run(input, caller);
      case "StartTask" -> tasks.start(input, caller);
      case "StopTask" -> tasks.stop(input, caller);
      case "DescribeTasks" -> tasks.describe(input, caller);
      case "ListTasks" -> tasks.list(input, caller);
      case "ExecuteCommand" -> commands.execute(input, caller);
      case "TagResource" -> tagging.tag(input);
      case "UntagResource" -> tagging.untag(input);
      case "ListTagsForResource" -> tagging.list(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// The services' desired counts, to be scaled.
  public ScaledCounts counts() {
    return counts;
  }

  /// Lets everything happen that is due until then.
  public void advanceTo(Instant time) {
    world.agenda().advanceTo(time);
  }

  /// Adds a rule of what becomes of containers that are made from now on, of what the hooks of
  /// deployments answer, or of alarms that go off; the latest rule that matches decides. Throws
  /// `IllegalArgumentException` with what is wrong with the rule.
  public void script(ObjectNode rule) {
    world.script().add(rule);
  }

  public void clearScript() {
    world.script().clear();
  }

  /// How long it takes from now on until what is written is seen.
  public void become(Consistency consistency) {
    world.delays().become(consistency);
  }

  /// The positions of what the documentation leaves open; they may be turned.
  public Switches switches() {
    return world.switches();
  }

  public ObjectNode dump() {
    var dump = new Dump(world).all();
    fringe.dumpInto(dump);
    return dump;
  }
}
