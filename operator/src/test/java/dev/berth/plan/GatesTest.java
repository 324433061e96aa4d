package dev.berth.plan;

import static dev.berth.plan.Worlds.counted;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.json;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Closed;
import dev.berth.plan.Change.Reason;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatesTest {
  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);
  private final Wanted worker = want("worker", "worker:1", 1, "api");

  @Test
  @Tag("R-08")
  void a_dependent_waits_for_what_is_still_rolling_out() {
    var rolling = live(api, 2, "IN_PROGRESS");

    var plan = Planner.plan(desired(api, worker), observed(rolling));

    assertThat(plan.changes().getLast()).isEqualTo(waiting(worker, Reason.ROLLING));
    assertThat(plan.actions()).isEmpty();
  }

  @Test
  @Tag("R-08")
  void a_dependent_waits_for_what_does_not_run_the_wanted_content() {
    var plan = Planner.plan(desired(api, worker), observed(read(settled(old), old)));

    assertThat(plan.changes().getLast()).isEqualTo(waiting(worker, Reason.BEHIND));
  }

  @Test
  @Tag("R-08")
  void the_whole_closure_must_be_open() {
    var ui = want("ui", "ui:1", 1, "worker");
    var rolling = live(api, 2, "IN_PROGRESS");

    var plan = Planner.plan(desired(api, worker, ui), observed(rolling, settled(worker)));

    assertThat(plan.changes().getLast()).isEqualTo(waiting(ui, Reason.ROLLING));
  }

  @Test
  @Tag("R-09")
  void a_dependency_at_zero_keeps_the_gate_closed() {
    var zero = want("api", "api:2", 0);

    var plan = Planner.plan(desired(zero, worker), observed(settled(zero)));

    assertThat(plan.changes().getLast()).isEqualTo(waiting(worker, Reason.SCALED_TO_ZERO));
  }

  @Test
  @Tag("R-10")
  void a_count_goes_through_a_closed_gate() {
    var rolling = live(api, 2, "IN_PROGRESS");

    var plan = Planner.plan(desired(api, worker), observed(rolling, counted(settled(worker), 9)));

    assertThat(verbs(plan)).containsExactly("Tag", "UpdateService");
    assertThat(plan.changes().getLast()).isInstanceOf(Change.Update.class);
  }

  @Test
  @Tag("R-10")
  void of_a_change_behind_a_closed_gate_only_what_is_in_place_is_done() {
    var newer = want("worker", "worker:2", 1, "api");
    var have = read(counted(settled(worker), 9), worker);

    var plan = Planner.plan(desired(api, newer), observed(live(api, 2, "IN_PROGRESS"), have));

    assertThat(verbs(plan)).containsExactly("Tag", "UpdateService");
    assertThat(plan.changes().getLast()).isInstanceOf(Change.Waiting.class);
  }

  @Test
  @Tag("R-10")
  void another_strategy_waits_at_the_gate_for_the_load_balancer_that_it_needs() {
    var group = "{\"it\": [{\"targetGroupArn\": \"arn:tg/a\", \"containerName\": \"worker\"}]}";
    var linear = json("{\"strategy\": \"LINEAR\", \"minimumHealthyPercent\": 50}");
    var fields =
        worker
            .fields()
            .with("deploymentConfiguration", linear)
            .with("loadBalancers", json(group).at("it").orElseThrow());
    var newer = new Wanted(worker.key(), fields, worker.wiring());
    var closed = live(api, 2, "IN_PROGRESS");

    var plan = Planner.plan(desired(api, newer), observed(closed, settled(worker)));
    var count = Planner.plan(desired(api, newer), observed(closed, counted(settled(worker), 9)));

    assertThat(verbs(plan)).isEmpty();
    assertThat(verbs(count)).containsExactly("Tag", "UpdateService");
    var update = (Action.UpdateService) count.actions().getLast();
    assertThat(update.request()).isEqualTo(json("{\"desiredCount\": 1}"));
    var tag = (Action.Tag) count.actions().getFirst();
    assertThat(tag.tags()).doesNotContainKey(Marks.SETTINGS);
  }

  /// Generated world 936: ECS refuses rebalancing beside the maximumPercent that waits with the
  /// strategy.
  @Test
  @Tag("R-10")
  void rebalancing_waits_for_what_ecs_refuses_it_without() {
    var narrow = json("{\"maximumPercent\": 100}");
    var group = "{\"it\": [{\"targetGroupArn\": \"arn:tg/a\", \"containerName\": \"worker\"}]}";
    var fields = worker.fields().with("availabilityZoneRebalancing", Value.of("ENABLED"));
    var linear = json("{\"strategy\": \"LINEAR\", \"maximumPercent\": 200}");
    var staged =
        fields
            .with("deploymentConfiguration", linear)
            .with("loadBalancers", json(group).at("it").orElseThrow());
    var wide = want("worker", "worker:2", 1, "api").fields();
    var closed = live(api, 2, "IN_PROGRESS");
    var off = worker.fields().with("availabilityZoneRebalancing", Value.of("DISABLED"));
    var before =
        new Wanted(worker.key(), off.with("deploymentConfiguration", narrow), worker.wiring());

    var waits = Planner.plan(desired(api, with(staged)), observed(closed, settled(before)));
    var goes =
        Planner.plan(
            desired(
                api,
                with(
                    wide.with("availabilityZoneRebalancing", Value.of("ENABLED"))
                        .with("deploymentConfiguration", json("{\"maximumPercent\": 150}")))),
            observed(closed, read(settled(before), before)));

    assertThat(verbs(waits)).isEmpty();
    var update = (Action.UpdateService) goes.actions().getLast();
    assertThat(update.request().map().keySet())
        .containsExactlyInAnyOrder("availabilityZoneRebalancing", "deploymentConfiguration");
  }

  private Wanted with(Value.Fields fields) {
    return new Wanted(worker.key(), fields, worker.wiring());
  }

  private static Change waiting(Wanted want, Reason reason) {
    return new Change.Waiting(
        new Change.Create(want), List.of(new Closed(ResourceKey.service("api"), reason)));
  }

  private static List<String> verbs(Plan plan) {
    return plan.actions().stream().map(action -> action.getClass().getSimpleName()).toList();
  }
}
