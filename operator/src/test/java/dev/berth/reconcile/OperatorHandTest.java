package dev.berth.reconcile;

import static dev.berth.reconcile.Operated.of;
import static dev.berth.reconcile.Operated.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.EnvironmentSpec.Approval;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Change;
import dev.berth.plan.Holding;
import dev.berth.plan.PlanHash;
import dev.berth.plan.Restraint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What holds the operator and not a person, against a simulated account.
@Tag("R-26")
class OperatorHandTest {
  private static final Sync OBSERVED = sync(Mode.OBSERVE, Habit.ON, Approval.AUTOMATIC);
  private static final Sync UNHEALED = sync(Mode.APPLY, Habit.OFF, Approval.AUTOMATIC);
  private static final Sync APPLIED = sync(Mode.APPLY, Habit.ON, Approval.AUTOMATIC);
  private static final Sync ASKED = sync(Mode.APPLY, Habit.ON, Approval.MANUAL);

  private static Sync sync(Mode mode, Habit selfHeal, Approval approval) {
    return new Sync(mode, selfHeal, Habit.OFF, approval, List.of());
  }

  @Test
  void in_mode_observe_it_plans_and_writes_nothing_not_even_a_note() {
    try (var world = new Operated(OBSERVED)) {
      var first = world.desired(want("web", "web:1", 2));
      world.apply(first);
      int before = world.writes();
      world.untag("web", Marks.APPLIED, Marks.SETTINGS);

      var forgotten = world.quiet(first);
      var changed = world.quiet(world.desired(want("web", "web:2", 2)));

      assertThat(of(forgotten, "web")).isInstanceOf(Change.Keep.class);
      assertThat(Holding.restraint(of(changed, "web"))).contains(new Restraint.Observed());
      assertThat(world.writes()).isEqualTo(before + 1);
      assertThat(world.hand.waiting().plan()).isEmpty();
    }
  }

  @Test
  void without_self_heal_drift_stays_and_what_is_wanted_anew_is_done() {
    try (var world = new Operated(UNHEALED)) {
      var first = world.desired(want("web", "web:1", 2), want("api", "api:1", 1));
      assertThat(world.quiet(first).next()).isEqualTo(new Next.Settled());
      world.count("web", 5);

      var drifted = world.quiet(first);
      var counted = world.count("web");
      world.quiet(world.desired(want("web", "web:1", 3), want("api", "api:2", 1)));

      assertThat(Holding.restraint(of(drifted, "web"))).contains(new Restraint.Unhealed());
      assertThat(of(drifted, "api")).isInstanceOf(Change.Keep.class);
      assertThat(counted).isEqualTo(5);
      assertThat(world.count("web")).isEqualTo(3);
      assertThat(world.revision("api")).isEqualTo("api:2");
    }
  }

  @Test
  void a_plan_waits_for_its_hash_and_then_goes_on_through_all_its_passes() {
    try (var world = new Operated(ASKED)) {
      var wish = world.desired(want("db", "db:1", 1), want("web", "web:1", 2, "db"));
      var asking = world.quiet(wish);
      assertThat(world.writes()).isEqualTo(1);
      var hash = PlanHash.of(asking.plan());
      assertThat(world.hand.waiting().plan()).contains(hash);

      assertThat(world.hand.approve("00000000")).isFalse();
      assertThat(world.hand.approve(hash)).isTrue();
      var done = world.quiet(wish);

      assertThat(done.next()).isEqualTo(new Next.Settled());
      assertThat(world.hand.waiting().plan()).isEmpty();
      assertThat(world.count("web")).isEqualTo(2);
    }
  }

  @Test
  void drift_and_another_commit_want_to_be_approved_anew_though_the_same_was_before() {
    try (var world = new Operated(ASKED)) {
      var wish = world.desired(want("web", "web:1", 2));
      world.quiet(wish);
      world.hand.approve(world.hand.waiting().plan().orElseThrow());
      world.quiet(wish);

      world.count("web", 5);
      world.quiet(wish);
      var drift = world.hand.waiting().plan();
      var counted = world.count("web");
      world.quiet(world.desired(want("web", "web:2", 2)));
      var both = world.hand.waiting().plan();
      world.delete("web");
      world.simulator().advance(Duration.ofMinutes(3));
      var gone = world.quiet(wish);

      assertThat(counted).isEqualTo(5);
      assertThat(drift).isPresent();
      assertThat(both).isPresent().isNotEqualTo(drift);
      assertThat(Holding.restraint(of(gone, "web"))).containsInstanceOf(Restraint.Unapproved.class);
    }
  }

  @Test
  void what_comes_beside_an_approved_plan_waits_and_does_not_stop_it() {
    try (var world = new Operated(ASKED)) {
      var first = world.desired(want("db", "db:1", 1), want("web", "web:1", 2, "db"));
      world.quiet(first);
      world.hand.approve(world.hand.waiting().plan().orElseThrow());
      world.pass(first);

      var more =
          world.desired(
              want("db", "db:1", 1), want("web", "web:1", 2, "db"), want("api", "api:1", 1));
      var end = world.quiet(more);

      assertThat(of(end, "web")).isInstanceOf(Change.Keep.class);
      assertThat(Holding.restraint(of(end, "api"))).containsInstanceOf(Restraint.Unapproved.class);
      world.hand.approve(world.hand.waiting().plan().orElseThrow());
      assertThat(world.quiet(more).next()).isEqualTo(new Next.Settled());
    }
  }

  @Test
  void an_approval_of_what_is_not_so_any_more_is_void() {
    try (var world = new Operated(ASKED)) {
      world.quiet(world.desired(want("web", "web:1", 2)));
      world.hand.approve(world.hand.waiting().plan().orElseThrow());

      world.quiet(world.desired(want("web", "web:2", 2)));
      world.quiet(world.desired(want("web", "web:1", 2)));

      assertThat(world.account().service("web")).isEmpty();
    }
  }

  /// By a newer commit, say.
  @Test
  @Tag("R-12")
  void what_was_asked_for_and_interrupted_is_tried_by_the_next_pass() {
    try (var world = new Operated(APPLIED)) {
      var wish = world.desired(want("web", "web:1", 2));
      var action = world.pass(wish).plan().actions().getFirst();
      world.hand.retry("web");
      var plan = world.pass(wish).plan();
      var interrupted = new Outcome.Interrupted(action, "there is a newer commit");

      world.hand.did(plan, new Report(List.of(interrupted)));
      world.pass(wish);
      var next = world.hand.again();
      world.pass(wish);

      assertThat(next).containsExactly(ResourceKey.service("web"));
      assertThat(world.hand.again()).isEmpty();
    }
  }

  @Test
  void a_difference_that_comes_back_three_times_within_an_hour_is_left_and_named() {
    try (var world = new Operated(APPLIED)) {
      var wish = world.desired(want("web", "web:1", 2));
      world.quiet(wish);
      fight(world, wish, 3);
      world.count("web", 5);

      var held = world.quiet(wish);

      assertThat(Holding.restraint(of(held, "web")))
          .hasValueSatisfying(by ->
              assertThat(by)
                  .isInstanceOfSatisfying(
                      Restraint.Flapping.class,
                      flapping -> {
                        assertThat(flapping.fields()).containsExactly("desiredCount");
                        assertThat(flapping.times()).hasSize(3);
                      }));
      assertThat(world.count("web")).isEqualTo(5);
      assertThat(Status.of(held.plan()).lines().getFirst().why())
          .startsWith("flapping: somebody changes desiredCount back, though put right 3 times");
    }
  }

  @Test
  void it_is_let_go_by_a_retry_by_another_wish_and_by_an_hour_of_peace() {
    try (var world = new Operated(APPLIED)) {
      var wish = world.desired(want("web", "web:1", 2));
      world.quiet(wish);
      fight(world, wish, 3);
      world.count("web", 5);
      world.quiet(wish);

      world.tag("web", Marks.RETRIED, world.simulator().now().toString());
      world.quiet(wish);
      assertThat(world.count("web")).isEqualTo(2);

      fight(world, wish, 2);
      world.count("web", 5);
      world.quiet(wish);
      assertThat(world.count("web")).isEqualTo(5);
      var other = world.desired(want("web", "web:1", 3));
      world.quiet(other);
      assertThat(world.count("web")).isEqualTo(3);

      // To go from 5 to 3 for the other wish was the first round.
      fight(world, other, 2);
      world.count("web", 5);
      world.quiet(other);
      world.count("web", 3);
      world.quiet(other);
      world.simulator().advance(Duration.ofHours(1));
      world.quiet(other);
      world.count("web", 5);
      world.quiet(other);
      assertThat(world.count("web")).isEqualTo(3);
    }
  }

  @Test
  void who_deletes_it_again_and_again_is_left_alone_and_a_slow_fight_goes_on() {
    try (var world = new Operated(APPLIED)) {
      var wish = world.desired(want("web", "web:1", 1));
      world.quiet(wish);
      for (int i = 0; i < 2; i++) {
        world.delete("web");
        world.quiet(wish);
      }
      world.delete("web");
      world.simulator().advance(Duration.ofMinutes(3));
      assertThat(Status.of(world.quiet(wish).plan()).lines().getFirst().why())
          .startsWith("flapping: somebody deletes it, though made anew 3 times");
    }
    try (var world = new Operated(APPLIED)) {
      var wish = world.desired(want("web", "web:1", 2));
      world.quiet(wish);
      for (int i = 0; i < 5; i++) {
        world.simulator().advance(Duration.ofMinutes(35));
        fight(world, wish, 1);
      }
    }
  }

  /// Somebody else sets the count, and the operator puts it right.
  private static void fight(Operated world, dev.berth.model.Desired wish, int rounds) {
    int right = wish.wanted().firstEntry().getValue().fields().whole("desiredCount").orElseThrow();
    for (int i = 0; i < rounds; i++) {
      world.count("web", 5);
      world.quiet(wish);
      assertThat(world.count("web")).isEqualTo(right);
    }
  }
}
