package dev.berth.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final int SEEDS = 500;
  private static final int STEPS = 200;
  private static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final WorkQueue queue = new WorkQueue();

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void a_key_that_is_due_is_given_once() {
    queue.add("a", at(5));
    queue.add("a", at(5));

    assertThat(queue.take(at(4))).isEmpty();
    assertThat(queue.take(at(5))).contains("a");
    assertThat(queue.take(at(5))).isEmpty();
  }

  @Test
  void added_again_it_is_due_at_the_earlier_time() {
    queue.add("a", at(9));
    queue.add("a", at(3));
    queue.add("a", at(7));

    assertThat(queue.wakeAt()).contains(at(3));
  }

  @Test
  void a_key_that_is_worked_on_is_due_once_more_after() {
    queue.add("a", at(1));
    queue.take(at(1));
    queue.add("a", at(2));
    queue.add("a", at(2));

    assertThat(queue.take(at(9))).isEmpty();
    queue.done("a", at(100));
    assertThat(queue.take(at(2))).contains("a");
    queue.done("a", at(100));
    assertThat(queue.wakeAt()).contains(at(100));
  }

  @Test
  void whoever_was_due_first_comes_first() {
    queue.add("b", at(2));
    queue.add("a", at(2));
    queue.add("c", at(1));

    assertThat(List.of(queue.take(at(3)), queue.take(at(3)), queue.take(at(3))))
        .containsExactly(Optional.of("c"), Optional.of("b"), Optional.of("a"));
  }

  @Test
  void what_was_not_taken_cannot_be_done() {
    assertThatThrownBy(() -> queue.done("a", at(1))).isInstanceOf(IllegalStateException.class);
  }

  /// Held against a model that remembers every wish: no wish is lost, no key is with two workers,
  /// and none is given before a wish allows it.
  @Test
  void keeps_its_invariants_whatever_is_asked_of_it() {
    int given = 0;
    for (long seed = 0; seed < SEEDS; seed++) given += new Model(new SplittableRandom(seed)).run();

    System.out.printf("work queue: %d seeds, %d keys given%n", SEEDS, given);
    assertThat(given).isGreaterThan(SEEDS * STEPS / 10);
  }

  private static final class Model {
    private final SplittableRandom dice;
    private final WorkQueue queue = new WorkQueue();
    private final TreeMap<String, Instant> due = new TreeMap<>();
    private final TreeSet<String> working = new TreeSet<>();
    private int now;

    Model(SplittableRandom dice) {
      this.dice = dice;
    }

    int run() {
      int given = 0;
      for (int i = 0; i < STEPS; i++) {
        switch (dice.nextInt(4)) {
          case 0, 1 -> add(KEYS.get(dice.nextInt(KEYS.size())));
          case 2 -> given += take();
          default -> done();
        }
      }
      return given;
    }

    private void add(String key) {
      var at = at(now + dice.nextInt(10));
      queue.add(key, at);
      due.merge(key, at, (a, b) -> a.isBefore(b) ? a : b);
    }

    private int take() {
      now += dice.nextInt(3);
      var taken = queue.take(at(now));
      var ready = new ArrayList<Instant>();
      due.forEach((key, at) -> {
        if (!working.contains(key) && !at.isAfter(at(now))) ready.add(at);
      });
      assertThat(taken.isPresent()).isEqualTo(!ready.isEmpty());
      taken.ifPresent(key -> {
        assertThat(working.add(key)).isTrue();
        assertThat(due.remove(key)).isEqualTo(ready.stream().min(Instant::compareTo).orElseThrow());
      });
      return ready.isEmpty() ? 0 : 1;
    }

    private void done() {
      if (working.isEmpty()) return;
      var key = working.removeFirst();
      var next = at(now + 20);
      queue.done(key, next);
      due.merge(key, next, (a, b) -> a.isBefore(b) ? a : b);
    }
  }
}
