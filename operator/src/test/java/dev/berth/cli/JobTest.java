package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Job from its manifest to its outcome: when it runs, and when it does not.
@Tag("R-16")
class JobTest {
  private static final String JOB = "tracecat-migrations";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
    drill.edit("common.yaml", "migrations: initContainer", "migrations: job");
  }

  @Test
  void a_job_runs_once_before_what_depends_on_it() {
    assertThat(drill.berth("diff").out()).contains("  > job/tracecat-migrations  run, waits for");

    assertThat(drill.berth("apply").code()).isZero();

    var runs = drill.written().stream().filter(call -> call.startsWith("RunTask")).toList();
    assertThat(runs).hasSize(1);
    assertThat(drill.written().indexOf(runs.getFirst()))
        .isLessThan(drill.written().indexOf("CreateService tracecat-api"));
    assertThat(drill.written(() -> assertThat(drill.berth("apply").code()).isZero())).isEmpty();
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.berth("status").out())
        .containsPattern("tracecat-migrations +settled +exit 0 TracecatMigrationsTaskDefinition:1")
        .containsPattern("migrations/TracecatMigrationsContainer/[0-9a-f]{32}\n");
  }

  @Test
  @Tag("R-17")
  void another_image_runs_it_again_and_another_size_does_not() {
    drill.berth("apply");
    drill.edit("migrations.yaml", "memory: 2 GB", "memory: 4 GB");
    drill.edit("migrations.yaml", "taskRoleArn: ${apiWorkerTaskRoleArn}", "");
    drill.edit("migrations.yaml", "awslogs-stream-prefix: migrations", "awslogs-stream-prefix: m");
    assertThat(drill.berth("diff").code()).isZero();

    drill.edit("common.yaml", "beta.9", "beta.10");

    assertThat(drill.berth("diff").out())
        .contains("  > job/tracecat-migrations  run again\n")
        .contains("(parameter imageTag)");
    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.calls("RunTask")).isEqualTo(2);
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  @Tag("R-12")
  void what_failed_holds_its_dependents_until_a_retry() {
    drill.berth("apply");
    drill.edit("common.yaml", "beta.9", "beta.10");
    drill.script(
        """
        {"match": {"container": "TracecatMigrationsContainer"}, "outcome": {"exit": {"code": 1}}}
        """);
    var behind = drill.revisions(Tracecat.BEHIND_THE_API);

    var ran = drill.berth("apply");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.out())
        .contains(
            """
            tracecat-migrations: the job failed and is held
              why      container TracecatMigrationsContainer exited 1
            """)
        .contains("berth retry tracecat-migrations manifests -e demo");
    assertThat(drill.revisions(Tracecat.BEHIND_THE_API)).isEqualTo(behind);
    assertThat(drill.written(() -> assertThat(drill.berth("apply").code()).isEqualTo(3))).isEmpty();
    drill.clearScript();
    assertThat(drill.retry(JOB).code()).isZero();
    assertThat(drill.calls("RunTask")).isEqualTo(3);
    assertThat(drill.berth("diff").code()).isZero();
  }
}
