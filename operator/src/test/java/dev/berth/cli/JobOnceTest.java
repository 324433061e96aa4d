package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Job runs once for its content, whoever asks, and whatever gets lost.
@Tag("R-16")
class JobOnceTest {
  /// Calls of a first apply within which a second one can come.
  private static final int CALLS = 36;

  @TempDir private Path folder;

  @Test
  void two_at_once_run_one_task_wherever_the_second_one_comes() {
    int met = 0;
    for (int n = 0; n < CALLS; n++) {
      var job = JobFolder.in(folder.resolve("first" + n));
      if (second(job, n)) met++;
      assertThat(job.tasks()).as("a second apply before call " + n).hasSize(1);
      assertThat(job.ledger().get("berth:attempt")).startsWith("1.1@");
      job.ends(0, "diff");
    }
    System.out.println("two at once: a whole second apply inside of " + met + " first ones");
    assertThat(met).isEqualTo(CALLS);
  }

  /// @return whether the first apply had such a call
  private static boolean second(JobFolder job, int n) {
    var drill = job.drill();
    var calls = new int[1];
    drill.watch(() -> {
      if (calls[0]++ != n) return;
      drill.unwatch();
      assertThat(drill.berth("apply").code()).isIn(0, 5);
    });
    var ran = drill.berth("apply");
    boolean met = calls[0] > n;
    drill.unwatch();
    assertThat(ran.code()).as(ran.text()).isIn(0, 5);
    job.ends(0, "apply");
    return met;
  }

  @Test
  void a_lost_answer_to_run_task_finds_its_task() {
    var job = JobFolder.in(folder);
    job.drill().fault("{\"kind\": \"reset\", \"operation\": \"RunTask\", \"when\": \"after\"}");

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(1);
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
  }

  @Test
  @Tag("R-05")
  void a_ledger_of_another_version_of_berth_runs_nothing() {
    var job = JobFolder.in(folder);
    job.ends(0, "apply");
    job.mark("berth:identity", "0-0123456789abcdef");

    job.ends(0, "diff");
    assertThat(job.drill().written(() -> job.ends(0, "apply"))).isEmpty();

    job.say("trigger: again");
    assertThat(job.ends(1, "diff").out()).contains("trigger: default → again");
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(2);
  }

  @Test
  void what_nobody_saw_end_is_unknown_and_not_run_again_by_itself() {
    var job = lost("");

    var told = job.ends(3, "apply");

    assertThat(told.out())
        .contains("migrate: nobody knows whether the job succeeded")
        .contains("is unknown, and its task is gone")
        .contains("berth retry migrate manifests -e demo")
        .contains("waiting, and left as they are:\n  web\n");
    assertThat(job.ends(3, "status").out()).contains("held").contains("unknown outcome");
    assertThat(job.ends(1, "diff").out()).contains("blocked: the outcome of the run of");
    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    assertThat(job.drill().retry(JobFolder.JOB).code()).isZero();
    assertThat(job.ledger().get("berth:attempt")).startsWith("2.1@");
    assertThat(job.tasks()).hasSize(1);
    job.ends(0, "diff");
  }

  @Test
  void what_nobody_saw_end_is_run_again_where_the_manifest_says_so() {
    var job = lost("onLost: rerun");

    job.ends(0, "apply");

    assertThat(job.ledger().get("berth:attempt")).startsWith("2.1@");
    assertThat(job.drill().calls("RunTask")).isEqualTo(2);
  }

  /// A Job that ran while nobody looked, longer ago than ECS remembers a stopped task.
  private JobFolder lost(String terms) {
    var job = JobFolder.in(folder);
    if (!terms.isEmpty()) job.say(terms);
    job.drill()
        .watch(() -> {
          if (job.drill().calls("RunTask") > 0) job.drill().signal("gone");
        });
    job.ends(5, "apply");
    job.drill().unwatch();
    job.drill().noSignal();
    job.drill().advance(Duration.ofHours(3));
    assertThat(job.tasks()).isEmpty();
    return job;
  }

  @Test
  void an_attempt_that_was_written_down_and_never_asked_for_is_asked_for_within_the_hour() {
    var job = JobFolder.in(folder);
    job.drill().fault("{\"kind\": \"throttle\", \"operation\": \"RunTask\", \"times\": 0}");
    job.ends(4, "apply", "--timeout", "1m");
    job.drill().simulator().clearFaults();
    assertThat(job.tasks()).isEmpty();
    job.drill().advance(Duration.ofMinutes(50));

    job.ends(0, "apply");

    assertThat(job.ledger().get("berth:attempt")).startsWith("1.1@");
    assertThat(job.tasks()).hasSize(1);
  }
}
