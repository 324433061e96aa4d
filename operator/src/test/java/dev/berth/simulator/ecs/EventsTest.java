package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Ids;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final Events events = new Events(new Ids(1), "web", _ -> {});

  @Test
  void the_last_100_are_kept_the_newest_first() {
    IntStream.range(0, 150).forEach(i -> events.add(Stage.START, "said " + i));

    var kept = events.newestFirst().stream().map(Events.Event::message).toList();

    assertThat(kept).hasSize(100).startsWith("(service web) said 149");
    assertThat(kept).endsWith("(service web) said 50");
  }

  @Test
  void a_state_is_said_again_after_six_hours_or_when_it_was_resolved() {
    events.state(Stage.START, "is steady.");
    events.state(Stage.START.plus(Duration.ofHours(5)), "is steady.");
    assertThat(events.newestFirst()).hasSize(1);

    events.state(Stage.START.plus(Duration.ofHours(6)), "is steady.");
    assertThat(events.newestFirst()).hasSize(2);

    events.resolved("is steady.");
    events.state(Stage.START.plus(Duration.ofHours(6)), "is steady.");
    assertThat(events.newestFirst()).hasSize(3);
  }
}
