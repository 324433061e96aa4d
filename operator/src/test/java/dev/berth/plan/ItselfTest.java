package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Authority;
import dev.berth.model.Authority.LeaseTable;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Live;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Strays;
import dev.berth.model.Strays.Stray;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Why;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-29")
class ItselfTest {
  private static final Self SELF = Self.of("test", "berth");
  private static final LeaseTable LEASE = new LeaseTable("leases", LeaseTable.USUAL);

  private static Plan plan(Self self, Desired desired, Live... live) {
    return Planner.plan(desired, observed(live), Allowance.NONE, self);
  }

  private static Desired with(Desired desired, Habit prune, Optional<LeaseTable> lease) {
    var old = desired.environment();
    var environment =
        new EnvironmentSpec(
            old.name(),
            old.installation(),
            old.region(),
            old.cluster(),
            old.namespace(),
            old.tags(),
            new Sync(Mode.APPLY, Habit.ON, prune),
            old.minimumVersion(),
            old.policies(),
            old.keeping(),
            new Authority(lease, Optional.empty()));
    return new Desired(environment, desired.revision(), desired.wanted());
  }

  /// Of another image.
  private static Live before(String name) {
    var old = want(name, "old:1", 1);
    return read(settled(old), old);
  }

  private static List<String> updated(Plan plan) {
    return plan.actions().stream()
        .filter(Action.UpdateService.class::isInstance)
        .map(action -> action.key().name())
        .toList();
  }

  private static Wanted rollingAlone(Wanted want) {
    var percent = Worlds.json("{\"minimumHealthyPercent\": 0, \"maximumPercent\": 100}");
    return new Wanted(
        want.key(), want.fields().with("deploymentConfiguration", percent), want.wiring());
  }

  @Test
  void it_is_rolled_out_last_though_others_are_named_after_it() {
    var all = List.of(want("api", "api:2", 1), want("berth", "berth:2", 1), want("web", "w:2", 1));
    var desired = desired(all.toArray(Wanted[]::new));
    var world = all.stream().map(each -> before(each.key().name())).toArray(Live[]::new);

    assertThat(updated(plan(SELF, desired, world))).containsExactly("api", "web", "berth");
    assertThat(updated(plan(Self.NOBODY, desired, world))).containsExactly("api", "berth", "web");
  }

  @Test
  void nothing_waits_for_it() {
    var api = want("api", "api:2", 1, "berth");
    var desired = desired(api, want("berth", "berth:2", 1));
    var world = new Live[] {before("api"), before("berth")};

    assertThat(updated(plan(SELF, desired, world))).containsExactly("api", "berth");
    assertThat(updated(plan(Self.NOBODY, desired, world))).containsExactly("berth");
  }

  @Test
  void it_waits_for_what_it_needs_itself() {
    var desired = desired(want("berth", "berth:2", 1, "db"), want("db", "db:2", 1));
    var world = new Live[] {before("berth"), before("db")};

    assertThat(updated(plan(SELF, desired, world))).containsExactly("db");
  }

  @Test
  void it_is_not_scaled_to_zero() {
    var have = settled(want("berth", "berth:1", 1));

    var plan = plan(SELF, desired(want("berth", "berth:1", 0)), have);

    assertThat(plan.actions()).isEmpty();
    assertThat(((Change.Blocked) plan.changes().getFirst()).why()).isEqualTo(new Why.Itself());
    assertThat(updated(plan(Self.NOBODY, plan.desired(), have))).containsExactly("berth");
  }

  @Test
  void a_service_of_its_name_in_another_cluster_is_another() {
    var have = settled(want("berth", "berth:1", 1));

    var plan = plan(Self.of("other", "berth"), desired(want("berth", "berth:1", 0)), have);

    assertThat(updated(plan)).containsExactly("berth");
  }

  @Test
  void it_is_not_pruned_and_does_not_count_where_others_are() {
    var api = want("api", "api:1", 1);
    var berth = settled(want("berth", "berth:1", 1));
    var old = settled(want("old", "old:1", 1));
    var strays = List.of(new Stray(berth, Worlds.NOW), new Stray(old, Worlds.NOW));
    var world = observed(settled(api));
    var found = new Observed(world.at(), 0, world.live(), new Strays.Found(strays));
    var desired = with(desired(api), Habit.ON, Optional.empty());

    var plan = Planner.plan(desired, found, Allowance.NONE, SELF);

    assertThat(plan.actions().stream().map(action -> action.key().name())).containsExactly("old");
    assertThat(plan.changes().getLast())
        .isEqualTo(new Change.Blocked(new Change.Delete(berth), new Why.Itself()));
    assertThat(PlanView.words(new Why.Itself(), ResourceKey.service("berth")))
        .isEqualTo(
            "the operator does not stop itself; if that is meant, `berth apply` from elsewhere");
  }

  @Test
  void its_scalable_target_does_not_go_to_zero() {
    var request = new TreeMap<String, Value>();
    request.put("minCapacity", Value.of(0));
    request.put("maxCapacity", Value.of(0));
    var key = ResourceKey.scalableTarget("berth");
    var target = new Wanted(key, new Value.Fields(request), Worlds.wiring(List.of()));
    var berth = want("berth", "berth:1", 1);

    var plan = plan(SELF, desired(berth, target), settled(berth));

    assertThat(plan.actions()).isEmpty();
    assertThat(plan.changes().getLast()).isInstanceOf(Change.Blocked.class);
  }

  @Test
  void two_of_it_at_once_want_a_lease_R_27() {
    var two = want("berth", "berth:1", 2);
    var rolling = want("berth", "berth:1", 1);

    assertThat(told(rolling, Optional.empty()))
        .containsExactly(
            "service/berth is the operator's own service, and its roll-out runs two of it at once");
    assertThat(told(rollingAlone(two), Optional.empty()))
        .containsExactly("service/berth is the operator's own service, and 2 of it run at once");
    assertThat(told(rollingAlone(rolling), Optional.empty())).isEmpty();
    assertThat(told(two, Optional.of(LEASE))).isEmpty();
  }

  private static List<String> told(Wanted berth, Optional<LeaseTable> lease) {
    var plan = plan(SELF, with(desired(berth), Habit.OFF, lease), settled(berth));
    return Itself.findings(SELF, plan).stream().map(finding -> finding.sentence()).toList();
  }
}
