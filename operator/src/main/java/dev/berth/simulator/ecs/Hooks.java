package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/// What the Lambda functions of lifecycle hooks answer, by script: the latest rule that matches
/// decides, and without one every hook succeeds.
final class Hooks {
  /// Source: ECS developer guide, "Lifecycle hooks for Amazon ECS service deployments".
  private static final Duration CALL_BACK = Duration.ofSeconds(30);

  private final List<Rule> rules = new ArrayList<>();

  enum Status {
    SUCCEEDED,
    FAILED,
    IN_PROGRESS
  }

  /// @param callBack when the hook is asked again, where it is in progress
  record Answer(Status status, Duration callBack) {}

  private static final class Rule {
    private final Match match;
    private final Answer answer;
    private int left;

    private Rule(Match match, Answer answer, OptionalInt times) {
      this.match = match;
      this.answer = answer;
      this.left = times.orElse(Integer.MAX_VALUE);
    }
  }

  void add(ObjectNode rule) {
    OutcomeRule.known(rule, "", List.of("hook", "answer", "times"));
    var match = Match.of(rule, "hook", List.of("arn", "stage", "service", "family"));
    var given = OutcomeRule.object(rule, "answer");
    OutcomeRule.known(given, "answer.", List.of("status", "callBackDelay"));
    var delay =
        given.has("callBackDelay")
            ? OutcomeRule.duration(given.get("callBackDelay"), "answer.callBackDelay")
            : CALL_BACK;
    rules.addFirst(new Rule(match, new Answer(status(given), delay), OutcomeRule.times(rule)));
  }

  private static Status status(ObjectNode answer) {
    var text = Json.text(answer, "status", "SUCCEEDED");
    for (var each : Status.values()) if (each.name().equals(text)) return each;
    throw OutcomeRule.bad("answer.status", "use SUCCEEDED, FAILED or IN_PROGRESS: " + text);
  }

  void clear() {
    rules.clear();
  }

  /// Asking uses a limited rule up.
  Answer answer(ObjectNode hook, Lifecycle stage, Service service, TaskDefinition definition) {
    for (var rule : rules) {
      if (rule.left == 0) continue;
      var subject =
          rule.match
              .with("arn", Json.text(hook, "hookTargetArn", ""))
              .with("stage", stage.name())
              .with("service", service.name)
              .with("family", definition.family())
              .revision(definition.revision());
      if (!subject.holds()) continue;
      if (rule.left != Integer.MAX_VALUE) rule.left--;
      return rule.answer;
    }
    return new Answer(Status.SUCCEEDED, Duration.ZERO);
  }
}
