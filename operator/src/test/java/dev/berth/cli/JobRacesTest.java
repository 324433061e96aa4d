package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes at once, of which one has no luck: what it notes down undoes no run of the other.
@Tag("R-16")
class JobRacesTest {
  /// Calls of a first apply within which a second one can come.
  private static final int CALLS = 36;

  private static final int ROUNDS = 20;

  private static final String DENIED =
      """
      {"kind": "error", "operation": "RunTask", "status": 400, "code": "AccessDeniedException",
       "message": "User: u is not authorized to perform: ecs:RunTask on x"}
      """;

  @TempDir private Path folder;

  @Test
  void one_that_may_not_run_the_job_undoes_no_run_of_another() {
    int refused = 0;
    for (int n = 0; n < CALLS; n++) {
      var job = JobFolder.in(folder.resolve("first" + n));
      if (refused(job, n)) refused++;
      job.ends(0, "apply");
      assertThat(job.tasks()).as("a run of another before call " + n).hasSize(1);
      job.ends(0, "diff");
    }
    System.out.println("a refused RunTask after a run of another: " + refused);
    assertThat(refused).isPositive();
  }

  /// @return whether it came to be refused
  private static boolean refused(JobFolder job, int n) {
    var drill = job.drill();
    var calls = new int[1];
    drill.watch(() -> {
      if (calls[0]++ != n) return;
      drill.unwatch();
      drill.berth("apply", "--timeout", "20s");
      if (!job.tasks().isEmpty()) drill.fault(DENIED);
    });
    int code = drill.berth("apply").code();
    drill.unwatch();
    drill.simulator().clearFaults();
    assertThat(code).isIn(0, 5, 6);
    return code == 6;
  }

  @Test
  void one_that_found_no_capacity_undoes_no_run_of_another() {
    var job = JobFolder.in(folder);
    var drill = job.drill();
    job.work("{\"noCapacity\": true}");
    drill.watch(() -> {
      if (drill.calls("RunTask") != 1) return;
      drill.unwatch();
      drill.clearScript();
      job.work("{\"exit\": {\"after\": \"10m\"}}");
      drill.berth("apply", "--timeout", "5s");
      assertThat(job.tasks()).hasSize(1);
    });

    job.ends(0, "apply");

    assertThat(job.tasks()).hasSize(1);
    assertThat(job.ledger().get("berth:outcome")).startsWith("succeeded/0/");
    job.ends(0, "diff");
  }

  @Test
  void a_run_by_hand_waits_for_what_another_started() {
    var job = JobFolder.in(folder);
    var drill = job.drill();
    job.work("{\"exit\": {\"after\": \"10m\"}}");
    job.ends(4, "apply", "--timeout", "20s");
    job.mark("berth:outcome", "refused/-/-/1767225610/1.1/-/not authorized");

    var ran = job.run();

    assertThat(ran.code()).as(ran.text()).isEqualTo(5);
    assertThat(ran.err()).contains("migrate is under way: task ");
    assertThat(drill.calls("RunTask")).isEqualTo(1);
  }

  @Test
  void two_threads_at_once_start_one_task() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int round = 1; round <= ROUNDS; round++) {
        var job = JobFolder.in(folder.resolve("round" + round));
        var start = new CountDownLatch(2);
        var first = threads.submit(() -> atOnce(start, job));
        var second = threads.submit(() -> atOnce(start, job));
        assertThat(code(first)).isIn(0, 5);
        assertThat(code(second)).isIn(0, 5);
        job.ends(0, "apply");
        assertThat(job.tasks()).hasSize(1);
        assertThat(job.ledger().get("berth:attempt")).startsWith("1.1@");
      }
    }
  }

  private static Drill.Ran atOnce(CountDownLatch start, JobFolder job) throws Exception {
    start.countDown();
    start.await();
    return job.drill().berth("apply");
  }

  private static int code(Future<Drill.Ran> ran) throws Exception {
    return ran.get().code();
  }
}
