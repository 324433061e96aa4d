package dev.berth.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Failure;
import dev.berth.reconcile.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ControllerTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Pace PACE =
      new Pace(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(5), () -> 0.5);

  private final List<Controller.Bug> bugs = new ArrayList<>();
  private final Controller controller = new Controller(PACE, bugs::add);

  /// When a key is looked at, counted in seconds from the start, within so many.
  private List<Long> looks(int seconds) {
    var looks = new ArrayList<Long>();
    var now = START;
    while (!now.isAfter(START.plusSeconds(seconds))) {
      if (controller.step(now)) looks.add(Duration.between(START, now).toSeconds());
      else now = controller.wakeAt().filter(now::isBefore).orElse(now.plusSeconds(1));
    }
    return looks;
  }

  @Test
  void a_failure_comes_back_after_a_time_that_doubles_to_a_limit() {
    controller.put("a", _ -> new Revisit.Failed("no answer"), START);

    var waits = new ArrayList<Long>();
    var looks = looks(3600);
    for (int i = 1; i < looks.size(); i++) waits.add(looks.get(i) - looks.get(i - 1));

    assertThat(waits.subList(1, 9)).isSorted();
    assertThat(waits.getLast()).isEqualTo(225);
  }

  @Test
  void a_success_forgets_the_failures_before_it() {
    var turns = new AtomicInteger();
    controller.put(
        "a",
        _ ->
            turns.incrementAndGet() % 3 == 0
                ? new Revisit.After(Duration.ofSeconds(10))
                : new Revisit.Failed("no answer"),
        START);

    var looks = looks(30);

    assertThat(looks).startsWith(0L, 0L, 2L, 12L, 13L, 14L, 24L);
  }

  @Test
  void a_bug_in_one_key_is_told_and_stops_no_other() {
    var well = new AtomicInteger();
    controller.put(
        "bad",
        _ -> {
          throw new IllegalStateException("a bug");
        },
        START);
    controller.put(
        "well",
        _ -> {
          well.incrementAndGet();
          return new Revisit.After(Duration.ofSeconds(10));
        },
        START);

    looks(60);

    assertThat(well.get()).isEqualTo(7);
    assertThat(bugs).isNotEmpty().allMatch(bug -> bug.key().equals("bad"));
  }

  @Test
  void a_key_that_never_comes_back_does_not_even_when_it_is_added() {
    var turns = new AtomicInteger();
    controller.put(
        "a",
        _ -> {
          turns.incrementAndGet();
          return new Revisit.Never();
        },
        START);
    looks(10);
    controller.add("a", START);

    assertThat(looks(10)).isEmpty();
    assertThat(turns).hasValue(1);
  }

  @Test
  void the_next_look_follows_from_how_a_pass_ended() {
    var failure = new Failure(Failure.Kind.THROTTLED, "ThrottlingException", "Rate exceeded", "");

    assertThat(PACE.after(new Next.Watch("rolls"))).isEqualTo(after(5));
    assertThat(PACE.after(new Next.Settled())).isEqualTo(after(300));
    assertThat(PACE.after(new Next.Stalled("held", Optional.empty()))).isEqualTo(after(300));
    assertThat(PACE.after(new Next.Retry(failure))).isEqualTo(new Revisit.Failed("Rate exceeded"));
    assertThat(PACE.nextPoll()).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(60));
  }

  private static Revisit after(int seconds) {
    return new Revisit.After(Duration.ofSeconds(seconds));
  }

  /// A thread that hangs in one key leaves the others to the other threads; a bell wakes one that
  /// waits for a far time.
  @Test
  @Timeout(30)
  void a_key_that_hangs_delays_no_other_and_a_bell_is_heard_at_once() throws Exception {
    var clock = InstantSource.system();
    var hang = new CountDownLatch(1);
    var hangs = new CountDownLatch(1);
    var looked = new CountDownLatch(2);
    var workers = Workers.start(controller, clock, 2);
    controller.put(
        "hangs",
        _ -> {
          hangs.countDown();
          return waited(hang);
        },
        clock.instant());
    assertThat(hangs.await(20, TimeUnit.SECONDS)).isTrue();
    controller.put(
        "well",
        _ -> {
          looked.countDown();
          return new Revisit.After(Duration.ofHours(1));
        },
        clock.instant());
    while (looked.getCount() == 2) Thread.onSpinWait();
    controller.add("well", clock.instant());

    assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(workers.end(Duration.ofMillis(50))).isFalse();
    hang.countDown();
    assertThat(workers.end(Duration.ofSeconds(20))).isTrue();
  }

  private static Revisit waited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Revisit.After(Duration.ofHours(1));
  }
}
