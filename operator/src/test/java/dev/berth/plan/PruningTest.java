package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Live;
import dev.berth.model.Observed;
import dev.berth.model.Strays;
import dev.berth.model.Strays.Stray;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-18")
class PruningTest {
  private final Wanted api = want("api", "api:2", 2);

  private static Desired pruned(Desired desired) {
    var old = desired.environment();
    var environment =
        new EnvironmentSpec(
            old.name(),
            old.installation(),
            old.region(),
            old.cluster(),
            old.namespace(),
            old.tags(),
            new Sync(Mode.APPLY, Habit.ON, Habit.ON),
            old.minimumVersion(),
            old.policies());
    return new Desired(environment, desired.revision(), desired.wanted());
  }

  /// Strays by how many seconds old they are.
  private static Observed with(Observed observed, int... ages) {
    var strays = new ArrayList<Stray>();
    for (int age : ages) {
      var service = settled(want("old-" + age, "old:1", 1));
      strays.add(new Stray(service, Worlds.NOW.minusSeconds(age)));
    }
    return new Observed(observed.at(), observed.calls(), observed.live(), new Strays.Found(strays));
  }

  private static List<String> deleted(Plan plan) {
    return plan.actions().stream()
        .filter(Action.DeleteService.class::isInstance)
        .map(action -> action.key().name())
        .toList();
  }

  @Test
  void without_prune_a_stray_is_no_difference() {
    var plan = Planner.plan(desired(api), with(observed(settled(api)), 5));

    assertThat(plan.differs()).isFalse();
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.notes())
        .containsExactly(
            "1 service is this environment's and in no manifest: old-5; sync.prune is off, so"
                + " nothing is deleted");
  }

  @Test
  void the_newest_is_deleted_first_as_the_last_thing_of_a_plan() {
    var many = IntStream.range(0, 25).mapToObj(n -> want("s" + n, "s:1", 1)).toList();
    var world = many.stream().map(Worlds::settled).toArray(Live[]::new);

    var plan =
        Planner.plan(pruned(desired(many.toArray(Wanted[]::new))), with(observed(world), 9, 5));

    assertThat(deleted(plan)).containsExactly("old-5", "old-9");
    assertThat(plan.changes().getLast()).isInstanceOf(Change.Delete.class);
    assertThat(plan.waves().get(plan.changes().getLast().key())).isEqualTo(1);
  }

  @Test
  void more_than_a_tenth_needs_an_approval_for_just_these() {
    var world = with(observed(settled(api)), 9, 5);
    var blocked = Planner.plan(pruned(desired(api)), world);

    assertThat(blocked.actions()).isEmpty();
    var limit = (Why.PruneLimit) ((Change.Blocked) blocked.changes().getLast()).why();
    assertThat(limit).isEqualTo(new Why.PruneLimit(2, 3, 1, limit.approval()));

    var allowance = new Allowance(new TreeSet<>(List.of(limit.approval())));
    var other = Planner.plan(pruned(desired(api)), with(observed(settled(api)), 9, 6), allowance);
    var approved = Planner.plan(pruned(desired(api)), world, allowance);

    assertThat(deleted(other)).isEmpty();
    assertThat(deleted(approved)).containsExactly("old-5", "old-9");
  }

  @Test
  void nothing_goes_while_something_wanted_does_not_stand() {
    var plan = Planner.plan(pruned(desired(api)), with(observed(live(api, 1, "IN_PROGRESS")), 5));

    assertThat(deleted(plan)).isEmpty();
    assertThat(plan.changes().getLast())
        .isInstanceOfSatisfying(
            Change.Waiting.class,
            waiting ->
                assertThat(waiting.on())
                    .containsExactly(new Change.Closed(api.key(), Change.Reason.ROLLING)));
  }
}
