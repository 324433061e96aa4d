package dev.berth.plan;

import static dev.berth.plan.Worlds.counted;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.owned;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Finding;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring.Adoption;
import dev.berth.plan.Change.Progress;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-04")
class ScalingTest {
  private static final String WHY = "a scalable target that is not ours sets it (1–10)";
  private static final Value.Fields UNTOLD = Value.Fields.EMPTY;

  private final Wanted api = want("api", "api:1", 2);
  private final LiveService scaled = counted(settled(api), 5);

  @Test
  void a_count_that_another_s_target_sets_is_kept() {
    var plan = Planner.plan(desired(api), observed(scaled, target(foreign())));

    assertThat(plan.changes())
        .containsExactly(new Change.Keep(api, scaled, new Progress.Settled()));
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.differs()).isFalse();
  }

  @Test
  void a_count_that_nobody_else_sets_is_drift() {
    var plan = Planner.plan(desired(api), observed(scaled));

    var count = field(new Field.Cause.Drift(), new Field.Consequence.InPlace());
    assertThat(plan.changes()).containsExactly(new Change.Update(api, scaled, List.of(count)));
    assertThat(updates(plan)).containsExactly(UNTOLD.with("desiredCount", Value.of(2)));
  }

  @Test
  void a_target_of_our_own_that_is_not_stated_goes_before_the_count_is_put_right() {
    var plan = Planner.plan(desired(api), observed(scaled, target(new Owner.Ours("acme/test"))));

    assertThat(updates(plan)).isEmpty();
    assertThat(plan.actions()).singleElement().isInstanceOf(Action.DeregisterScalableTarget.class);
  }

  @Test
  void another_service_s_target_excuses_no_count() {
    var other =
        new LiveScalableTarget(
            ResourceKey.scalableTarget("worker"), "arn:t", foreign(), range(1, 10));

    assertThat(updates(Planner.plan(desired(api), observed(scaled, other)))).hasSize(1);
  }

  @Test
  void a_count_is_left_alone_where_it_may_not_be_asked_who_sets_it() {
    var hidden = new HiddenScalableTarget(ResourceKey.scalableTarget("api"), "it is denied");
    var plan = Planner.plan(desired(api), observed(scaled, hidden));

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.differs()).isFalse();
    assertThat(PlanText.of(plan, Palette.PLAIN)).contains("(ignored: it is denied)");
  }

  @Test
  void what_differs_beside_the_count_is_put_right_without_it() {
    var have = counted(settled(want("api", "api:0", 2)), 5);
    var plan =
        Planner.plan(
            desired(api), observed(read(have, want("api", "api:0", 2)), target(foreign())));

    assertThat(updates(plan)).containsExactly(UNTOLD);
    assertThat(plan.actions())
        .extracting(Action::because)
        .containsOnly("taskDefinition.containerDefinitions[api].image");
    assertThat(((Change.Update) plan.changes().getFirst()).fields())
        .contains(field(new Field.Cause.Drift(), new Field.Consequence.Ignored(WHY)));
  }

  @Test
  void another_stated_count_is_not_written_either_but_remembered() {
    var more = want("api", "api:1", 3);
    var plan = Planner.plan(desired(more), observed(scaled, target(foreign())));

    assertThat(plan.differs()).isFalse();
    assertThat(plan.actions()).singleElement().isInstanceOf(Action.Tag.class);
  }

  @Test
  void failed_content_is_held_as_a_restart_where_only_the_count_differs() {
    var skip = SpecHash.content(api.fields()) + "/breaker: exit 1";
    var have = tagged(counted(live(api, 1, "FAILED"), 5), Marks.SKIP, skip);

    var plan = Planner.plan(desired(api), observed(have, target(foreign())));

    assertThat(plan.changes().getFirst())
        .isInstanceOfSatisfying(
            Change.Blocked.class,
            blocked -> assertThat(blocked.then()).isInstanceOf(Change.Restart.class));
  }

  @Test
  void creation_sends_the_stated_count_and_one_where_none_is_stated() {
    var without =
        new Wanted(api.key(), api.fields().without("desiredCount"), Worlds.wiring(List.of()));

    assertThat(
            created(Planner.plan(desired(api), observed(target(foreign())))).whole("desiredCount"))
        .contains(2);
    assertThat(created(Planner.plan(desired(without), observed())).whole("desiredCount"))
        .contains(1);
  }

  @Test
  void a_closed_gate_does_not_care_who_scaled_to_zero() {
    var worker = want("worker", "worker:1", 1, "api");
    var plan =
        Planner.plan(desired(api, worker), observed(counted(settled(api), 0), target(foreign())));

    assertThat(plan.changes().getLast())
        .isEqualTo(
            new Change.Waiting(
                new Change.Create(worker),
                List.of(new Change.Closed(api.key(), Change.Reason.SCALED_TO_ZERO))));
  }

  @Test
  void what_scales_a_service_waits_until_it_is_there_and_for_nothing_else() {
    var target = scaling(range(1, 10));
    var denial =
        new Finding(Finding.Severity.DENY, "no", Optional.empty(), Path.ROOT, "it is denied", "");
    var denied = new TreeMap<ResourceKey, List<Finding>>();
    denied.put(api.key(), List.of(denial));
    var wanted = desired(api, target);

    var unmade = Planner.plan(wanted.denying(denied), observed());
    var rolling = Planner.plan(wanted, observed(live(api, 1, "IN_PROGRESS")));

    assertThat(unmade.changes().getLast())
        .isEqualTo(
            new Change.Waiting(
                new Change.Create(target),
                List.of(new Change.Closed(api.key(), Change.Reason.DENIED))));
    assertThat(unmade.actions()).isEmpty();
    assertThat(rolling.changes().getLast()).isEqualTo(new Change.Create(target));
    assertThat(rolling.actions())
        .extracting(Action::call)
        .containsExactly("TagResource", "RegisterScalableTarget");
  }

  @Test
  void it_is_told_that_the_count_is_left_alone() {
    var plan = Planner.plan(desired(api), observed(scaled, target(foreign())));

    assertThat(PlanText.of(plan, Palette.PLAIN))
        .isEqualTo(
            """
            wave 1
                service/api  unchanged
                  desiredCount: 5 → 2  (ignored: %s)

            1 unchanged; 3 API calls
            """
                .formatted(WHY));
    assertThat(PlanMarkdown.of(plan)).contains("service/api</code> unchanged", "ignored: a scal");
    assertThat(PlanValue.of(plan).toString()).contains("ignored: " + WHY);
  }

  @Test
  void only_a_count_of_our_own_that_is_not_the_stated_one_asks_for_its_target() {
    assertThat(Reading.scaling(scaled, Optional.of(2))).isTrue();
    assertThat(Reading.scaling(scaled, Optional.of(5))).isFalse();
    assertThat(Reading.scaling(scaled, Optional.empty())).isFalse();
    assertThat(Reading.scaling(owned(scaled, others()), Optional.of(2))).isFalse();
  }

  @Test
  @Tag("R-02")
  void what_may_be_adopted_asks_for_its_target_like_what_is_ours() {
    assertThat(Reading.scaling(owned(scaled, foreign()), Optional.of(2))).isTrue();
    assertThat(Reading.scaling(owned(scaled, new Owner.Lost()), Optional.of(2))).isTrue();
  }

  @Test
  @Tag("R-02")
  void what_scales_a_service_waits_until_that_is_adopted() {
    var wiring = api.wiring().adopting(Adoption.KEEPING);
    var asks = new Wanted(api.key(), api.fields(), wiring);
    var target = scaling(range(1, 10));
    var rolling = owned(live(api, 1, "IN_PROGRESS"), foreign());

    var early = Planner.plan(desired(asks, target), observed(read(rolling, api)));
    var adopting =
        Planner.plan(desired(asks, target), observed(read(owned(settled(api), foreign()), api)));

    assertThat(early.changes().getLast())
        .isEqualTo(
            new Change.Waiting(
                new Change.Create(target),
                List.of(new Change.Closed(api.key(), Change.Reason.ROLLING))));
    assertThat(early.actions()).isEmpty();
    assertThat(adopting.actions()).singleElement().isInstanceOf(Action.Tag.class);
  }

  @Test
  @Tag("R-01")
  void what_scales_a_service_that_lost_its_tags_is_left_alone() {
    var lost = owned(counted(settled(api), 5), new Owner.Lost());
    var ours = new Owner.Ours("acme/test");
    var stated = scaling(range(1, 10));
    var other = scaling(range(2, 20));

    var same = Planner.plan(desired(api, stated), observed(lost, target(ours)));
    var moved = Planner.plan(desired(api, other), observed(lost, target(ours)));
    var unstated = Planner.plan(desired(api), observed(lost, target(ours)));

    assertThat(same.changes().getLast()).isInstanceOf(Change.Keep.class);
    assertThat(moved.changes().getLast())
        .isInstanceOfSatisfying(
            Change.Waiting.class,
            waiting ->
                assertThat(waiting.on())
                    .containsExactly(new Change.Closed(api.key(), Change.Reason.REFUSED)));
    assertThat(unstated.changes()).extracting(Change::key).containsExactly(api.key());
    assertThat(List.of(same, moved, unstated))
        .allSatisfy(plan -> assertThat(plan.actions()).isEmpty());
  }

  private static Wanted scaling(Value.Fields range) {
    var key = ResourceKey.scalableTarget("api");
    return new Wanted(key, range, Worlds.wiring(List.of()));
  }

  private static Value.Fields range(int min, int max) {
    return UNTOLD.with("minCapacity", Value.of(min)).with("maxCapacity", Value.of(max));
  }

  private static Owner foreign() {
    return new Owner.Foreign(Optional.empty());
  }

  private static Owner others() {
    return new Owner.Foreign(Optional.of("acme/other"));
  }

  private static Live target(Owner owner) {
    return new LiveScalableTarget(
        ResourceKey.scalableTarget("api"), "arn:target", owner, range(1, 10));
  }

  private static Field field(Field.Cause cause, Field.Consequence consequence) {
    return new Field(
        Path.of("desiredCount"),
        Optional.of(Value.of(5)),
        Optional.of(Value.of(2)),
        cause,
        consequence);
  }

  private static List<Value.Fields> updates(Plan plan) {
    return plan.actions().stream()
        .filter(Action.UpdateService.class::isInstance)
        .map(action -> ((Action.UpdateService) action).request())
        .toList();
  }

  private static Value.Fields created(Plan plan) {
    return ((Action.CreateService) plan.actions().getLast()).request();
  }
}
