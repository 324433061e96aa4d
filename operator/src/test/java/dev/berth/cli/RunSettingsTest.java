package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `berth run` is told by variables: what is wrong ends it before anything is done.
class RunSettingsTest {
  @TempDir private Path folder;

  private Drill.Ran run(String name, String value) {
    var drill = Drill.tracecat(folder);
    drill.variable(name, value);
    drill.signal("enough");
    var ran = drill.run(List.of("run", folder.toString(), "-e", "demo"));
    assertThat(drill.written()).isEmpty();
    return ran;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BERTH_PORT | http | --port: 'http' is no port; use one from 0 to 65535",
        "BERTH_NOTIFY_URL | https://hook.example.com/x | nothing is told unsigned; set"
            + " BERTH_NOTIFY_SECRET, too",
        "BERTH_STATUS_DIFF | yes | BERTH_STATUS_DIFF: say on or off, not yes",
        "BERTH_STATUS_DIFF | on | nothing can be said there; set BERTH_STATUS_TOKEN, too",
      })
  void what_cannot_be_meant_ends_with_2_and_says_what_to_do(
      String name, String value, String says) {
    var ran = run(name, value);

    assertThat(ran.code()).as(ran.text()).isEqualTo(2);
    assertThat(ran.err()).contains(says);
  }

  @Test
  void what_is_off_needs_nothing() {
    var drill = Drill.tracecat(folder);
    drill.variable("BERTH_STATUS_DIFF", "off");
    drill.variable("BERTH_PORT", "0");
    drill.signal("enough");

    var ran = drill.run(List.of("run", folder.toString(), "-e", "demo"));

    assertThat(ran.code()).as(ran.text()).isZero();
  }
}
