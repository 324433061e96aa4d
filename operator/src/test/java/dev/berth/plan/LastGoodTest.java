package dev.berth.plan;

import static dev.berth.plan.Worlds.deployed;
import static dev.berth.plan.Worlds.deployment;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.history;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.past;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Marks;
import dev.berth.model.Wanted;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-12")
class LastGoodTest {
  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);

  @Test
  void the_newest_success_that_is_not_the_revision_to_leave_is_good() {
    var have =
        history(
            live(api, 5, "COMPLETED"),
            past("SUCCESSFUL", "api", 5, 100),
            past("ROLLBACK_SUCCESSFUL", "api", 4, 200),
            past("SUCCESSFUL", "api", 3, 300),
            past("SUCCESSFUL", "api", 2, 400));

    assertThat(LastGood.before(have, "api:5")).hasValue("api:3");
    assertThat(LastGood.before(have, "api:3")).hasValue("api:5");
  }

  @Test
  void the_mark_remembers_what_ecs_no_longer_does() {
    var have = tagged(live(api, 5, "COMPLETED"), Marks.GOOD, "api:2");

    assertThat(LastGood.before(have, "api:5")).hasValue("api:2");
    assertThat(LastGood.before(have, "api:2")).isEmpty();
    assertThat(LastGood.before(live(api, 5, "COMPLETED"), "api:5")).isEmpty();
  }

  @Test
  @Tag("R-20")
  void all_that_runs_or_may_be_gone_back_to_is_needed() {
    var rolling =
        deployed(
            tagged(live(api, 7, "COMPLETED"), Marks.GOOD, "api:4"),
            deployment("ecs-svc/6", "PRIMARY", "api", 6, "IN_PROGRESS"),
            deployment("ecs-svc/5", "ACTIVE", "api", 5, "COMPLETED"));

    assertThat(LastGood.needed(rolling)).containsExactly("api:4", "api:5", "api:6", "api:7");
    assertThat(LastGood.needed(history(rolling, past("SUCCESSFUL", "api", 3, 900))))
        .containsExactly("api:3", "api:4", "api:5", "api:6", "api:7");
  }

  @Test
  void a_roll_out_remembers_what_ran_before_it() {
    var plan = Planner.plan(desired(api), observed(read(settled(old), old)));

    assertThat(intent(plan).tags()).containsEntry(Marks.GOOD, "api:1");
  }

  @Test
  void what_has_not_rolled_out_or_is_somebodys_is_not_remembered() {
    var failed = Planner.plan(desired(api), observed(read(live(old, 1, "FAILED"), old)));
    var drifted = deployed(settled(old), deployment("ecs-svc/9", "PRIMARY", "api", 9, "COMPLETED"));
    var drift = Planner.plan(desired(api), observed(read(drifted, old)));

    assertThat(intent(failed).tags()).doesNotContainKey(Marks.GOOD);
    assertThat(intent(drift).tags()).doesNotContainKey(Marks.GOOD);
  }

  @Test
  void held_content_is_held_although_it_runs_and_retry_lets_it_go() {
    var skip = Marks.Skip.back(SpecHash.content(api.fields()), "api:1");
    var have = tagged(settled(api), Marks.SKIP, skip.toString());

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.changes().getFirst())
        .isEqualTo(
            new Change.Blocked(
                new Change.Restart(api, have, "the same content again"),
                new Change.Why.Held("rolled back to api:1")));
    assertThat(have.marks().skip()).isEqualTo(Optional.of(skip));
    assertThat(Retries.of(api, have, desired(api), observed(have)))
        .singleElement()
        .isInstanceOf(Action.Untag.class);
  }

  @Test
  void retry_of_what_failed_and_was_held_then_forgives_the_failure() {
    var skip = Marks.Skip.back(SpecHash.content(api.fields()), "api:1");
    var back = deployed(settled(old), deployment("ecs-svc/1", "PRIMARY", "api", 1, "COMPLETED"));
    var applied = SpecHash.content(api.fields()) + "/api:2";
    var failed =
        history(
            tagged(read(back, old), Marks.APPLIED, applied),
            past("ROLLBACK_SUCCESSFUL", "api", 2, 100),
            past("SUCCESSFUL", "api", 1, 900));
    var have = tagged(failed, Marks.SKIP, skip.toString());

    var actions = Retries.of(api, have, desired(api), observed(have));

    assertThat(((Action.Tag) actions.getFirst()).tags())
        .containsExactly(Map.entry(Marks.FORGIVEN, "ecs-svc/2"));
    assertThat(actions.getLast()).isInstanceOf(Action.Untag.class);
  }

  private static Action.MarkApplied intent(Plan plan) {
    return (Action.MarkApplied) plan.actions().get(1);
  }
}
