package dev.berth.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong(77);

  @Test
  void a_stepped_clock_moves_only_when_it_is_advanced() {
    var clock = VirtualClock.stepped(START);

    clock.advance(Duration.ofMinutes(5));

    assertThat(clock.now()).isEqualTo("2026-01-01T00:05:00Z");
  }

  @Test
  void a_scaled_clock_runs_faster_than_the_machines() {
    var clock = VirtualClock.scaled(nanos::get, START, 60);

    nanos.addAndGet(Duration.ofMillis(1500).toNanos());
    clock.advance(Duration.ofMillis(250));

    assertThat(clock.now()).isEqualTo("2026-01-01T00:01:30.250Z");
  }

  @Test
  void another_speed_counts_from_its_beginning() {
    var clock = VirtualClock.scaled(nanos::get, START, 60);

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    clock.rescale(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    assertThat(clock.now()).isEqualTo("2026-01-01T00:01:01Z");
  }

  @Test
  void time_neither_stands_nor_goes_back() {
    var clock = VirtualClock.stepped(START);

    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VirtualClock.scaled(nanos::get, START, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VirtualClock.scaled(nanos::get, START, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
