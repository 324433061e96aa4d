package dev.berth.plan;

import static dev.berth.plan.Worlds.counted;
import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.live;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.tagged;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.PauseMark;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Blocked;
import dev.berth.plan.Change.Keep;
import dev.berth.plan.Change.Update;
import dev.berth.plan.Change.Waiting;
import dev.berth.plan.Change.Why;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-26")
class HoldingTest {
  private static final Instant END = Worlds.NOW.plusSeconds(1800);
  private static final PauseMark PAUSE = PauseMark.until(END, "index is rebuilt");

  private final Wanted api = want("api", "api:2", 2);
  private final Wanted old = want("api", "api:1", 2);
  private final Wanted worker = want("worker", "worker:1", 1, "api");
  private final LiveService behind = read(settled(old), old);

  @Test
  void what_is_paused_shows_its_fields_and_nothing_of_it_is_written() {
    var plan = Planner.plan(desired(api), observed(paused(behind)));

    var held = Pauses.respected(plan);

    var update = (Update) plan.changes().getFirst();
    assertThat(update.fields()).isNotEmpty();
    assertThat(held.changes())
        .containsExactly(new Blocked(update, new Why.Restrained(new Restraint.Paused(PAUSE))));
    assertThat(held.actions()).isEmpty();
    assertThat(Holding.wakeAt(held)).contains(END);
    assertThat(PlanText.of(held, Palette.PLAIN))
        .contains("blocked: paused until 2026-03-01T12:30:00Z: index is rebuilt")
        .contains("api:1 → ");
  }

  @Test
  void a_pause_that_is_over_holds_nothing_and_goes() {
    var over = tagged(behind, Marks.PAUSE, PauseMark.until(Worlds.NOW, "x").toString());
    var plan = Planner.plan(desired(api), observed(over));

    assertThat(Pauses.respected(plan)).isEqualTo(plan);

    var done = tagged(settled(api), Marks.PAUSE, PauseMark.until(Worlds.NOW, "x").toString());
    assertThat(Planner.plan(desired(api), observed(done)).actions())
        .satisfiesExactly(action ->
            assertThat(action)
                .isInstanceOfSatisfying(
                    Action.Untag.class,
                    untag -> assertThat(untag.tags()).containsExactly(Marks.PAUSE)));
  }

  @Test
  void what_depends_on_it_waits_only_where_it_is_not_as_it_is_wanted() {
    var drifted = paused(counted(settled(api), 5));

    var ahead = Pauses.respected(Planner.plan(desired(api, worker), observed(drifted)));
    var after = Pauses.respected(Planner.plan(desired(api, worker), observed(paused(behind))));

    assertThat(ahead.changes().getLast()).isInstanceOf(Change.Create.class);
    assertThat(ahead.actions()).allMatch(action -> action.key().equals(worker.key()));
    assertThat(after.changes().getLast()).isInstanceOf(Waiting.class);
    assertThat(after.actions()).isEmpty();
  }

  @Test
  void what_failed_is_noted_and_stopped_and_nothing_else_of_it_is_done() {
    var failing = paused(counted(live(api, 2, "FAILED"), 5));
    var plan = Planner.plan(desired(api), observed(failing));
    var skip = new Marks.Skip(SpecHash.content(api.fields()), "it failed").toString();
    var skipped = Planner.plan(desired(api), observed(tagged(failing, Marks.SKIP, skip)));

    var noted = Pauses.respected(plan);
    var left = Pauses.respected(skipped);

    assertThat(noted).isEqualTo(plan);
    assertThat(noted.actions()).hasSize(1);
    assertThat(skipped.actions()).hasSize(2);
    assertThat(left.changes()).isEqualTo(skipped.changes());
    assertThat(left.actions()).isEmpty();
  }

  @Test
  void behind_a_gate_what_goes_through_is_held_and_what_waits_waits() {
    var failed = want("db", "db:1", 1);
    var next = want("api", "api:2", 5, "db");
    var through = Planner.plan(desired(failed, next), observed(paused(behind)));

    var held = Pauses.respected(through);

    assertThat(through.actions()).anyMatch(action -> action.key().equals(next.key()));
    var change = (Blocked) held.changes().getLast();
    assertThat(change.then()).isInstanceOf(Waiting.class);
    assertThat(held.actions()).noneMatch(action -> action.key().equals(next.key()));
  }

  @Test
  void where_only_is_looked_nothing_at_all_is_written() {
    var plan = Planner.plan(desired(api, worker), observed(behind));
    var forgotten = tagged(settled(api), Marks.APPLIED, "");
    var remembering = Planner.plan(desired(api), observed(read(forgotten, api)));

    var observed = Holding.observed(plan);

    assertThat(observed.actions()).isEmpty();
    assertThat(Holding.restraint(observed.changes().getFirst())).contains(new Restraint.Observed());
    assertThat(remembering.actions()).isNotEmpty();
    assertThat(Holding.observed(remembering).changes().getFirst()).isInstanceOf(Keep.class);
    assertThat(Holding.observed(remembering).actions()).isEmpty();
  }

  @Test
  void what_is_only_put_off_has_the_name_of_the_plan_that_it_will_be() {
    var plan = Planner.plan(desired(api, worker), observed(behind));
    var later = Holding.of(plan, _ -> Optional.of(new Restraint.OutsideWindow(Optional.of(END))));
    var paused = Pauses.respected(Planner.plan(desired(api, worker), observed(paused(behind))));

    assertThat(List.of(PlanHash.of(later), PlanHash.of(Holding.observed(plan))))
        .containsOnly(PlanHash.of(plan));
    assertThat(PlanHash.of(paused)).isNotEqualTo(PlanHash.of(plan));
  }

  @Test
  void a_pause_is_told_where_nothing_differs_and_programs_are_told_what_holds() {
    var quiet = Pauses.respected(Planner.plan(desired(api), observed(paused(settled(api)))));
    var held = Pauses.respected(Planner.plan(desired(api), observed(paused(behind))));

    assertThat(quiet.differs()).isFalse();
    assertThat(quiet.notes())
        .containsExactly("paused until 2026-03-01T12:30:00Z: index is rebuilt (api)");
    assertThat(dev.berth.model.Json.compact(PlanValue.of(held)))
        .contains("\"restraint\":{\"ends\":\"2026-03-01T12:30:00Z\",\"kind\":\"paused\"}");
  }

  private static LiveService paused(LiveService live) {
    return tagged(live, Marks.PAUSE, PAUSE.toString());
  }
}
