package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What stands behind target groups, and how healthy it is at a moment. Source: Elastic Load
/// Balancing API reference, `TargetHealth`.
final class Targets {
  private static final Duration HEALTHY = Duration.ofSeconds(20);
  private static final Duration DRAINING = Duration.ofSeconds(60);

  private final SortedMap<String, SortedMap<String, Target>> byGroup = new TreeMap<>();

  /// @param healthy when its first checks have passed
  /// @param fails from when on they fail
  /// @param drained when it is gone
  private record Target(
      String id, int port, Instant healthy, Instant fails, Instant leaves, Instant drained) {
    ObjectNode health(Instant now) {
      if (!now.isBefore(leaves)) return state("draining", "Target.DeregistrationInProgress");
      if (!now.isBefore(fails)) return state("unhealthy", "Target.ResponseCodeMismatch");
      if (now.isBefore(healthy)) return state("initial", "Elb.InitialHealthChecking");
      return Json.object().put("State", "healthy");
    }
  }

  private static ObjectNode state(String state, String reason) {
    return Json.object().put("State", state).put("Reason", reason).put("Description", reason);
  }

  void register(String group, String id, int port, Instant healthy, Instant fails) {
    var target = new Target(id, port, healthy, fails, Instant.MAX, Instant.MAX);
    byGroup.computeIfAbsent(group, _ -> new TreeMap<>()).put(key(id, port), target);
  }

  /// By a person, who knows nothing of its health.
  void register(String group, String id, int port, Instant now) {
    var targets = byGroup.computeIfAbsent(group, _ -> new TreeMap<>());
    if (targets.containsKey(key(id, port)) && !leaving(targets.get(key(id, port)), now)) return;
    register(group, id, port, now.plus(HEALTHY), Instant.MAX);
  }

  private static boolean leaving(Target target, Instant now) {
    return !now.isBefore(target.leaves());
  }

  /// One that is not there is no error.
  void deregister(String group, String id, int port, Instant now) {
    deregister(group, id, port, now, now.plus(DRAINING));
  }

  void deregister(String group, String id, int port, Instant now, Instant until) {
    var targets = byGroup.getOrDefault(group, new TreeMap<>());
    targets.computeIfPresent(
        key(id, port), (_, old) -> new Target(id, port, old.healthy(), old.fails(), now, until));
  }

  private static String key(String id, int port) {
    return id + ":" + port;
  }

  void remove(String group) {
    byGroup.remove(group);
  }

  /// @param asked all when it is empty; one that isn't there is `unused`
  /// @param port of targets that name none
  ObjectNode health(String group, List<ObjectNode> asked, int port, boolean attached, Instant now) {
    var targets = byGroup.getOrDefault(group, new TreeMap<>());
    targets.values().removeIf(each -> !now.isBefore(each.drained()));
    var answer = Json.object();
    var list = answer.putArray("TargetHealthDescriptions");
    if (asked.isEmpty()) {
      targets.values().forEach(each -> list.add(described(each, attached, now)));
      return answer;
    }
    for (var each : asked) {
      var id = Json.text(each, "Id", "");
      var found = targets.get(key(id, Json.integer(each, "Port", port)));
      list.add(
          found == null
              ? described(
                  id, Json.integer(each, "Port", port), state("unused", "Target.NotRegistered"))
              : described(found, attached, now));
    }
    return answer;
  }

  private static ObjectNode described(Target target, boolean attached, Instant now) {
    var health = attached ? target.health(now) : state("unused", "Target.NotInUse");
    return described(target.id(), target.port(), health);
  }

  private static ObjectNode described(String id, int port, ObjectNode health) {
    var shown = Json.object();
    shown.putObject("Target").put("Id", id).put("Port", port);
    shown.put("HealthCheckPort", Integer.toString(port));
    return shown.set("TargetHealth", health);
  }

  ObjectNode dump(Instant now) {
    var dump = Json.object();
    byGroup.forEach((group, targets) -> {
      var shown = dump.putObject(group);
      targets.forEach((key, target) -> shown.set(key, target.health(now)));
    });
    return dump;
  }
}
