package dev.berth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.berth.aws.Level.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One bucket, moment by moment: who gets the next token, and how many there are.
class LevelTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final double FIVE_SECONDS = 5;

  private final Category category = Category.SERVICE_MODIFY;
  private Level level = emptied(Level.full(category, START));
  private Instant now = START;
  private long number;

  private static Level emptied(Level full) {
    var level = full;
    for (int i = 0; level.tokens() >= 1; i++) {
      var ticket = new Ticket(Lane.ROLLOUT, -1 - i);
      level = level.joined(ticket).served(ticket);
    }
    return level;
  }

  private Ticket comes(Lane lane) {
    var ticket = new Ticket(lane, number++);
    level = level.filled(now).joined(ticket);
    return ticket;
  }

  private boolean served(Ticket ticket) {
    level = level.filled(now).served(ticket);
    return !level.waiting().contains(ticket);
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  @Test
  void a_roll_out_that_waits_gets_the_next_token_before_all_that_waited_longer() {
    var collect = comes(Lane.COLLECT);
    var look = comes(Lane.RECONCILE);
    var first = comes(Lane.ROLLOUT);
    var second = comes(Lane.ROLLOUT);
    var order = new ArrayList<Ticket>();

    while (order.size() < 4) {
      passes(Duration.ofMillis(300));
      for (var each : List.of(collect, look, second, first)) {
        if (level.waiting().contains(each) && served(each)) order.add(each);
      }
    }

    assertThat(order).containsExactly(first, second, look, collect);
  }

  @Test
  void who_is_behind_others_is_told_the_time_that_all_of_them_take() {
    var collect = comes(Lane.COLLECT);
    var alone = level.wait(collect);
    comes(Lane.ROLLOUT);
    comes(Lane.RECONCILE);

    assertThat(level.wait(collect).minus(alone).toMillis()).isEqualTo(571); // 2 of 3.5 a second
    passes(level.wait(collect));
    assertThat(served(collect)).isFalse();
  }

  @Test
  void a_throttle_halves_the_refill_and_empties_the_bucket_down_to_a_twentieth() {
    level = Level.full(category, START).throttled();
    assertThat(level.share()).isEqualTo(0.5);
    assertThat(level.tokens()).isZero();

    level = level.throttled();
    assertThat(level.share()).as("on their way together").isEqualTo(0.5);

    for (int i = 0; i < 20; i++) {
      passes(Duration.ofSeconds(1));
      level = level.filled(now).throttled();
    }
    assertThat(level.share()).isEqualTo(0.05);
  }

  @Test
  void the_refill_grows_back_a_hundredth_a_second_and_no_further() {
    level = level.throttled();
    passes(Duration.ofSeconds(20));
    level = level.filled(now);
    assertThat(level.share()).isCloseTo(0.7, within(1e-9));
    // half at first, 0.7 at last: 0.6 of 3.5 a second
    assertThat(level.tokens()).isCloseTo(Math.min(category.burst, 42), within(1e-6));

    passes(Duration.ofMinutes(10));
    level = level.filled(now);
    assertThat(level.share()).isEqualTo(1);
    assertThat(level.tokens()).isEqualTo(category.burst);
  }

  @Test
  void who_waits_while_the_refill_grows_is_told_the_time_to_the_point() {
    level = level.throttled();
    for (int ahead = 0; ahead < 300; ahead++) comes(Lane.ROLLOUT);
    var last = comes(Lane.RECONCILE);
    var wait = level.wait(last);

    var before = level.filled(now.plus(wait).minusMillis(1)).tokens();
    var then = level.filled(now.plus(wait)).tokens();
    assertThat(before).isLessThan(category.burst + 1);
    assertThat(then).isEqualTo(category.burst); // nobody took one: it is full
    assertThat(wait.toSeconds()).isBetween(86L, 100L); // 301 of 3.5 a second, and 12.5 s lost
  }

  @Test
  void in_no_window_are_there_more_tokens_than_the_burst_and_the_refill() {
    int throttles = 0;
    int grants = 0;
    int overtaken = 0;
    for (int seed = 0; seed < 200; seed++) {
      var dice = new SplittableRandom(seed);
      level = Level.full(category, now);
      var waiting = new ArrayList<Ticket>();
      var granted = new ArrayList<Instant>();
      while (granted.size() < 150) {
        passes(Duration.ofMillis(dice.nextInt(dice.nextInt(30) == 0 ? 20_000 : 300)));
        for (int i = dice.nextInt(3); i > 0; i--) {
          waiting.add(comes(Lane.values()[dice.nextInt(3)]));
        }
        if (dice.nextInt(50) == 0) {
          level = level.filled(now).throttled();
          throttles++;
        }
        for (var each : List.copyOf(waiting)) {
          var first = level.waiting().first();
          if (!served(each)) continue;
          assertThat(each).as("seed %d", seed).isEqualTo(first);
          if (!each.equals(waiting.getFirst())) overtaken++;
          waiting.remove(each);
          granted.add(now);
        }
      }
      bounded(granted, seed);
      grants += granted.size();
    }

    System.out.printf(
        "%d tokens in 200 runs, %d throttles, %d went before who had waited longer%n",
        grants, throttles, overtaken);
    assertThat(throttles).isGreaterThan(200);
    assertThat(overtaken).isGreaterThan(1000);
  }

  private void bounded(List<Instant> granted, int seed) {
    for (int from = 0; from < granted.size(); from++) {
      for (int to = from; to < granted.size(); to++) {
        double seconds = Duration.between(granted.get(from), granted.get(to)).toNanos() / 1e9;
        if (to - from + 1 <= category.burst + category.perSecond * seconds + 1e-3) continue;
        throw new AssertionError("seed %d: too many, tokens %d to %d".formatted(seed, from, to));
      }
    }
  }

  @Test
  void what_nobody_lets_wait_takes_its_token_in_advance() {
    var time = new SteppedTime();
    var buckets = CallBuckets.of(time, _ -> {}); // as after a signal
    for (int i = 0; i < 40; i++) buckets.take("Ecs", "UpdateService", Lane.RECONCILE);

    var state =
        buckets.states().stream().filter(s -> s.category().equals("service modify")).findFirst();
    assertThat(state.orElseThrow().tokens()).isCloseTo(-FIVE_SECONDS, within(1e-6));
    assertThat(state.orElseThrow().waiting()).isZero();
  }
}
