package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.controller.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator on one thread and a stepped clock, against the simulator in the process.
class OperatorTest {
  private static final Duration LONG = Duration.ofMinutes(30);

  @TempDir private Path folder;
  private Drill drill;
  private Operator operator;

  @BeforeEach
  void start() {
    drill = Drill.tracecat(folder);
    operator = Pilot.of(drill, "demo");
  }

  private void run(Duration time) {
    Pilot.run(operator, drill, time);
  }

  private List<String> conditions() {
    return operator.standings().get("demo").conditions().stream()
        .map(c -> c.type().word() + " " + c.truth().word() + " " + c.reason())
        .toList();
  }

  @Test
  void a_first_commit_comes_to_rest_and_stays() {
    run(LONG);

    assertThat(conditions())
        .containsExactly("Synced True AsWanted", "Healthy True Well", "Progressing False Settled");
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.written(() -> run(LONG))).isEmpty();
  }

  @Test
  void a_new_commit_is_rolled_out_after_a_poll() {
    run(LONG);
    var before = drill.revision("tracecat-api");

    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    run(LONG);

    assertThat(drill.revision("tracecat-api")).isNotEqualTo(before);
    assertThat(conditions()).contains("Synced True AsWanted");
  }

  @Test
  void broken_manifests_keep_the_last_good_commit_R_28() {
    run(LONG);

    drill.write("broken.yaml", "kind: [");
    drill.ecs(
        "UpdateService",
        "{'cluster':'%s','service':'tracecat-ui','desiredCount':3}".formatted(Tracecat.CLUSTER));
    run(LONG);

    assertThat(conditions().getFirst()).isEqualTo("Synced False ManifestsInvalid");
    assertThat(drill.service("tracecat-ui").whole("desiredCount")).contains(1);
  }

  @Test
  void an_environment_that_observes_writes_nothing_R_26() {
    drill.edit("environments/demo.yaml", "mode: apply", "mode: observe");

    var written = drill.written(() -> run(LONG));

    assertThat(written).isEmpty();
    assertThat(conditions())
        .containsExactly(
            "Synced False Observing", "Healthy True Well", "Progressing False Observing");
  }

  @Test
  void what_is_denied_is_tried_again_hourly_and_at_once_with_a_new_commit_R_30() {
    run(LONG);
    drill.fault(
        """
        {"operation": "UpdateService", "kind": "error", "code": "AccessDeniedException", "status": 400,
         "message": "not authorized", "times": 1000}
        """);
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    run(Duration.ofMinutes(10));
    int first = drill.calls("UpdateService");

    run(Duration.ofMinutes(45));
    int idle = drill.calls("UpdateService") - first;
    run(Duration.ofMinutes(30));
    int hourly = drill.calls("UpdateService") - first - idle;
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.10", "imageTag: 1.0.0-beta.11");
    run(Duration.ofMinutes(2));
    int fresh = drill.calls("UpdateService") - first - idle - hourly;

    assertThat(conditions().getFirst()).isEqualTo("Synced False AccessDenied");
    assertThat(List.of(first > 0, idle == 0, hourly > 0, fresh > 0)).doesNotContain(false);
  }
}
