package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  private static Stage history(long seed, int looks) {
    var stage = new Stage(seed);
    stage.register("web");
    stage.create(
        "web",
        3,
        "'deploymentConfiguration': {'maximumPercent': 150, 'minimumHealthyPercent': 50}");
    for (var i = 0; i < 40; i++) {
      stage.pass(5);
      for (var look = 0; look < looks; look++) stage.service("web");
    }
    stage.script("{'match': {'revision': 2}, 'outcome': {'crashLoop': {'after': '20s'}}}");
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web'");
    stage.pass(200);
    return stage;
  }

  @Test
  void one_seed_gives_one_history_however_often_somebody_looks() {
    var once = history(1, 0).dump().toString();

    assertThat(history(1, 0).dump().toString()).isEqualTo(once);
    assertThat(history(1, 3).dump().toString()).isEqualTo(once);
    assertThat(history(2, 0).dump().toString()).isNotEqualTo(once);
  }

  @Test
  void one_long_step_is_the_same_as_many_short_ones() {
    var many = new Stage();
    var one = new Stage();
    for (var stage : new Stage[] {many, one}) {
      stage.register("web");
      stage.create("web", 2, "");
    }

    for (var i = 0; i < 120; i++) many.pass(1);
    one.pass(120);

    assertThat(one.dump()).isEqualTo(many.dump());
  }

  /// Each service wakes four times a day, to say that it is steady.
  @Test
  void idle_services_cost_next_to_nothing() {
    var agenda = new Agenda(Stage.START);
    var wakes = new int[1];
    agenda.in(Duration.ofHours(6), () -> wakes[0]++);

    agenda.advanceTo(Stage.START.plus(Duration.ofDays(365)));

    assertThat(wakes[0]).isEqualTo(1);
    assertThat(agenda.now()).isEqualTo(Stage.START.plus(Duration.ofDays(365)));
  }
}
