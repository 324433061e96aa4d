package dev.berth.plan;

import static dev.berth.plan.Worlds.NOW;
import static dev.berth.plan.Worlds.definition;
import static dev.berth.plan.Worlds.deployed;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.history;
import static dev.berth.plan.Worlds.json;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Counts;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Shift;
import dev.berth.model.Marks;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verdicts on a service whose strategy has stages, by what its newest service deployment says.
class StagedRolloutsTest {
  private static final Value.Fields BLUE_GREEN =
      json("{\"strategy\": \"BLUE_GREEN\", \"bakeTimeInMinutes\": 10}");

  private final Wanted api = staged(want("api", "api:2", 2));
  private final Wanted worker = want("worker", "worker:1", 1, "api");

  private static Wanted staged(Wanted want) {
    var fields = want.fields().with("deploymentConfiguration", BLUE_GREEN);
    return new Wanted(want.key(), fields, want.wiring());
  }

  private static Deployment deployment(int revision, String status, Instant createdAt) {
    return new Deployment(
        "ecs-svc/" + revision,
        status,
        definition("api", revision),
        Optional.empty(),
        "",
        new Counts(2, 2, 0),
        0,
        createdAt);
  }

  /// The wanted content as revision 2, alone or beside revision 1.
  private LiveService have(int deployments, Duration age) {
    var green = deployment(2, "PRIMARY", NOW.minus(age));
    var blue = deployment(1, "ACTIVE", NOW.minus(age.plusDays(1)));
    var have = live(api, 2, "COMPLETED");
    return deployments == 1 ? deployed(have, green) : deployed(have, green, blue);
  }

  private static PastDeployment newest(String status, int revision, Duration age) {
    return new PastDeployment(
        "arn:past/" + revision,
        status,
        "Service deployment rolled back because lifecycle hook arn:aws:lambda:x:1:function:smoke"
            + " failed at PRE_SCALE_UP.",
        definition("api", revision),
        "ecs-svc/" + revision,
        NOW.minus(age),
        Optional.of(new Shift("BAKE_TIME", 100, NOW.minusSeconds(120))));
  }

  private Plan plan(LiveService have) {
    return Planner.plan(desired(api, worker), observed(have));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESSFUL, 1, 2, Create",
    "IN_PROGRESS, 1, 2, Waiting",
    "PENDING, 1, 2, Waiting",
    "STOP_REQUESTED, 1, 2, Waiting",
    "IN_PROGRESS, 2, 2, Waiting",
    "SUCCESSFUL, 2, 2, Waiting",
    "ROLLBACK_IN_PROGRESS, 1, 3, Waiting",
    "ROLLBACK_SUCCESSFUL, 1, 3, Create",
    "ROLLBACK_FAILED, 1, 3, Create",
    "STOPPED, 1, 3, Create"
  })
  @Tag("R-08")
  void a_gate_opens_when_the_newest_service_deployment_says_so(
      String status, int deployments, int target, String verdict) {
    var minute = Duration.ofMinutes(1);
    var have = history(have(deployments, minute), newest(status, target, minute));

    var change = plan(have).changes().getLast();

    assertThat(change.key()).isEqualTo(worker.key());
    assertThat(change.getClass().getSimpleName()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"P1D, Waiting", "P29D, Waiting", "P31D, Create"})
  @Tag("R-08")
  void one_that_ecs_no_longer_tells_of_has_ended_when_it_is_older_than_any_stage(
      Duration age, String verdict) {
    var change = plan(have(1, age)).changes().getLast();

    assertThat(change.getClass().getSimpleName()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLBACK_IN_PROGRESS, rolled back: lifecycle hook smoke failed at PRE_SCALE_UP",
    "ROLLBACK_FAILED, rolled back: lifecycle hook smoke failed at PRE_SCALE_UP",
    "STOPPED, stopped: lifecycle hook smoke failed at PRE_SCALE_UP"
  })
  @Tag("R-11")
  void what_ecs_took_back_or_stopped_is_skipped_with_its_reason(String status, String why) {
    var have = history(have(1, Duration.ofMinutes(1)), newest(status, 2, Duration.ofMinutes(1)));

    var blocked = (Change.Blocked) plan(have).changes().getFirst();

    assertThat(((Change.Why.Skipped) blocked.why()).reason()).isEqualTo(why);
  }

  @Test
  @Tag("R-11")
  void past_its_deadline_it_is_stopped_whatever_the_manifest_says_of_roll_backs() {
    var late = Duration.ofMinutes(21);
    var held = SpecHash.content(api.fields()) + "/deadline";
    var have = tagged(have(2, late), Marks.SKIP, held);

    var plan = plan(history(have, newest("IN_PROGRESS", 2, late)));

    assertThat(plan.actions()).hasSize(1);
    assertThat(plan.actions().getFirst())
        .isEqualTo(new Action.StopDeployment(api.key(), "arn:past/2", "past its deadline of 20m"));
  }

  @Test
  @Tag("R-12")
  void one_that_a_retry_forgave_counts_no_more() {
    var minute = Duration.ofMinutes(1);
    var have = tagged(have(1, minute), Marks.FORGIVEN, "ecs-svc/2");

    var plan = plan(history(have, newest("STOPPED", 2, minute)));

    assertThat(plan.changes().getFirst()).isNotInstanceOf(Change.Blocked.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          blue, green | blue, green | 0
          blue, green | green, blue | 0
          blue, green | blue, red | 1
          blue, green | red, green | 1
          blue, blue  | green, green | 2
          """)
  void swapped_target_groups_are_no_difference(String wanted, String live, int differences) {
    var want = balanced(wanted);
    var have = balanced(live);

    var found = FieldDiff.service(want, TargetPairs.settled(have, want));

    assertThat(found).hasSize(differences);
  }

  private static Value.Fields balanced(String groups) {
    var names = List.of(groups.split(", *"));
    var text =
        "{\"loadBalancers\": [{\"containerName\": \"api\", \"containerPort\": 80,"
            + " \"targetGroupArn\": \"%s\", \"advancedConfiguration\":"
            + " {\"alternateTargetGroupArn\": \"%s\"}}]}";
    return json(text.formatted(names.get(0), names.get(1)));
  }
}
