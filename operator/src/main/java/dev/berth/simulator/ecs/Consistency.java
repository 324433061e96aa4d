package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// How long ECS takes until everyone sees what was written. Sources: ECS API reference, "Eventual
/// consistency" of RunTask; DeregisterTaskDefinition; reports of what is MISSING after RunTask.
///
/// @param tasks a new task is MISSING, and not listed
/// @param describes how old the answer of a read may be
/// @param tags changed tags show as they were
/// @param clusters a new cluster can't be used yet
/// @param services a new service is MISSING, and not listed
/// @param deregistered a deregistered revision can still be used
/// @param names a deleted service's name is still taken
public record Consistency(
    Duration tasks,
    Duration describes,
    Duration tags,
    Duration clusters,
    Duration services,
    Duration deregistered,
    Duration names) {
  /// Whatever is written is seen at once.
  public static final Consistency STRONG =
      new Consistency(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  public static final Consistency EVENTUAL =
      new Consistency(
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30));

  private static final Duration MOST = Duration.ofMinutes(10);

  /// The given spans, and the defaults of those that are not given.
  ///
  /// @throws IllegalArgumentException with what is wrong with it
  public static Consistency of(ObjectNode given) {
    for (var name : given.propertyNames()) {
      if (EVENTUAL.spans().containsKey(name)) continue;
      var known = String.join(", ", EVENTUAL.spans().keySet());
      throw new IllegalArgumentException("unknown member '" + name + "'; use " + known);
    }
    return new Consistency(
        span(given, "tasks", EVENTUAL.tasks),
        span(given, "describes", EVENTUAL.describes),
        span(given, "tags", EVENTUAL.tags),
        span(given, "clusters", EVENTUAL.clusters),
        span(given, "services", EVENTUAL.services),
        span(given, "deregistered", EVENTUAL.deregistered),
        span(given, "names", EVENTUAL.names));
  }

  private static Duration span(ObjectNode given, String name, Duration otherwise) {
    if (!Json.has(given, name)) return otherwise;
    var span = Json.duration(given, name);
    if (span.compareTo(MOST) <= 0) return span;
    throw new IllegalArgumentException(name + " is at most 10m: " + given.get(name).asString());
  }

  /// Those that are late at all.
  public List<String> told() {
    var told = new ArrayList<String>();
    spans()
        .forEach((name, span) -> {
          if (!span.isZero()) told.add(name + ": " + Json.text(span));
        });
    return told;
  }

  /// All of them by their names.
  public SortedMap<String, Duration> spans() {
    var spans = new TreeMap<String, Duration>();
    spans.put("tasks", tasks);
    spans.put("describes", describes);
    spans.put("tags", tags);
    spans.put("clusters", clusters);
    spans.put("services", services);
    spans.put("deregistered", deregistered);
    spans.put("names", names);
    return spans;
  }
}
