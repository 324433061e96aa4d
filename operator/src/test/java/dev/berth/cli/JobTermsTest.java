package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a Job says of itself: its deadline, its retries, when it runs; and `berth job run`.
@Tag("R-16")
@Tag("R-17")
class JobTermsTest {
  @TempDir private Path folder;
  private JobFolder job;

  @BeforeEach
  void begin() {
    job = JobFolder.in(folder);
  }

  @Test
  void a_launch_that_fails_is_tried_again_with_growing_pauses() {
    job.work("{\"noCapacity\": true}");

    var ran = job.ends(3, "apply");

    assertThat(job.drill().calls("RunTask")).isEqualTo(4);
    assertThat(ran.out())
        .containsPattern("differs +runs again: launch 2 of 4\n")
        .contains("why      tried 4 times: Capacity is unavailable at this time.");
    assertThat(job.ledger().get("berth:attempt")).startsWith("1.4@");
    assertThat(job.drill().written(() -> job.ends(3, "apply"))).isEmpty();
    job.drill().clearScript();
    assertThat(job.drill().retry(JobFolder.JOB).code()).isZero();
    assertThat(job.ledger().get("berth:attempt")).startsWith("2.1@");
    assertThat(job.tasks()).hasSize(1);
  }

  @Test
  void an_image_that_is_missing_is_a_launch_that_failed() {
    job.say("retries: 1");
    job.work("{\"imageMissing\": true}");

    var ran = job.ends(3, "apply");

    assertThat(ran.out()).contains("tried 2 times: container work: CannotPullContainerError");
    assertThat(job.tasks()).hasSize(2);
  }

  @Test
  void what_ran_and_failed_costs_no_launch() {
    job.work("{\"exit\": {\"code\": 7}}");

    assertThat(job.ends(3, "apply").out()).contains("why      container work exited 7\n");

    assertThat(job.tasks()).hasSize(1);
    assertThat(job.ledger().get("berth:outcome")).matches("failed/7/[0-9a-f]{32}/\\d+/1.1/work/.*");
  }

  @Test
  void past_its_deadline_it_is_stopped_and_has_failed() {
    job.work("{\"neverEnds\": true}");

    var ran = job.ends(3, "apply");

    assertThat(ran.out()).contains("why      deadline of 30m passed\n");
    assertThat(job.drill().calls("StopTask")).isEqualTo(1);
    assertThat(job.ends(3, "status").out()).contains("m/work/");
  }

  @Test
  void what_has_succeeded_once_is_not_run_again_where_the_manifest_says_so() {
    job.say("runPolicy: once");
    job.work("{\"exit\": {\"code\": 1}}");
    job.ends(3, "apply");
    job.drill().clearScript();
    job.tag(1, 2);
    job.ends(0, "apply");
    job.tag(2, 3);

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(2);
    job.ends(0, "diff");
  }

  @Test
  void going_back_to_a_former_content_runs_it_again() {
    job.ends(0, "apply");
    job.tag(1, 2);
    job.ends(0, "apply");
    job.tag(2, 1);

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(3);
    assertThat(job.ledger().get("berth:attempt")).startsWith("3.1@");
  }

  @Test
  @Tag("R-19")
  void its_task_says_whose_it_is() {
    job.ends(0, "apply");

    var task = job.tasks().getFirst();
    assertThat(task.text("startedBy").orElse("")).matches("berth-job/1-1/[0-9a-f]{28}");
    assertThat(task.each("tags").toString()).contains("berth:job", "job/migrate", "acme/demo");
  }

  @Test
  @Tag("R-01")
  void a_family_of_somebody_else_is_refused() {
    job.ends(0, "apply");
    job.mark("berth:owner", "others/demo");
    job.tag(1, 2);

    assertThat(job.drill().written(() -> job.ends(3, "apply"))).isEmpty();
    assertThat(job.ends(1, "diff").out()).contains("not ours, its owner is others/demo");
  }

  @Test
  @Tag("R-24")
  void what_a_policy_denies_is_not_run_once_more_either() {
    job.work("{\"exit\": {\"code\": 1}}");
    job.ends(3, "apply");
    job.drill()
        .edit("environments/demo.yaml", "spec:\n", "spec:\n  policies: {writable-root: deny}\n");

    var ran = job.drill().retry(JobFolder.JOB);

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.out()).contains("migrate: a policy denies what the manifest says");
    assertThat(job.drill().calls("RunTask")).isEqualTo(1);
    assertThat(job.drill().retry(JobFolder.JOB).code()).isEqualTo(2);
  }

  @Test
  void a_run_by_hand_is_one_more_and_ends_with_the_codes_of_the_job() {
    job.ends(0, "apply");

    var good = job.run();
    job.work("{\"exit\": {\"code\": 42}}");
    var bad = job.run();

    assertThat(good.code()).as(good.text()).isZero();
    assertThat(good.out()).contains("logs     /ecs/demo m/work/").endsWith("migrate: succeeded\n");
    assertThat(bad.code()).as(bad.text()).isEqualTo(42);
    assertThat(bad.out()).endsWith("migrate: container work exited 42\n");
    assertThat(job.tasks()).hasSize(3);
    job.ends(3, "status");
    job.drill().clearScript();
    assertThat(job.run().code()).isZero();
    job.ends(0, "diff");
  }

  @Test
  void a_signal_leaves_a_run_by_hand_running() {
    job.ends(0, "apply");
    job.work("{\"exit\": {\"after\": \"20m\"}}");
    job.drill()
        .watch(() -> {
          if (job.drill().calls("RunTask") > 1) job.drill().signal("a signal asked for the end");
        });

    var left = job.run();

    assertThat(left.code()).as(left.text()).isEqualTo(5);
    assertThat(left.out()).endsWith("look again with:\n  berth status manifests -e demo\n");
    job.drill().unwatch();
    job.drill().noSignal();
    var again = job.run();
    assertThat(again.code()).as(again.text()).isEqualTo(5);
    assertThat(again.err()).contains("migrate is under way: task ");
    assertThat(job.ends(1, "status").out()).contains("running");
    job.ends(0, "apply");
    assertThat(job.tasks()).hasSize(2);
  }

  @Test
  void a_job_that_is_not_there_is_told_with_those_that_are() {
    var ran = job.drill().run(List.of("job", "run", "nosuch", folder.toString(), "-e", "demo"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo("berth: no job nosuch here; there are: migrate\n");
  }
}
