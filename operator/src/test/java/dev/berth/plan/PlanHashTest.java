package dev.berth.plan;

import static dev.berth.plan.Worlds.counted;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Observed;
import dev.berth.model.Wanted;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanHashTest {
  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);
  private final Wanted worker = want("worker", "worker:1", 1, "api");

  @Test
  void the_same_plan_made_later_or_while_a_dependency_moves_has_the_same_name() {
    var plan = Planner.plan(desired(api, worker), observed(read(settled(old), old)));
    var later = new Observed(Worlds.NOW.plusSeconds(9), 7, plan.observed().live());

    assertThat(PlanHash.of(plan)).hasSize(8).matches("[0-9a-f]+");
    assertThat(PlanHash.of(Planner.plan(plan.desired(), later))).isEqualTo(PlanHash.of(plan));
  }

  @Test
  void another_wish_another_live_value_or_another_owner_is_another_plan() {
    var plan = Planner.plan(desired(api), observed(read(settled(old), old)));
    var other = want("api", "api:3", 2);
    var wished = Planner.plan(desired(other), observed(read(settled(old), old)));
    var older = want("api", "api:0", 2);
    var found = Planner.plan(desired(api), observed(read(settled(older), older)));
    var counts = Planner.plan(desired(api), observed(counted(read(settled(old), old), 5)));

    assertThat(Stream.of(plan, wished, found, counts).map(PlanHash::of)).doesNotHaveDuplicates();
  }
}
