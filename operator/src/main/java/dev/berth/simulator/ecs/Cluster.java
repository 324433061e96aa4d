package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A cluster with what is in it. A service stays in the map while ECS still shows it as INACTIVE, a
/// task for an hour after it stopped.
final class Cluster {
  final Caller owner;
  final String name;
  final String arn;
  final Instant createdAt;
  final Map<String, Service> services = new LinkedHashMap<>();
  final Map<String, Task> tasks = new LinkedHashMap<>();
  SortedMap<String, String> tags = new TreeMap<>();
  String status = "ACTIVE";
  String namespace = "";
  ObjectNode configuration = Json.object();
  SortedMap<String, String> settings = new TreeMap<>();
  List<String> capacityProviders = List.of();
  List<ObjectNode> defaultStrategy = new ArrayList<>();

  Cluster(Caller owner, String name, Instant now) {
    this.owner = owner;
    this.name = name;
    this.arn = Arns.cluster(owner, name);
    this.createdAt = now;
    settings.put("containerInsights", "disabled");
  }

  boolean active() {
    return status.equals("ACTIVE");
  }

  Stream<Service> activeServices() {
    return services.values().stream().filter(Service::active);
  }

  Stream<Task> liveTasks() {
    return tasks.values().stream().filter(task -> task.status != TaskStatus.STOPPED);
  }
}
