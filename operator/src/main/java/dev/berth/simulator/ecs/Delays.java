package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What of the world can't be seen yet, or is still seen, while ECS is only eventually consistent.
public final class Delays {
  private final SortedMap<String, List<Former>> formerTags = new TreeMap<>();
  private Consistency consistency = Consistency.STRONG;

  /// Tags as they were, and until when they show so.
  private record Former(Instant until, SortedMap<String, String> tags) {}

  void become(Consistency other) {
    consistency = other;
    formerTags.clear();
  }

  boolean shows(Task task, Instant now) {
    return over(task.times.getOrDefault("createdAt", Instant.MIN), consistency.tasks(), now);
  }

  boolean shows(Service service, Instant now) {
    return over(service.createdAt, consistency.services(), now);
  }

  boolean ready(Cluster cluster, Instant now) {
    return over(cluster.createdAt, consistency.clusters(), now);
  }

  /// Whether the name of an INACTIVE service can be used again.
  boolean free(Service service, Instant now) {
    return over(service.inactiveAt, consistency.names(), now);
  }

  /// Whether a new task or service can be made of it. Source: ECS API reference,
  /// DeregisterTaskDefinition: up to 10 minutes later it may still be.
  boolean usable(TaskDefinition definition, Instant now) {
    if (definition.active()) return true;
    if (!definition.status().equals("INACTIVE")) return false;
    return !over(deregistered(definition.definition()), consistency.deregistered(), now);
  }

  private static Instant deregistered(ObjectNode definition) {
    if (!Json.has(definition, "deregisteredAt")) return Instant.MIN;
    var millis = definition.get("deregisteredAt").decimalValue().movePointRight(3).longValue();
    return Instant.ofEpochMilli(millis);
  }

  private static boolean over(Instant since, Duration span, Instant now) {
    return span.isZero() || since.equals(Instant.MIN) || !now.isBefore(since.plus(span));
  }

  /// Somebody changes tags: for a while they show as they were.
  void changes(String arn, SortedMap<String, String> tags, Instant now) {
    if (consistency.tags().isZero()) return;
    var former = new Former(now.plus(consistency.tags()), new TreeMap<>(tags));
    var formers = formerTags.computeIfAbsent(arn, _ -> new ArrayList<>());
    formers.removeIf(each -> !each.until().isAfter(now));
    formers.add(former);
  }

  /// The tags to show.
  SortedMap<String, String> tags(String arn, SortedMap<String, String> tags, Instant now) {
    return formerTags.getOrDefault(arn, List.of()).stream()
        .filter(each -> each.until().isAfter(now))
        .findFirst()
        .map(Former::tags)
        .orElse(tags);
  }
}
