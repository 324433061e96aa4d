package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.controller.Operator;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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

  @Test
  void only_the_environments_that_are_named_are_kept() {
    var all = Pilot.of(drill);
    for (var each : List.of(operator, all)) each.controller().step(drill.simulator().now());

    assertThat(operator.standings()).containsOnlyKeys("demo");
    assertThat(all.standings()).containsOnlyKeys("demo", "production");
  }

  @Test
  @Tag("R-06")
  void a_slow_sweep_finds_a_revision_that_was_deregistered() {
    run(LONG);
    var before = drill.revision("tracecat-ui");
    drill.ecs("DeregisterTaskDefinition", "{'taskDefinition':'" + before + "'}");

    run(Duration.ofHours(1));
    var hour = drill.revision("tracecat-ui");
    run(Duration.ofHours(6));

    assertThat(hour).isEqualTo(before);
    assertThat(drill.revision("tracecat-ui")).isNotEqualTo(before);
  }

  /// The loop asks the source while a visit is between two of its calls.
  @Test
  void a_newer_commit_takes_over_between_two_actions() {
    var told = new ArrayList<String>();
    operator =
        Pilot.of(
            drill,
            new Hearing(_ -> event -> interrupted(event).ifPresent(told::add), Listener.silent()),
            "demo");
    drill.watch(() -> {
      if (drill.calls("CreateService") != 2 || !told.isEmpty()) return;
      drill.unwatch();
      drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
      operator.fetchNow();
      operator.controller().step(drill.simulator().now());
    });

    run(LONG);

    assertThat(told).isNotEmpty().allMatch(why -> why.matches("commit dir-\\w+ is newer"));
    assertThat(conditions()).contains("Synced True AsWanted");
    assertThat(drill.berth("diff").code()).isZero();
  }

  private static Optional<String> interrupted(Event event) {
    return event instanceof Event.Acted(Outcome.Interrupted(_, var why))
        ? Optional.of(why)
        : Optional.empty();
  }
}
