package dev.berth.plan;

import static dev.berth.plan.Worlds.NOW;
import static dev.berth.plan.Worlds.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Shift;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTest {
  private static final String HOOKS =
      "'lifecycleHooks': [{'hookTargetArn': 'arn:aws:lambda:eu-west-1:1:function:smoke', 'roleArn':"
          + " 'r', 'lifecycleStages': ['PRE_SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT']}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | 0s
          {'bakeTimeInMinutes': 3} | 3m
          {'strategy': 'BLUE_GREEN', 'bakeTimeInMinutes': 10} | 10m
          {'strategy': 'LINEAR'} | 54m
          {'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 30, 'stepBakeTimeInMinutes': 2}} | 6m
          {'strategy': 'LINEAR', 'linearConfiguration': {'stepPercent': 100}} | 0s
          {'strategy': 'CANARY', 'bakeTimeInMinutes': 5} | 15m
          {'strategy': 'CANARY', 'canaryConfiguration': {'canaryPercent': 7.5, 'canaryBakeTimeInMinutes': 60}} | 60m
          {'strategy': 'BLUE_GREEN', %s} | 30m
          {'strategy': 'CANARY', %s} | 55m
          """)
  @Tag("R-13")
  void a_roll_out_may_take_longer_by_its_bakes_its_steps_and_its_hooks(
      String rollout, String longer) {
    var service =
        json(
            "{'deploymentConfiguration': %s}"
                .formatted(rollout)
                .replace("%s", HOOKS)
                .replace('\'', '"'));

    assertThat(Durations.text(Strategy.of(service).longer())).isEqualTo(longer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          BLUE_GREEN | `` | 0 | begins
          BLUE_GREEN | RECONCILE_SERVICE | 0 | puts the roll-out before it away
          BLUE_GREEN | PRE_SCALE_UP | 0 | asks smoke at PRE_SCALE_UP
          BLUE_GREEN | SCALE_UP | 0 | starting the new tasks
          BLUE_GREEN | POST_SCALE_UP | 0 | new tasks stand
          BLUE_GREEN | TEST_TRAFFIC_SHIFT | 0 | test traffic moved
          BLUE_GREEN | POST_TEST_TRAFFIC_SHIFT | 0 | test traffic moved
          BLUE_GREEN | PRODUCTION_TRAFFIC_SHIFT | 100 | production traffic 100 %, asks smoke
          CANARY | PRODUCTION_TRAFFIC_SHIFT | 5 | canary 5 %, asks smoke, baking 4 of 10 min
          LINEAR | PRODUCTION_TRAFFIC_SHIFT | 40 | linear 40 %, asks smoke, baking 4 of 6 min
          LINEAR | PRE_PRODUCTION_TRAFFIC_SHIFT | 7.5 | linear 7.5 %
          LINEAR | POST_PRODUCTION_TRAFFIC_SHIFT | 100 | traffic moved
          BLUE_GREEN | BAKE_TIME | 100 | traffic moved, baking 3 of 3 min
          BLUE_GREEN | CLEAN_UP | 100 | traffic moved, stopping the old tasks
          BLUE_GREEN | SOMETHING_NEW | 100 | something new
          """)
  void each_stage_is_told_in_few_words(String kind, String stage, double share, String told) {
    var rollout = "{'strategy': '%s', 'bakeTimeInMinutes': 3, %s}".formatted(kind, HOOKS);
    var service = json("{'deploymentConfiguration': %s}".formatted(rollout).replace('\'', '"'));
    var shift = new Shift(stage, share, NOW.minusSeconds(260));

    assertThat(Stages.told(shift, Strategy.of(service), NOW)).isEqualTo(told);
  }
}
