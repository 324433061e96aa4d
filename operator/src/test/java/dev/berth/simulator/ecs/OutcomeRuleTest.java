package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeRuleTest {
  private static final OutcomeRule.Subject SUBJECT =
      new OutcomeRule.Subject(
          "shop-api", 3, "api", "migrate", "registry/shop:1.2", List.of("MODE=bad", "X=1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{'family': 'shop-*'} | true",
        "{'family': 'shop'} | false",
        "{'container': 'm?grate', 'revision': 3} | true",
        "{'container': 'migrate', 'revision': 4} | false",
        "{'image': '*:1.2'} | true",
        "{'image': '*:1.[23]'} | false",
        "{'environment': 'MODE=*'} | true",
        "{'environment': 'MODE=good'} | false",
        "{'service': 'api', 'container': 'app'} | false",
      })
  void all_that_is_given_must_match(String match, boolean matches) {
    var rule = Stage.json("{'match': %s, 'outcome': {'neverEnds': true}}".formatted(match));

    assertThat(OutcomeRule.parse(rule).matches(SUBJECT)).isEqualTo(matches);
  }

  @Test
  void effects_have_defaults_and_may_be_several() {
    var rule =
        Stage.json(
            "{'match': {}, 'outcome': {'slowStart': '500ms', 'exit': {'after': '2m'}, 'crashLoop':"
                + " true}}");

    assertThat(OutcomeRule.parse(rule).effects())
        .containsExactly(
            new Effect.SlowStart(Duration.ofMillis(500)),
            new Effect.Exit(0, Duration.ofMinutes(2)),
            new Effect.CrashLoop(1, Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'match': {'famly': 'x'}, 'outcome': {'exit': true}} | match.famly: unknown; use family,"
            + " service,",
        "{'match': {'environment': 'X'}, 'outcome': {'exit': true}} | match.environment: must be"
            + " NAME=VALUE: X",
        "{'match': {'revision': 'x'}, 'outcome': {'exit': true}} | match.revision: must be a whole"
            + " number",
        "{'match': {}, 'outcome': {'explode': true}} | outcome.explode: unknown; use exit,",
        "{'match': {}, 'outcome': {}} | outcome: says nothing",
        "{'match': {}, 'outcome': {'exit': {'code': 256}}} | outcome.exit.code: must be from 0 to"
            + " 255: 256",
        "{'match': {}, 'outcome': {'exit': {'after': '10'}}} | outcome.exit.after: must be a time"
            + " such as",
        "{'match': {}, 'outcome': {'exit': {'cod': 1}}} | outcome.exit.cod: unknown; use after,"
            + " code",
        "{'match': [], 'outcome': {'exit': true}} | match: must be an object",
        "{'matches': {}} | matches: unknown; use match, outcome, times",
        "{'match': {}, 'outcome': {'imageMissing': 1}} | outcome.imageMissing: must be true or"
            + " false",
      })
  void a_mistake_is_named_with_its_place(String rule, String message) {
    assertThatThrownBy(() -> OutcomeRule.parse(Stage.json(rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void the_latest_rule_that_matches_decides() {
    var outcomes = new Outcomes();
    outcomes.add(rule("{'match': {}, 'outcome': {'exit': {'code': 1}}}"));
    outcomes.add(
        rule("{'match': {'container': 'migrate'}, 'outcome': {'exit': {'code': 2}}, 'times': 1}"));

    assertThat(outcomes.effects(SUBJECT))
        .containsExactly(new Effect.Exit(2, Duration.ofSeconds(10)));
    assertThat(outcomes.effects(SUBJECT))
        .containsExactly(new Effect.Exit(1, Duration.ofSeconds(10)));
  }

  @Test
  void every_rule_and_outcome_of_the_documentation_is_one() throws IOException {
    var page = Files.readString(Path.of("docs/simulator-outcomes.md"));
    var rules = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
    var outcomes = Pattern.compile("\\| `(\"\\w+\": .*?)` \\|").matcher(page);

    var texts = new ArrayList<String>();
    rules.results().forEach(found -> texts.addAll(found.group(1).lines().toList()));
    outcomes.results().forEach(found -> texts.add("{'outcome': {%s}}".formatted(found.group(1))));
    var script = new Script();
    texts.forEach(text -> script.add(Stage.json(text)));

    assertThat(texts).hasSize(7 + Effect.class.getPermittedSubclasses().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'hook': {'lambda': 'x'}} | hook.lambda: unknown; use arn, stage, service, family or revision
          {'hook': {}, 'answer': {'status': 'NO'}} | answer.status: use SUCCEEDED, FAILED or IN_PROGRESS: NO
          {'hook': {}, 'answer': {'callBackDelay': 30}} | answer.callBackDelay: must be a time
          {'hook': {}, 'outcome': {}} | outcome: unknown; use answer, hook, times
          {'alarm': {'arn': 'x'}} | alarm.arn: unknown; use name, service, family or revision
          {'alarm': {'revision': 'x'}} | alarm.revision: must be a whole number, 0 or more
          {'alarm': {}, 'after': 'soon'} | after: must be a time
          """)
  void a_wrong_rule_about_deployments_says_what_is_wrong(String rule, String message) {
    assertThatThrownBy(() -> new Script().add(Stage.json(rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static OutcomeRule rule(String text) {
    return OutcomeRule.parse(Stage.json(text));
  }
}
