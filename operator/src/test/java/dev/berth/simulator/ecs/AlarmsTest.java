package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class AlarmsTest {
  private final Stage stage = new Stage();
  private final Front front = new Front(stage);

  @ParameterizedTest
  @CsvSource({
    "BLUE_GREEN, true, ROLLBACK_SUCCESSFUL, web:1, TRIGGERED",
    "BLUE_GREEN, false, STOPPED, web:2, TRIGGERED",
    "ROLLING, true, ROLLBACK_SUCCESSFUL, web:1, TRIGGERED",
    "ROLLING, false, STOPPED, web:2, TRIGGERED"
  })
  void an_alarm_ends_a_deployment(
      String name, String rollback, String status, String definition, String alarm) {
    front.create(alarmed(name, rollback));
    assertThat(alarm(stage.record("web"))).isEqualTo("MONITORING_COMPLETE []");
    stage.script("{'alarm': {'name': 'errors', 'revision': 2}, 'after': '150s'}");
    front.release();
    stage.pass(100);
    assertThat(alarm(stage.record("web"))).isEqualTo("MONITORING []");

    stage.pass(800);

    assertThat(front.status()).isEqualTo(status);
    assertThat(front.definition()).isEqualTo(definition);
    assertThat(alarm(stage.record("web"))).isEqualTo(alarm + " [\"errors\"]");
    assertThat(stage.events("web"))
        .contains("(service web) (deployment ecs-svc/N) deployment failed: alarm detected.");
  }

  private static String alarmed(String name, String rollback) {
    return Front.strategy(
        name,
        ", 'alarms': {'enable': true, 'rollback': %s, 'alarmNames': ['errors']}"
            .formatted(rollback));
  }

  private static String alarm(ObjectNode record) {
    var alarms = Json.fields(record, "alarms");
    return Json.text(alarms, "status", "") + " " + alarms.get("triggeredAlarmNames");
  }

  @Test
  void an_alarm_that_is_on_already_is_ignored() {
    stage.script("{'alarm': {'name': 'errors'}}");

    front.create(alarmed("BLUE_GREEN", "true"));
  }
}
