package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.controller.Operator;
import dev.berth.reconcile.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator that is one of the services that it keeps.
@Tag("R-29")
class OwnServiceTest {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final String OWN = "tracecat-executor";

  @TempDir private Path folder;
  private Drill drill;
  private Operator operator;

  @BeforeEach
  void start() {
    drill = Drill.tracecat(folder);
    drill.variable("BERTH_SELF", Tracecat.CLUSTER + "/" + OWN);
    drill.edit("environments/demo.yaml", "prune: false", "prune: true");
    operator = Pilot.of(drill, "demo");
    Pilot.run(operator, drill, LONG);
  }

  private String synced() {
    return operator.standings().get("demo").conditions().getFirst().message();
  }

  @Test
  void a_manifest_that_is_gone_does_not_end_it() {
    drill.delete("executor.yaml");

    var written = drill.written(() -> Pilot.run(operator, drill, LONG));

    assertThat(written).isEmpty();
    assertThat(drill.stable(OWN)).isTrue();
    assertThat(synced())
        .isEqualTo("tracecat-executor held: would stop the operator that asks for it");
    assertThat(drill.berth("apply", "-q").code()).isZero();
    assertThat(drill.service(OWN).text("status")).contains("INACTIVE");
  }

  @Test
  void it_goes_last_in_a_change_of_all() {
    for (var file : List.of("agent-executor.yaml", "executor.yaml", "ui.yaml", "caddy.yaml")) {
      drill.edit(file, "desiredCount: 1", "desiredCount: 2");
    }

    var written = drill.written(() -> Pilot.run(operator, drill, LONG));

    assertThat(written.stream().filter(each -> each.startsWith("UpdateService")).toList())
        .endsWith("UpdateService " + OWN)
        .hasSize(4);
  }

  @Test
  void who_destroys_it_from_within_is_told() {
    var told = drill.berth("destroy", "-q");

    assertThat(told.err())
        .isEqualTo(
            """
            berth: service/tracecat-executor runs this very command: with it, this ends, too
            berth: destroy the environment from elsewhere
            """);
  }

  @Test
  void a_name_that_is_none_is_refused() {
    drill.variable("BERTH_SELF", "berth");

    var told = drill.run(List.of("run", drill.folder().toString()));

    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err())
        .isEqualTo(
            "berth: BERTH_SELF: 'berth' names no service; write it as <cluster>/<service>\n");
  }

  @Test
  void two_writers_during_its_own_roll_out_are_warned_of() {
    var seen = (Visit.Seen) operator.standings().get("demo").visit();

    assertThat(seen.warnings().stream().map(finding -> finding.sentence()).toList())
        .containsExactly(
            "service/tracecat-executor is the operator's own service, and its roll-out runs two of"
                + " it at once");
  }
}
