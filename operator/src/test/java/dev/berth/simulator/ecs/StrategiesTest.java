package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Blue/green, linear and canary deployments: their stages, hooks, weights and ways back.
class StrategiesTest {
  private static final String HOOK =
      "{'hookTargetArn': 'arn:aws:lambda:us-east-1:000000000000:function:smoke', 'roleArn':"
          + " 'arn:aws:iam::000000000000:role/hooks', 'lifecycleStages': [%s]}";

  private final Stage stage = new Stage();
  private final Front front = new Front(stage);

  /// What is seen when one looks every second: `STAGE production`, without repetitions.
  private List<String> stages(int seconds) {
    var seen = new ArrayList<String>();
    for (var i = 0; i < seconds; i++) {
      stage.pass(1);
      var record = stage.record("web");
      var shown =
          "%s %s"
              .formatted(
                  Json.text(record, "lifecycleStage", "-"),
                  record.get("targetServiceRevision").get("requestedProductionTrafficWeight"));
      if (seen.isEmpty() || !seen.getLast().equals(shown)) seen.add(shown);
    }
    return seen;
  }

  @Test
  void blue_green_goes_through_its_stages_and_moves_all_traffic_at_once() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    front.release();

    assertThat(stages(600))
        .containsExactly(
            "- 0.0",
            "PRE_SCALE_UP 0.0",
            "SCALE_UP 0.0",
            "POST_SCALE_UP 0.0",
            "TEST_TRAFFIC_SHIFT 0.0",
            "POST_TEST_TRAFFIC_SHIFT 0.0",
            "PRE_PRODUCTION_TRAFFIC_SHIFT 0.0",
            "PRODUCTION_TRAFFIC_SHIFT 100.0",
            "POST_PRODUCTION_TRAFFIC_SHIFT 100.0",
            "BAKE_TIME 100.0",
            "CLEAN_UP 100.0");
    assertThat(front.status()).isEqualTo("SUCCESSFUL");
    assertThat(front.definition()).isEqualTo("web:2");
    assertThat(stage.events("web").getLast()).endsWith("has reached a steady state.");
  }

  @Test
  void the_live_target_group_alternates_with_each_deployment() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    var seen = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      front.release();
      stage.pass(900);
      var shown = Json.items(stage.service("web"), "loadBalancers").getFirst();
      var first = Json.text(shown, "targetGroupArn", "").split("/")[1];
      seen.add(front.weights() + ", " + front.healthy() + ", " + first + ", " + front.status());
    }

    assertThat(seen)
        .containsExactly(
            "blue 0 green 100, [green 2], green, SUCCESSFUL",
            "blue 100 green 0, [blue 2], blue, SUCCESSFUL",
            "blue 0 green 100, [green 2], green, SUCCESSFUL");
  }

  @Test
  void green_stands_beside_all_of_blue_until_the_bake_time_is_over() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    front.release();
    stage.pass(200);

    assertThat(stage.record("web").get("lifecycleStage").stringValue()).isEqualTo("BAKE_TIME");
    assertThat(front.healthy()).containsExactly("blue 2", "green 2");
    assertThat(stage.deployments("web")).containsExactly("PRIMARY  2/2/0", "ACTIVE  2/2/0");
    stage.pass(600);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY  2/2/0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LINEAR | , 'linearConfiguration': {'stepPercent': 40, 'stepBakeTimeInMinutes': 2} | 40 80 100
          LINEAR | | 10 20 30 40 50 60 70 80 90 100
          CANARY | , 'canaryConfiguration': {'canaryPercent': 7.5, 'canaryBakeTimeInMinutes': 3} | 7.5 100
          CANARY | | 5 100
          """)
  void traffic_moves_by_steps(String name, String more, String steps) {
    front.create(Front.strategy(name, more == null ? "" : more));
    front.release();

    var shares =
        stages(5400).stream()
            .filter(each -> each.startsWith("PRODUCTION_TRAFFIC_SHIFT"))
            .map(each -> each.split(" ")[1].replaceAll("\\.0$", ""))
            .toList();

    assertThat(String.join(" ", shares)).isEqualTo(steps);
    assertThat(front.status()).isEqualTo("SUCCESSFUL");
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
  }

  @Test
  void a_part_of_the_traffic_rests_for_its_time() {
    front.create(Front.strategy("CANARY", ", 'canaryConfiguration': {'canaryPercent': 10}"));
    front.release();
    stage.pass(120);

    assertThat(front.weights()).isEqualTo("blue 90 green 10");
    stage.pass(540);
    assertThat(front.weights()).isEqualTo("blue 90 green 10");
    stage.pass(60);
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
  }

  @Test
  void a_hook_that_fails_takes_the_traffic_back_and_the_old_tasks_serve_throughout() {
    front.create(
        Front.strategy(
            "BLUE_GREEN",
            ", 'lifecycleHooks': [%s]"
                .formatted(HOOK.formatted("'POST_PRODUCTION_TRAFFIC_SHIFT'"))));
    stage.script("{'hook': {'arn': '*:smoke', 'revision': 2}, 'answer': {'status': 'FAILED'}}");
    front.release();
    for (var i = 0; i < 100; i++) {
      stage.pass(5);
      assertThat(front.healthy()).contains("blue 2");
    }

    var record = stage.record("web");
    var why =
        "Service deployment rolled back because lifecycle hook"
            + " arn:aws:lambda:us-east-1:000000000000:function:smoke failed at"
            + " POST_PRODUCTION_TRAFFIC_SHIFT.";
    assertThat(record.get("status").stringValue()).isEqualTo("ROLLBACK_SUCCESSFUL");
    assertThat(record.get("statusReason").stringValue()).isEqualTo(why);
    assertThat(record.get("rollback").get("reason").stringValue()).isEqualTo(why);
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    assertThat(front.healthy()).containsExactly("blue 2");
    assertThat(front.definition()).isEqualTo("web:1");
    assertThat(stage.deployments("web")).containsExactly("PRIMARY  2/2/0");
  }

  @Test
  void a_hook_that_is_in_progress_is_asked_again() {
    front.create(
        Front.strategy(
            "BLUE_GREEN",
            ", 'lifecycleHooks': [%s]"
                .formatted(HOOK.formatted("'PRE_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT'"))));
    stage.script(
        "{'hook': {'stage': 'POST_TEST_*'}, 'answer': {'status': 'IN_PROGRESS',"
            + " 'callBackDelay': '60s'}, 'times': 5}");
    front.release();

    stage.pass(350);
    assertThat(stage.record("web").get("lifecycleStage").stringValue())
        .isEqualTo("POST_TEST_TRAFFIC_SHIFT");
    stage.pass(500);
    assertThat(front.status()).isEqualTo("SUCCESSFUL");
  }

  @Test
  void a_first_deployment_whose_hook_fails_has_nothing_to_go_back_to() {
    stage.script("{'hook': {}, 'answer': {'status': 'FAILED'}}");
    stage.register("web");
    var hooks = ", 'lifecycleHooks': [%s]".formatted(HOOK.formatted("'POST_SCALE_UP'"));
    stage.create("web", 2, front.balanced() + ", " + Front.strategy("BLUE_GREEN", hooks));

    stage.pass(600);

    assertThat(front.status()).isEqualTo("STOPPED");
    assertThat(stage.tasks("web", "RUNNING")).isEmpty();
    assertThat(stage.deployments("web")).containsExactly("PRIMARY  0/0/0");
  }

  @Test
  void a_roll_back_can_be_asked_for_while_it_bakes() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    front.release();
    stage.pass(200);
    var arn = stage.record("web").get("serviceDeploymentArn").stringValue();

    stage.call("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn));
    stage.pass(20);

    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    stage.pass(200);
    assertThat(front.status()).isEqualTo("ROLLBACK_SUCCESSFUL");
    assertThat(front.definition()).isEqualTo("web:1");
  }

  @Test
  void a_newer_release_takes_the_place_of_one_that_bakes_after_things_are_put_straight() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    front.release();
    stage.pass(200);
    front.release();

    assertThat(stages(700)).contains("RECONCILE_SERVICE 0.0", "CLEAN_UP 100.0");
    var list = stage.call("ListServiceDeployments", "{'cluster': 'c', 'service': 'web'}");
    assertThat(Json.items(list, "serviceDeployments"))
        .extracting(each -> each.get("status").stringValue())
        .containsExactly("SUCCESSFUL", "STOPPED", "SUCCESSFUL");
    assertThat(front.definition()).isEqualTo("web:3");
    assertThat(front.healthy()).containsExactly("green 2");
    assertThat(stage.deployments("web")).containsExactly("PRIMARY  2/2/0");
  }

  @Test
  void tasks_that_never_get_healthy_keep_it_in_scale_up_and_the_old_ones_serve() {
    front.create(Front.strategy("BLUE_GREEN", ""));
    stage.script("{'match': {'revision': 2}, 'outcome': {'failingTarget': true}}");
    front.release();

    stage.pass(1800);

    assertThat(stage.record("web").get("lifecycleStage").stringValue()).isEqualTo("SCALE_UP");
    assertThat(front.healthy()).containsExactly("blue 2");
    assertThat(Stage.end(stage.tasks("web", "STOPPED").getFirst()))
        .contains("Task failed ELB health checks in (target-group " + front.group("green"));
  }
}
