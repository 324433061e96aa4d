package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private final Stage stage = new Stage();

  @Test
  void a_new_service_starts_its_tasks_and_completes_when_they_ran_for_40_seconds() {
    stage.register("web");
    stage.create("web", 2, "");

    assertThat(stage.deployments("web")).containsExactly("PRIMARY IN_PROGRESS 0/0/0");
    assertThat(Json.has(stage.service("web"), "currentServiceDeployment")).isFalse();
    stage.pass(10);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY IN_PROGRESS 2/0/2");
    stage.pass(20);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY IN_PROGRESS 2/2/0");
    stage.pass(25);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY IN_PROGRESS 2/2/0");
    stage.pass(25);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 2/2/0");
    assertThat(stage.events("web"))
        .containsExactly(
            "(service web) has started 2 tasks: (task T) (task T).",
            "(service web) (deployment ecs-svc/N) deployment completed.",
            "(service web) has reached a steady state.");
    assertThat(Json.text(stage.record("web"), "status", "")).isEqualTo("SUCCESSFUL");
  }

  @Test
  void an_update_starts_new_tasks_before_it_stops_old_ones() {
    stage.register("web");
    stage.create("web", 2, "");
    stage.pass(100);
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web'");

    stage.pass(10);
    assertThat(stage.deployments("web"))
        .containsExactly("PRIMARY IN_PROGRESS 2/0/2", "ACTIVE COMPLETED 2/2/0");
    stage.pass(50);
    assertThat(stage.deployments("web"))
        .containsExactly("PRIMARY IN_PROGRESS 2/2/0", "ACTIVE COMPLETED 2/2/0");
    stage.pass(40);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 2/2/0");
    assertThat(stage.events("web").subList(3, 8))
        .containsExactly(
            "(service web) has started 2 tasks: (task T) (task T).",
            "(service web) has stopped 1 running tasks: (task T).",
            "(service web) has stopped 1 running tasks: (task T).",
            "(service web) (deployment ecs-svc/N) deployment completed.",
            "(service web) has reached a steady state.");
  }
}
