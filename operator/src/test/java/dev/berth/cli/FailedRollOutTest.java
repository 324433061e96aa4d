package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A release of the API that does not come up: what stands, what is said, and the ways out.
@Tag("R-11")
class FailedRollOutTest {
  private static final String FAMILY = "TracecatApiTaskDefinition";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Migrations | {'exit': {'code': 1, 'after': '8s'}} | rolled back: %s exited 1",
        "Migrations | {'outOfMemory': {'after': '8s'}} | rolled back: %s exited 137: OutOfMemory",
        "''         | {'crashLoop': {'code': 3, 'after': '8s'}} | rolled back: %s exited 3",
        "Migrations | {'imageMissing': true}  | rolled back: %s: CannotPullContainerError:",
        "Migrations | {'neverEnds': true}     | deadline of 30m passed: %s has not ended"
      })
  void a_release_that_fails_holds_all_that_needs_it_while_the_old_one_serves(
      String part, String outcome, String why) {
    drill.berth("apply");
    release("10", part.replace("'", ""), outcome);
    var behind = drill.revisions(Tracecat.BEHIND_THE_API);
    var serving = new TreeSet<Integer>();
    drill.watch(() -> serving.add(drill.running(Tracecat.API, FAMILY + ":1")));

    var ran = drill.berth("apply");

    drill.unwatch();
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out())
        .contains(why.formatted("container TracecatApi" + part.replace("'", "") + "Container"))
        .contains("failed   " + FAMILY + ":2")
        .contains("serves   " + FAMILY + ":1, 2 of 2 tasks running")
        .contains("berth retry tracecat-api manifests -e demo")
        .endsWith(
            """
            waiting, and left as they are:
              tracecat-agent-executor, tracecat-executor, tracecat-ui, tracecat-worker

            held: the cluster is not as the manifests say, and waits for you
            """);
    assertThat(serving).containsExactly(2);
    assertThat(drill.revisions(Tracecat.BEHIND_THE_API)).isEqualTo(behind);
  }

  @Test
  @Tag("R-12")
  void what_failed_is_tried_again_only_when_somebody_asks() {
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 1}}");
    drill.berth("apply");

    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    assertThat(drill.written(() -> held(drill.retry(Tracecat.API))))
        .containsOnlyOnce("UpdateService tracecat-api")
        .doesNotContain("RegisterTaskDefinition " + FAMILY);
    drill.clearScript();
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    assertThat(drill.retry(Tracecat.API).code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.revision("tracecat-worker")).isEqualTo("TracecatWorkerTaskDefinition:2");
    assertThat(drill.tags(Tracecat.API)).doesNotContainKey("berth:skip");
  }

  @Test
  void a_changed_manifest_needs_no_retry() {
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 1}}");
    drill.berth("apply");

    drill.edit("common.yaml", "beta.10", "beta.11");

    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":3");
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void what_was_rolled_back_is_no_drift() {
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 1}}");
    drill.berth("apply");

    assertThat(drill.berth("diff").out()).contains("parameter imageTag").doesNotContain("drift");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  @Tag("R-12")
  void a_first_roll_out_that_fails_can_be_retried(String breaker, String rollback) {
    breaker(breaker, rollback);
    fails("9", "Migrations", "{'exit': {'code': 1}}");

    assertThat(held(drill.berth("apply")).out())
        .contains("failed   " + FAMILY + ":1\n  serves   nothing\n");
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    assertThat(drill.written(() -> held(drill.retry(Tracecat.API))))
        .containsOnlyOnce("UpdateService tracecat-api");
    drill.clearScript();
    assertThat(drill.retry(Tracecat.API).code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"true, circuit breaker", "false, deadline of 30m passed"})
  @Tag("R-12")
  void without_roll_back_the_old_tasks_serve_beside_what_failed(String breaker, String why) {
    breaker(breaker, "false");
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 1}}");

    assertThat(held(drill.berth("apply")).out())
        .contains("why      " + why + ": container TracecatApiMigrationsContainer exited 1")
        .contains("failed   " + FAMILY + ":2\n  serves   " + FAMILY + ":1, 2 of 2 tasks running");
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    assertThat(drill.calls("StopServiceDeployment")).isZero();
    drill.clearScript();
    assertThat(drill.retry(Tracecat.API).code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void past_the_deadline_a_roll_out_is_stopped_and_goes_back() {
    drill.edit("api.yaml", "deadline: 30m", "deadline: 5m");
    drill.berth("apply");
    release("10", "Migrations", "{'neverEnds': true}");

    var written = drill.written(() -> held(drill.berth("apply")));

    assertThat(written.stream().map(call -> call.split(" ")[0]))
        .containsExactly(
            "RegisterTaskDefinition",
            "TagResource",
            "UpdateService",
            "TagResource",
            "StopServiceDeployment");
    assertThat(drill.stable(Tracecat.API)).isTrue();
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":1");
  }

  @Test
  void a_late_success_of_what_was_not_stopped_clears_the_skip() {
    breaker("false", "false");
    drill.edit("api.yaml", "deadline: 30m", "deadline: 5m");
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 0, 'after': '20m'}}");
    held(drill.berth("apply"));
    assertThat(drill.tags(Tracecat.API)).containsKey("berth:skip");

    drill.advance(java.time.Duration.ofMinutes(30));

    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.tags(Tracecat.API)).doesNotContainKey("berth:skip");
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
  }

  @Test
  void a_time_out_of_the_command_is_not_a_failure_of_the_roll_out() {
    drill.berth("apply");
    release("10", "Migrations", "{'neverEnds': true}");

    var ran = drill.berth("apply", "--timeout", "5m");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).contains("timed out after 5m");
    assertThat(drill.tags(Tracecat.API)).doesNotContainKey("berth:skip");
    drill.clearScript();
    drill.edit("common.yaml", "beta.10", "beta.11");
    assertThat(drill.berth("apply").code()).isZero();
  }

  @Test
  @Tag("R-13")
  void drift_waits_for_what_is_in_flight_and_a_new_wish_does_not() {
    drill.berth("apply");
    release("10", "Migrations", "{'neverEnds': true}");
    assertThat(drill.berth("apply", "--timeout", "1m").code()).isEqualTo(4);
    drill.ecs(
        "UpdateService",
        "{'cluster':'%s','service':'%s','desiredCount':5}"
            .formatted(Tracecat.CLUSTER, Tracecat.API));

    var drifted = drill.written(() -> drill.berth("apply", "--timeout", "1m"));
    drill.edit("common.yaml", "beta.10", "beta.11");
    var wished = drill.written(() -> assertThat(drill.berth("apply").code()).isZero());

    assertThat(drifted).isEmpty();
    assertThat(wished).contains("UpdateService " + Tracecat.API);
    assertThat(drill.service(Tracecat.API).whole("desiredCount")).contains(2);
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":3");
    assertThat(drill.tags(Tracecat.API)).doesNotContainKey("berth:skip");
  }

  @Test
  void a_signal_ends_the_watch_and_the_next_apply_goes_on() {
    drill.berth("apply");
    drill.edit("common.yaml", "beta.9", "beta.10");
    drill.watch(() -> {
      if (drill.calls("UpdateService") > 0) drill.signal("a signal asked for the end");
    });

    var ran = drill.berth("apply");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.out()).endsWith("stopped: a signal asked for the end; run it again to go on\n");
    assertThat(drill.calls("UpdateService")).isEqualTo(1);
    drill.unwatch();
    drill.noSignal();
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isZero());
    assertThat(written).doesNotContain("UpdateService " + Tracecat.API);
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
  }

  @Test
  void a_count_goes_through_a_closed_gate() {
    drill.berth("apply");
    release("10", "Migrations", "{'exit': {'code': 1}}");
    drill.berth("apply");

    drill.edit("worker.yaml", "desiredCount: 2", "desiredCount: 4");

    var written = drill.written(() -> held(drill.berth("apply")));
    assertThat(written)
        .isEqualTo(List.of("TagResource tracecat-worker", "UpdateService tracecat-worker"));
    assertThat(drill.revision("tracecat-worker")).isEqualTo("TracecatWorkerTaskDefinition:1");
    assertThat(drill.service("tracecat-worker").whole("desiredCount")).contains(4);
  }

  private static Ran held(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    return ran;
  }

  private void release(String tag, String part, String outcome) {
    drill.edit("common.yaml", "beta.9", "beta." + tag);
    fails(tag, part, outcome);
  }

  private void fails(String tag, String part, String outcome) {
    drill.script(
        """
        {"match": {"container": "TracecatApi%sContainer", "image": "*-beta.%s"}, "outcome": %s}
        """
            .formatted(part, tag, outcome.replace('\'', '"')));
  }

  private void breaker(String enable, String rollback) {
    drill.edit("common.yaml", "enable: true", "enable: " + enable);
    drill.edit("common.yaml", "rollback: true", "rollback: " + rollback);
  }
}
