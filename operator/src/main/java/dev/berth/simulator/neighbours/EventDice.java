package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of events on their way: EventBridge and SQS promise neither that each comes once
/// nor that they come in order. By the seed; nothing is thrown where no rule asks for it.
public final class EventDice {
  private static final Duration LATE = Duration.ofSeconds(30);

  private final SplittableRandom random;
  private final List<Rule> rules = new ArrayList<>();

  public EventDice(long seed) {
    random = new SplittableRandom(seed);
  }

  private record Rule(String kind, double chance, Duration time, String given) {}

  /// `{"kind": "late", "chance": 0.2, "time": "30s"}`: always, where no chance is given.
  public void add(ObjectNode rule) {
    var chance = Json.has(rule, "chance") ? rule.get("chance").asDouble(-1) : 1;
    if (!(chance > 0 && chance <= 1)) {
      throw ApiError.of("InvalidFault", "chance must be a number over 0, up to 1");
    }
    var time = Json.has(rule, "time") ? Json.duration(rule, "time") : LATE;
    rules.add(new Rule(Json.text(rule, "kind", ""), chance, time, Json.write(rule)));
  }

  public void clear() {
    rules.clear();
  }

  /// The rules as they were given.
  public List<String> told() {
    return rules.stream().map(Rule::given).toList();
  }

  /// How late each copy of an event comes; none of a lost one.
  List<Duration> copies() {
    var copies = new ArrayList<>(List.of(Duration.ZERO));
    for (var rule : rules) {
      if (random.nextDouble() >= rule.chance()) continue;
      switch (rule.kind()) {
        case "lose" -> copies.removeLast();
        case "double" -> copies.addAll(List.copyOf(copies));
        default -> copies.replaceAll(delay -> delay.plus(rule.time()));
      }
      if (copies.isEmpty()) return copies;
    }
    return copies;
  }
}
