package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the page about the simulator shows is what the simulator takes.
class SimulatorPageTest {
  private final Simulator simulator = Simulator.stepped(1);

  @Test
  void its_scenario_begins_a_world() throws IOException {
    var scenario = Scenario.parse("page", blocks("json").getFirst());

    assertThat(scenario.rules()).hasSize(2);
    assertThatCode(() -> Simulator.stepped(scenario)).doesNotThrowAnyException();
  }

  @Test
  void its_faults_are_faults() throws IOException {
    var faults = blocks("json").get(1).lines().toList();

    assertThat(faults).hasSize(6);
    for (var fault : faults) simulator.fault(Json.parse(fault));
  }

  @Test
  void its_outcomes_are_outcomes() throws IOException {
    var outcomes =
        found("`(\\{\"[a-zA-Z]+\": [^`]*)`", page().split("## Rules")[1].split("## ")[0]);

    assertThat(outcomes).hasSize(12);
    for (var outcome : outcomes) simulator.script(Json.parse("{\"outcome\": " + outcome + "}"));
  }

  @Test
  void what_it_states_can_be_stated() throws IOException {
    var things = found("\\| `(\\{\"[^`]*)`", page().split("## Account")[1].split("## ")[0]);

    assertThat(things).hasSize(8);
    for (var thing : things) simulator.state(Json.parse(thing));
  }

  @Test
  void the_spans_of_a_late_world_are_those_that_are_told() throws IOException {
    var rows = found("\\| `([a-z]+)` \\|.*\\| (\\d+s) \\|", page("simulator-late.md"));
    var spans = new TreeSet<String>();
    Consistency.EVENTUAL.spans().forEach((name, span) -> spans.add(name + " " + Json.text(span)));

    assertThat(new TreeSet<>(rows)).isEqualTo(spans);
    assertThatCode(
            () -> simulator.fault(Json.parse(blocks("json", page("simulator-late.md")).getFirst())))
        .doesNotThrowAnyException();
  }

  @Test
  void its_paths_are_there() throws IOException {
    var paths = found("`(GET|POST|DELETE) ([a-z]+)`", page().split("## Control")[1]);

    assertThat(paths).hasSize(19);
    for (var path : paths) {
      var words = path.split(" ");
      var request = Request.of(words[0], "/_berth/" + words[1], Map.of(), "{}".getBytes());
      assertThat(simulator.handle(request).text()).doesNotContain("no such path");
    }
  }

  private static List<String> blocks(String language) throws IOException {
    return blocks(language, page());
  }

  private static List<String> blocks(String language, String page) {
    return found("(?s)```" + language + "\\n(.*?)```", page);
  }

  private static List<String> found(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(match ->
            match.groupCount() == 1 ? match.group(1) : match.group(1) + " " + match.group(2))
        .toList();
  }

  private static String page() throws IOException {
    return page("simulator.md");
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("docs", name));
  }
}
