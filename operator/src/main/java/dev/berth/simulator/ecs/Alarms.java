package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Which CloudWatch alarms go off during which deployment, by script; without a rule none does.
final class Alarms {
  private final List<Rule> rules = new ArrayList<>();

  private static final class Rule {
    private final Match match;
    private final Duration after;
    private int left;

    private Rule(Match match, Duration after, OptionalInt times) {
      this.match = match;
      this.after = after;
      this.left = times.orElse(Integer.MAX_VALUE);
    }
  }

  void add(ObjectNode rule) {
    OutcomeRule.known(rule, "", List.of("alarm", "after", "times"));
    var match = Match.of(rule, "alarm", List.of("name", "service", "family"));
    var after =
        rule.has("after") ? OutcomeRule.duration(rule.get("after"), "after") : Duration.ZERO;
    rules.addFirst(new Rule(match, after, OutcomeRule.times(rule)));
  }

  void clear() {
    rules.clear();
  }

  static boolean enabled(ObjectNode configuration) {
    return Json.flag(Json.fields(configuration, "alarms"), "enable", false);
  }

  static boolean rollsBack(ObjectNode configuration) {
    return Json.flag(Json.fields(configuration, "alarms"), "rollback", false);
  }

  static List<String> names(ObjectNode configuration) {
    return Json.texts(Json.fields(configuration, "alarms"), "alarmNames");
  }

  /// The alarms that go off, and how long after the start of the deployment. One that is in ALARM
  /// at the start is ignored. Source: ECS developer guide, "CloudWatch alarms".
  SortedMap<String, Duration> during(
      ObjectNode configuration, Service service, TaskDefinition definition) {
    var found = new TreeMap<String, Duration>();
    if (!enabled(configuration)) return found;
    for (var name : names(configuration)) {
      for (var rule : rules) {
        var subject =
            rule.match
                .with("name", name)
                .with("service", service.name)
                .with("family", definition.family())
                .revision(definition.revision());
        if (rule.left == 0 || !subject.holds()) continue;
        if (rule.left != Integer.MAX_VALUE) rule.left--;
        if (rule.after.isPositive()) found.put(name, rule.after);
        break;
      }
    }
    return found;
  }
}
