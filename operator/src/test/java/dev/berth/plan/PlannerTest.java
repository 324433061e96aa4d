package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.owned;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Why;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);
  private final Wanted worker = want("worker", "worker:1", 1, "api");

  @Test
  void a_world_that_is_as_wanted_is_kept_and_costs_no_call() {
    var plan = Planner.plan(desired(api), observed(settled(api)));

    assertThat(plan.changes())
        .containsExactly(new Change.Keep(api, settled(api), new Progress.Settled()));
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  void a_new_image_is_registered_then_intended_then_rolled_out() {
    var have = read(settled(old), old);

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(verbs(plan))
        .containsExactly("RegisterTaskDefinition", "MarkApplied", "UpdateService");
    assertThat(paths(plan)).containsExactly("taskDefinition.containerDefinitions[api].image");
  }

  @Test
  @Tag("R-01")
  void what_is_not_ours_is_refused_and_untouched() {
    var have = owned(settled(old), new Owner.Foreign(Optional.of("acme/other")));

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Blocked(
                new Change.Adopt(api, have, List.of()), new Why.Foreign("acme/other")));
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  @Tag("R-01")
  void a_service_that_lost_its_tags_is_known_and_untouched() {
    var have = owned(settled(old), new Owner.Lost());

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Blocked(new Change.Adopt(api, have, List.of()), new Why.OwnershipLost()));
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  @Tag("R-05")
  void another_version_of_the_hash_rolls_nothing_when_the_content_is_equal() {
    var have = read(tagged(settled(api), Marks.APPLIED, "0-cafe/api:1"), api);

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.differs()).isFalse();
    assertThat(verbs(plan)).containsExactly("Tag");
  }

  @Test
  @Tag("R-06")
  void without_the_applied_mark_the_content_decides_and_the_mark_is_written_again() {
    var have = read(tagged(settled(api), Marks.APPLIED, ""), api);

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.differs()).isFalse();
    assertThat(verbs(plan)).containsExactly("Tag");
  }

  @Test
  @Tag("R-07")
  void another_commit_alone_is_no_difference() {
    var have = tagged(settled(api), Marks.REVISION, "another");

    var plan = Planner.plan(desired(api), observed(have));

    assertThat(plan.differs()).isFalse();
    assertThat(plan.actions()).isEmpty();
  }

  private static List<String> verbs(Plan plan) {
    return plan.actions().stream().map(action -> action.getClass().getSimpleName()).toList();
  }

  private static List<String> paths(Plan plan) {
    return fields(plan).stream().map(field -> field.path().toString()).toList();
  }

  private static List<Field> fields(Plan plan) {
    return plan.changes().getFirst() instanceof Change.Update(_, _, var fields)
        ? fields
        : List.of();
  }
}
