package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.ecs.Switch;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How switches are turned, and where they are told of.
class SwitchTableTest {
  private final Simulator simulator = Simulator.stepped(1);

  @Test
  void the_page_has_every_switch_with_its_default_as_the_code_has_it() throws IOException {
    var page = Files.readString(Path.of("docs/simulator-switches.md"));
    var rows =
        page.lines().filter(line -> line.startsWith("| `") && line.contains("`, `")).toList();

    assertThat(rows).containsExactlyElementsOf(Stream.of(Switch.values()).map(this::row).toList());
  }

  private String row(Switch each) {
    return "| `%s` | `%s`, `%s` | %s |"
        .formatted(
            each.label(), each.positions().getFirst(), each.positions().getLast(), each.about());
  }

  @Test
  void a_scenario_turns_them() {
    var text = "{\"switches\": {\"stopping-counts\": \"yes\"}}";

    var begun = Simulator.stepped(Scenario.parse("s", text));

    assertThat(begun.switches().get("stopping-counts").asString()).isEqualTo("yes");
    assertThat(begun.switches().get("strategy-deploys").asString()).isEqualTo("no");
    assertThat(begun.switches()).hasSize(Switch.values().length);
  }

  @Test
  void the_control_calls_turn_them_and_turn_them_back() {
    assertThat(control("POST", "{\"stop-text\":\"none\"}")).contains("\"stop-text\":\"none\"");
    assertThat(control("GET", "")).contains("\"stop-text\":\"none\"");
    assertThat(control("POST", "{\"stop-text\":\"known\"}")).contains("\"stop-text\":\"known\"");
    control("POST", "{\"stop-text\":\"none\"}");
    assertThat(control("DELETE", "")).contains("\"stop-text\":\"known\"");
  }

  @Test
  void what_cannot_be_turned_is_said_and_nothing_is_turned() {
    var wrong = Json.parse("{\"stop-text\":\"none\",\"exec-text\":\"loud\"}");

    assertThatThrownBy(() -> simulator.turn(wrong))
        .hasMessage("exec-text is one of known, reworded");
    assertThat(control("GET", "")).contains("\"stop-text\":\"known\"");
    assertThatThrownBy(() -> simulator.turn(Json.parse("{\"gravity\":\"off\"}")))
        .hasMessageStartingWith("unknown switch 'gravity'; use stopping-counts, strategy-deploys");
    assertThatThrownBy(() -> Scenario.parse("s.json", "{\"switches\":{\"gravity\":\"off\"}}"))
        .isInstanceOf(Scenario.Invalid.class)
        .hasMessageStartingWith("s.json: switches: unknown switch 'gravity'");
  }

  private String control(String method, String body) {
    var request = Request.of(method, "/_berth/switches", Map.of(), body.getBytes());
    return simulator.handle(request).text();
  }
}
