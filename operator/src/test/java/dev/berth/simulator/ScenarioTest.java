package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {
  @Test
  void a_scenario_is_a_seed_a_start_and_rules() {
    var text =
        """
        {"seed": 42, "start": "2026-03-01T00:00:00Z", "rules": [], "faults": [{"kind": "html"}],
         "account": [{"logGroup": "/a"}]}
        """;

    assertThat(Scenario.parse("bad-day.json", text))
        .isEqualTo(
            new Scenario(
                "bad-day.json",
                42,
                Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
                List.of(),
                List.of(Json.parse("{\"kind\":\"html\"}")),
                List.of(Json.parse("{\"logGroup\":\"/a\"}")),
                List.of(),
                Consistency.STRONG,
                Json.object()));
  }

  @Test
  void a_world_begins_as_its_scenario_says() {
    var text = "{\"start\": \"2027-01-01T00:00:00Z\", \"faults\": [{\"kind\": \"html\"}]}";

    var simulator = Simulator.stepped(Scenario.parse("s", text));

    assertThat(simulator.now()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(Clients.call(simulator, "x.y", "{}").text()).startsWith("<html>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|s.json:1:2: not JSON: Unexpected end-of-input",
        "[]|s.json: a scenario is a JSON object",
        "{'seeds':1}|s.json: unknown member 'seeds'; use seed, start, rules, faults, account,"
            + " metrics, consistency, switches",
        "{'seed':1.5}|s.json: seed must be an integer",
        "{'seed':'1'}|s.json: seed must be an integer",
        "{'start':'noon'}|s.json: start must be a time such as 2026-01-01T00:00:00Z",
        "{'start':5}|s.json: start must be a time such as 2026-01-01T00:00:00Z",
        "{'rules':{}}|s.json: rules must be a list of objects",
        "{'faults':[1]}|s.json: faults must be a list of objects",
        "{'faults':[{'kind':'html'},{'kind':'hail'}]}|s.json: faults[1]: unknown kind 'hail'",
        "{'account':[{'castle':'a'}]}|s.json: account[0]: say what exists: one of image, secret",
        "{'account':[{'image':'a'}]}|s.json: account[0]: image must be repository:tag: a",
      })
  void what_is_wrong_is_said_and_where(String text, String why) {
    assertThatThrownBy(() -> Simulator.stepped(Scenario.parse("s.json", text.replace('\'', '"'))))
        .isInstanceOf(Scenario.Invalid.class)
        .hasMessageStartingWith(why);
  }
}
