package dev.berth.plan;

import static dev.berth.plan.Worlds.counted;
import static dev.berth.plan.Worlds.deployed;
import static dev.berth.plan.Worlds.deployment;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.history;
import static dev.berth.plan.Worlds.json;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.past;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Deployment;
import dev.berth.model.Marks;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Why;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RolloutsTest {
  private static final String STRATEGY = "{\"it\": [{\"capacityProvider\": \"FARGATE\"}]}";

  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);
  private final Wanted worker = want("worker", "worker:1", 1, "api");

  @Test
  @Tag("R-11")
  void a_roll_out_that_was_rolled_back_is_skipped_first_of_all() {
    var have = rolledBack("ROLLBACK_SUCCESSFUL");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(verbs(plan)).containsExactly("Tag");
    assertThat(plan.changes().getFirst()).isInstanceOf(Change.Blocked.class);
  }

  @Test
  @Tag("R-11")
  @Tag("R-13")
  void while_one_answer_tells_of_a_roll_out_and_another_of_its_end_nothing_is_done() {
    var have = rolledBack("IN_PROGRESS");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.changes().getFirst())
        .isEqualTo(
            new Change.Keep(
                api, have, new Change.Progress.Rolling("1 of 1 new tasks running, 1 old")));
  }

  @Test
  @Tag("R-11")
  void what_is_skipped_is_not_tried_again() {
    var hash = SpecHash.content(api.fields());
    var have = tagged(rolledBack("ROLLBACK_SUCCESSFUL"), Marks.SKIP, hash + "/breaker");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.actions()).isEmpty();
    assertThat(((Change.Blocked) plan.changes().getFirst()).why())
        .isEqualTo(new Why.Skipped("breaker"));
  }

  @Test
  @Tag("R-11")
  void an_intent_whose_update_was_lost_is_not_what_failed() {
    var fields =
        api.fields().with("capacityProviderStrategy", json(STRATEGY).at("it").orElseThrow());
    var moved = new Wanted(api.key(), fields.without("launchType"), api.wiring());

    var first = Planner.plan(desired(moved), observed(live(api, 1, "FAILED")));
    var intent = (Action.MarkApplied) first.actions().get(1);
    assertThat(intent.tags()).containsEntry(Marks.FORGIVEN, "ecs-svc/1");

    var marked = tagged(live(api, 1, "FAILED"), Marks.FORGIVEN, "ecs-svc/1");
    var lost = tagged(marked, Marks.APPLIED, intent.hash() + "/api:1");
    var plan = Planner.plan(desired(moved), observed(lost));
    assertThat(verbs(plan)).containsExactlyElementsOf(verbs(first));
  }

  @Test
  @Tag("R-11")
  void a_first_roll_out_that_failed_is_blocked_although_live_equals_wanted() {
    var plan = Planner.plan(desired(api), observed(live(api, 1, "FAILED")));

    assertThat(verbs(plan)).containsExactly("Tag");
    assertThat(plan.changes().getFirst()).isInstanceOf(Change.Blocked.class);
  }

  @Test
  @Tag("R-11")
  void a_deployment_of_unknown_age_is_not_past_its_deadline() {
    var late = live(api, 1, "IN_PROGRESS");
    var primary = late.deployments().getFirst();
    var ageless =
        deployed(
            late,
            new Deployment(
                primary.id(),
                primary.status(),
                primary.taskDefinition(),
                primary.rollout(),
                "",
                primary.counts(),
                0,
                Instant.EPOCH));

    assertThat(verbs(Planner.plan(desired(api), observed(ageless)))).isEmpty();
  }

  @Test
  @Tag("R-12")
  void retry_rolls_anew_what_failed_though_an_older_berth_wrote_down_its_hash() {
    var hash = SpecHash.content(api.fields());
    var failed = tagged(read(live(api, 1, "FAILED"), api), Marks.SKIP, hash + "/breaker");
    var have = tagged(failed, Marks.APPLIED, "0-0123456789abcdef/api:1");

    var actions = Retries.of(api, have, desired(api), observed(have));

    assertThat(((Action.Tag) actions.getFirst()).tags())
        .containsEntry(Marks.FORGIVEN, "ecs-svc/1")
        .containsKey(Marks.RESTART);
    assertThat(actions.getLast()).isInstanceOf(Action.Untag.class);
  }

  @Test
  @Tag("R-11")
  void a_late_success_clears_the_skip() {
    var hash = SpecHash.content(api.fields());
    var have = tagged(settled(api), Marks.SKIP, hash + "/deadline");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(verbs(plan)).containsExactly("Untag");
    assertThat(plan.differs()).isFalse();
  }

  @Test
  @Tag("R-11")
  void what_somebody_else_superseded_is_drift() {
    var have =
        history(
            read(
                deployed(settled(api), deployment("ecs-svc/9", "PRIMARY", "api", 9, "COMPLETED")),
                old),
            past("SUCCESSFUL", "api", 9, 100),
            past("SUCCESSFUL", "api", 1, 900));

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(causes(plan)).containsExactly(new Field.Cause.Drift());
    assertThat(verbs(plan))
        .containsExactly("RegisterTaskDefinition", "MarkApplied", "UpdateService");
  }

  @Test
  @Tag("R-12")
  void a_changed_manifest_needs_no_retry() {
    var hash = SpecHash.content(want("api", "api:broken", 2).fields());
    var have = tagged(read(settled(old), old), Marks.SKIP, hash + "/breaker");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.changes().getFirst()).isInstanceOf(Change.Update.class);
  }

  @Test
  @Tag("R-13")
  void drift_is_suppressed_while_a_deployment_runs() {
    var have = counted(live(api, 2, "IN_PROGRESS"), 7);

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.changes().getFirst()).isInstanceOf(Change.Keep.class);
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  @Tag("R-13")
  void a_new_wish_supersedes_a_running_deployment() {
    var have = read(live(old, 2, "IN_PROGRESS"), old);

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.changes().getFirst()).isInstanceOf(Change.Update.class);
  }

  private dev.berth.model.Live.LiveService rolledBack(String status) {
    var back =
        deployed(
            live(api, 2, "COMPLETED"), deployment("ecs-svc/1", "PRIMARY", "api", 1, "COMPLETED"));
    return history(read(back, old), past(status, "api", 2, 300), past("SUCCESSFUL", "api", 1, 900));
  }

  private static List<String> verbs(Plan plan) {
    return plan.actions().stream().map(action -> action.getClass().getSimpleName()).toList();
  }

  private static List<Field.Cause> causes(Plan plan) {
    return fields(plan).stream().map(Field::cause).toList();
  }

  private static List<Field> fields(Plan plan) {
    return plan.changes().getFirst() instanceof Change.Update(_, _, var fields)
        ? fields
        : List.of();
  }
}
