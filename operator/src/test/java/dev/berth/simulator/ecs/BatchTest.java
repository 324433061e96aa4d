package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {

  @ParameterizedTest
  @CsvSource({
    "4, 50, 200, 2, 8",
    "4, 100, 200, 4, 8",
    "1, 100, 200, 1, 2",
    "1, 100, 150, 1, 1",
    "1, 0, 100, 0, 1",
    "3, 50, 150, 2, 4",
    "3, 34, 134, 2, 4",
    "10, 75, 125, 8, 12",
    "0, 100, 200, 0, 0",
  })
  void the_lower_bound_is_rounded_up_and_the_upper_one_down(
      int desired, int minimum, int maximum, int lower, int upper) {
    var batch = new Batch(desired, minimum, maximum);

    assertThat(batch.lower()).isEqualTo(lower);
    assertThat(batch.upper()).isEqualTo(upper);
  }

  @ParameterizedTest
  @CsvSource({
    "4, 50, 100, 0, 4, 0",
    "4, 50, 100, 0, 2, 2",
    "4, 100, 200, 0, 4, 4",
    "4, 100, 150, 0, 4, 2",
    "4, 100, 150, 2, 4, 2",
    "4, 100, 200, 4, 8, 0",
    "2, 100, 200, 3, 3, 0",
  })
  void tasks_are_started_up_to_the_upper_bound(
      int desired, int minimum, int maximum, int have, int all, int starts) {
    assertThat(new Batch(desired, minimum, maximum).starts(have, all)).isEqualTo(starts);
  }

  @ParameterizedTest
  @CsvSource({"4, 50, 4, 2", "4, 100, 4, 0", "4, 100, 6, 2", "1, 0, 1, 1", "4, 50, 1, 0"})
  void healthy_tasks_are_stopped_down_to_the_lower_bound(
      int desired, int minimum, int healthy, int stops) {
    assertThat(new Batch(desired, minimum, 200).stops(healthy)).isEqualTo(stops);
  }
}
