package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyChecksTest {
  private final Stage stage = new Stage();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'strategy': 'LINEAR' | needs an Application Load Balancer or Service Connect
          'strategy': 'NOPE' | Invalid strategy: NOPE.
          'strategy': 'BLUE_GREEN', 'linearConfiguration': {} | Linear configuration can only be present with LINEAR
          'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 2} | stepPercent must be between
          'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 1441 | bakeTimeInMinutes must be between 0 and 1440
          'lifecycleHooks': [{'hookTargetArn': 'a', 'roleArn': 'b'}] | Lifecycle stage cannot be null or empty
          'lifecycleHooks': [{'lifecycleStages': ['PRE_SCALE_UP']}] | Role arn or Hook Target arn is missing
          'lifecycleHooks': [{'hookTargetArn': 'a', 'roleArn': 'b', 'lifecycleStages': ['BAKE_TIME']}] | Invalid lifecycle stage
          """)
  void what_ecs_refuses(String configuration, String message) {
    stage.register("web");

    assertThatThrownBy(() ->
            stage.create("web", 1, "'deploymentConfiguration': {%s}".formatted(configuration)))
        .hasMessageContaining(message);
  }

  @Test
  void a_target_group_must_fit_where_it_is_known() {
    var front = new Front(stage);
    stage.balancing("CreateTargetGroup", "{'Name': 'loose', 'TargetType': 'ip'}");
    stage.balancing("CreateTargetGroup", "{'Name': 'hosts'}");
    stage.register("web");
    var balancers =
        "'loadBalancers': [{'containerName': 'app', 'containerPort': 80, 'targetGroupArn': '%s'}]";

    assertThatThrownBy(() -> stage.create("web", 1, balancers.formatted(front.group("loose"))))
        .hasMessageContaining("does not have an associated load balancer");
    assertThatThrownBy(() -> stage.create("web", 1, balancers.formatted(front.group("hosts"))))
        .hasMessageContaining("target type instance, which is incompatible with the awsvpc");
  }
}
