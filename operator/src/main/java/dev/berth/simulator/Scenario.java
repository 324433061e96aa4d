package dev.berth.simulator;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.ecs.Switches;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a world begins: its seed, when it starts, how tasks end, what goes wrong on the wire, and
/// what exists beside ECS, and what its metrics are.
///
/// @param name what to call it in messages, such as its file
/// @param consistency how late what is written is seen
/// @param switches positions that are not the default, by name
/// @param start absent: the machine's time on a scaled clock, 2026 on a stepped one
public record Scenario(
    String name,
    long seed,
    Optional<Instant> start,
    List<ObjectNode> rules,
    List<ObjectNode> faults,
    List<ObjectNode> account,
    List<ObjectNode> metrics,
    Consistency consistency,
    ObjectNode switches) {
  private static final Set<String> MEMBERS =
      Set.of("seed", "start", "rules", "faults", "account", "metrics", "consistency", "switches");

  public Scenario {
    rules = List.copyOf(rules);
    faults = List.copyOf(faults);
    account = List.copyOf(account);
    metrics = List.copyOf(metrics);
  }

  /// What is wrong with a scenario, and where.
  public static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String message, Throwable cause) {
      super(message, cause);
    }

    Invalid(String message) {
      super(message);
    }
  }

  public static Scenario seeded(long seed) {
    return new Scenario(
        "",
        seed,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Consistency.STRONG,
        Json.object());
  }

  /// The same, with reads that are late.
  public Scenario with(Consistency other) {
    return new Scenario(name, seed, start, rules, faults, account, metrics, other, switches);
  }

  public static Scenario parse(String name, String text) {
    var root = tree(name, text);
    for (var member : root.propertyNames()) {
      if (MEMBERS.contains(member)) continue;
      throw new Invalid(
          name
              + ": unknown member '"
              + member
              + "'; use seed, start, rules, faults, account, metrics, consistency, switches");
    }
    return new Scenario(
        name,
        seed(name, root),
        start(name, root),
        list(name, root, "rules"),
        list(name, root, "faults"),
        list(name, root, "account"),
        list(name, root, "metrics"),
        consistency(name, root),
        switches(name, root));
  }

  private static Consistency consistency(String name, ObjectNode root) {
    if (!Json.has(root, "consistency")) return Consistency.STRONG;
    if (!(root.get("consistency") instanceof ObjectNode spans)) {
      throw new Invalid(name + ": consistency must be an object, such as {}");
    }
    try {
      return Consistency.of(spans);
    } catch (ApiError | IllegalArgumentException e) {
      throw new Invalid(name + ": consistency: " + e.getMessage(), e);
    }
  }

  private static ObjectNode switches(String name, ObjectNode root) {
    if (!Json.has(root, "switches")) return Json.object();
    if (!(root.get("switches") instanceof ObjectNode positions)) {
      throw new Invalid(name + ": switches must be an object, such as {}");
    }
    try {
      new Switches().turn(positions);
    } catch (ApiError | IllegalArgumentException e) {
      throw new Invalid(name + ": switches: " + e.getMessage(), e);
    }
    return positions;
  }

  /// The same as JSON; parsed, it is this scenario again.
  ObjectNode toJson() {
    var shown = Json.object().put("seed", seed);
    start.ifPresent(moment -> shown.put("start", moment.toString()));
    shown.putArray("rules").addAll(rules);
    shown.putArray("faults").addAll(faults);
    shown.putArray("account").addAll(account);
    shown.putArray("metrics").addAll(metrics);
    if (!consistency.equals(Consistency.STRONG)) {
      var spans = shown.putObject("consistency");
      consistency.spans().forEach((member, span) -> spans.put(member, Json.text(span)));
    }
    shown.set("switches", switches);
    return shown;
  }

  Scenario startingAt(Instant moment) {
    return new Scenario(
        name, seed, Optional.of(moment), rules, faults, account, metrics, consistency, switches);
  }

  /// The same with another seed.
  public Scenario with(long other) {
    return new Scenario(name, other, start, rules, faults, account, metrics, consistency, switches);
  }

  private static ObjectNode tree(String name, String text) {
    try {
      if (Json.MAPPER.readTree(text) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      var at = e.getLocation();
      var where = at == null ? name : name + ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw new Invalid(where + ": not JSON: " + e.getOriginalMessage(), e);
    }
    throw new Invalid(name + ": a scenario is a JSON object");
  }

  private static long seed(String name, JsonNode root) {
    if (!Json.has(root, "seed")) return 0;
    if (root.get("seed").canConvertToExactIntegral()) return root.get("seed").asLong();
    throw new Invalid(name + ": seed must be an integer");
  }

  private static Optional<Instant> start(String name, JsonNode root) {
    if (!Json.has(root, "start")) return Optional.empty();
    try {
      return Optional.of(Instant.parse(root.get("start").asString("")));
    } catch (DateTimeParseException e) {
      throw new Invalid(name + ": start must be a time such as 2026-01-01T00:00:00Z", e);
    }
  }

  private static List<ObjectNode> list(String name, JsonNode root, String member) {
    if (!Json.has(root, member)) return List.of();
    var found = new ArrayList<ObjectNode>();
    for (var item : root.get(member)) {
      if (item instanceof ObjectNode object) found.add(object);
    }
    if (root.get(member).isArray() && found.size() == root.get(member).size()) return found;
    throw new Invalid(name + ": " + member + " must be a list of objects");
  }
}
