package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The migrations as a Job that fails: what stands, what is said, and the ways out. They are those
/// of [FailedRollOutTest], where the migrations are an init container.
@Tag("R-16")
class FailedJobTest {
  private static final String JOB = "tracecat-migrations";
  private static final String FAMILY = "TracecatApiTaskDefinition";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
    drill.edit("common.yaml", "migrations: initContainer", "migrations: job");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'exit': {'code': 1, 'after': '8s'}}      | container %s exited 1",
        "{'outOfMemory': {'after': '8s'}}          | container %s exited 137: OutOfMemoryError",
        "{'crashLoop': {'code': 3, 'after': '8s'}} | container %s exited 3",
        "{'imageMissing': true}                    | tried 4 times: container %s: CannotPull",
        "{'neverEnds': true}                       | deadline of 30m passed"
      })
  void it_holds_all_that_needs_it_while_the_old_tasks_serve(String outcome, String why) {
    drill.berth("apply");
    release("10", outcome);
    var before = drill.revisions();
    var serving = new TreeSet<Integer>();
    drill.watch(() -> serving.add(drill.running(Tracecat.API, FAMILY + ":1")));

    var ran = held(drill.berth("apply"));

    drill.unwatch();
    assertThat(ran.out())
        .contains("why      " + why.formatted("TracecatMigrationsContainer"))
        .contains("logs     /ecs/tracecat-demo")
        .contains("berth retry tracecat-migrations manifests -e demo")
        .endsWith(
            """
            waiting, and left as they are:
              tracecat-api, tracecat-agent-executor, tracecat-executor, tracecat-ui, tracecat-worker

            held: the cluster is not as the manifests say, and waits for you
            """);
    assertThat(serving).containsExactly(2);
    assertThat(drill.revisions()).isEqualTo(before);
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    drill.clearScript();
    assertThat(drill.retry(JOB).code()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
  }

  @Test
  void a_changed_manifest_needs_no_retry() {
    drill.berth("apply");
    release("10", "{'exit': {'code': 1}}");
    held(drill.berth("apply"));

    drill.edit("common.yaml", "beta.10", "beta.11");

    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void a_time_out_of_the_command_is_not_a_failure_of_the_job() {
    drill.berth("apply");
    release("10", "{'exit': {'code': 0, 'after': '10m'}}");

    var ran = drill.berth("apply", "--timeout", "5m");

    assertThat(ran.code()).as(ran.text()).isEqualTo(4);
    assertThat(ran.out()).contains("tracecat-migrations: still running\n  task ");
    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.calls("RunTask")).isEqualTo(2);
  }

  private static Ran held(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    return ran;
  }

  private void release(String tag, String outcome) {
    drill.edit("common.yaml", "beta.9", "beta." + tag);
    drill.script(
        """
        {"match": {"container": "TracecatMigrationsContainer", "image": "*-beta.%s"}, "outcome": %s}
        """
            .formatted(tag, outcome.replace('\'', '"')));
  }
}
