package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A saved plan with a Job, a range, a rotated secret, pinned images and a deletion in it, carried
/// out as it is.
@Tag("R-25")
class SavedPlanKindsTest {
  @TempDir private Path folder;
  @TempDir private Path twin;

  @Test
  void is_carried_out_by_the_very_calls_of_an_apply_and_then_nothing_is_left() {
    var plan = PlanFolder.in(folder).released().saved();
    var other = PlanFolder.in(twin).released();

    var carried = plan.drill().written(() -> PlanFolder.ends(0, plan.carriedOut()));
    var applied = other.drill().written(() -> PlanFolder.ends(0, other.drill().berth("apply")));

    assertThat(carried).isEqualTo(applied);
    assertThat(carried)
        .contains("DeleteService old", "UpdateService web", "UpdateService worker")
        .filteredOn(call -> call.startsWith("RunTask"))
        .hasSize(1);
    PlanFolder.ends(0, plan.drill().berth("diff"));
    assertThat(plan.drill().written(() -> PlanFolder.ends(0, plan.carriedOut()))).isEmpty();
  }

  @Test
  void a_service_that_is_used_again_is_not_deleted_behind_gates_that_open_late() {
    var plan = PlanFolder.in(folder).released().saved();
    var drill = plan.drill();
    var once = new AtomicBoolean();
    drill.watch(() -> {
      if (!drill.revision("web").equals("web:2") || once.getAndSet(true)) return;
      drill.ecs(
          "UpdateService", "{'cluster':'tracecat-demo','service':'old','forceNewDeployment':true}");
    });

    var ran = PlanFolder.ends(5, plan.carriedOut());

    drill.unwatch();
    assertThat(ran.out()).contains("service/old:\n  deployment: ", "does not say this");
    assertThat(drill.service("old").text("status")).hasValue("ACTIVE");
  }

  @Test
  void a_job_that_another_apply_ran_for_the_same_release_is_not_run_twice() {
    var plan = PlanFolder.in(folder).released().saved();
    PlanFolder.ends(4, plan.drill().berth("apply", "-q", "--timeout", "5s"));

    PlanFolder.ends(0, plan.carriedOut());

    assertThat(plan.drill().calls("RunTask")).isEqualTo(2);
    PlanFolder.ends(0, plan.drill().berth("diff"));
  }

  /// The end of a process that nothing catches.
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void after_a_death_behind_any_of_its_writes_the_file_goes_on_and_does_nothing_twice() {
    var whole = PlanFolder.in(folder).released().saved();
    var writes = whole.drill().written(() -> PlanFolder.ends(0, whole.carriedOut()));
    for (int cut = 1; cut < writes.size(); cut++) {
      var plan = PlanFolder.in(twin.resolve("cut-" + cut)).released().saved();
      var drill = plan.drill();
      int last = drill.writes() + cut;
      drill.watch(() -> {
        if (drill.writes() >= last) throw new Death();
      });
      var written =
          drill.written(() -> {
            assertThatThrownBy(plan::carriedOut).isInstanceOf(Death.class);
            drill.unwatch();
            PlanFolder.ends(0, plan.carriedOut());
          });
      assertThat(calls(written)).as("dead after write " + cut).isEqualTo(calls(writes));
    }

    System.out.printf("saved plan of all kinds: %d deaths, nothing twice%n", writes.size() - 1);
  }

  /// Without the marks, which may be written again.
  private static List<String> calls(List<String> written) {
    return written.stream().filter(call -> !call.startsWith("TagResource")).sorted().toList();
  }

  @Test
  @Tag("R-21")
  void a_tag_that_moves_on_the_way_changes_nothing_of_what_is_run() {
    var plan = PlanFolder.in(folder).released().saved();
    var drill = plan.drill();
    int before = drill.writes();
    drill.watch(() -> {
      if (drill.writes() > before) plan.moves("app:2");
    });

    PlanFolder.ends(0, plan.carriedOut());

    drill.unwatch();
    for (var family : List.of("web", "migrate")) {
      var request = "{'taskDefinition':'%s'}".formatted(family);
      var definition = drill.ecs("DescribeTaskDefinition", request).fields("taskDefinition");
      var image = definition.each("containerDefinitions").getFirst().text("image").orElseThrow();
      assertThat(drill.read("plan.json")).contains("\"image\" : \"" + image + "\"");
    }
    PlanFolder.ends(1, drill.berth("diff"));
  }

  @Test
  void a_job_that_fails_in_it_holds_what_waits_and_a_second_time_writes_nothing() {
    var plan = PlanFolder.in(folder).released().saved();
    plan.drill()
        .script(
            """
            {"match": {"container": "work"}, "outcome": {"exit": {"code": 3, "after": "8s"}}}
            """);

    var ran = PlanFolder.ends(3, plan.carriedOut());

    assertThat(ran.out()).contains("migrate: ", "exited 3").contains("web");
    assertThat(plan.drill().revision("web")).isEqualTo("web:1");
    assertThat(plan.drill().service("old").text("status")).hasValue("ACTIVE");
    assertThat(plan.drill().written(() -> PlanFolder.ends(3, plan.carriedOut()))).isEmpty();
  }

  @Test
  void a_job_that_runs_while_it_is_made_may_end_before_it_is_carried_out() {
    var plan = running();

    PlanFolder.ends(0, plan.carriedOut());

    assertThat(plan.drill().calls("RunTask")).isEqualTo(2);
    PlanFolder.ends(0, plan.drill().berth("diff"));
  }

  @Test
  void and_its_end_may_be_written_down_by_somebody_else() {
    var plan = running();
    PlanFolder.ends(4, plan.drill().berth("apply", "-q", "--timeout", "5s"));
    assertThat(plan.drill().revision("web")).isEqualTo("web:1");

    PlanFolder.ends(0, plan.carriedOut());

    assertThat(plan.drill().calls("RunTask")).isEqualTo(2);
  }

  /// The Job of the new release runs already, and the plan is made meanwhile.
  private PlanFolder running() {
    var plan = PlanFolder.in(folder).released();
    plan.drill()
        .script(
            """
            {"match": {"container": "work"}, "outcome": {"exit": {"code": 0, "after": "3m"}}}
            """);
    PlanFolder.ends(4, plan.drill().berth("apply", "-q", "--timeout", "30s"));
    plan.saved();
    plan.drill().advance(Duration.ofMinutes(5));
    return plan;
  }
}
