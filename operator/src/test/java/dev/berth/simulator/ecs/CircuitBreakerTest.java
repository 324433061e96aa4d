package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitBreakerTest {
  private static final String ROLLBACK =
      "'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback': true}}";
  private static final String NO_ROLLBACK =
      "'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback':"
          + " false}}";
  private static final String CRASH =
      "{'match': {'revision': 2}, 'outcome': {'crashLoop': {'code': 1, 'after': '5s'}}}";

  private final Stage stage = new Stage();

  @ParameterizedTest
  @CsvSource({
    "BOUNDED_PERCENT, 50, 0, 3",
    "BOUNDED_PERCENT, 50, 1, 3",
    "BOUNDED_PERCENT, 50, 6, 3",
    "BOUNDED_PERCENT, 50, 7, 4",
    "BOUNDED_PERCENT, 50, 25, 13",
    "BOUNDED_PERCENT, 50, 400, 200",
    "BOUNDED_PERCENT, 50, 900, 200",
    "BOUNDED_PERCENT, 10, 100, 10",
    "UNBOUNDED_PERCENT, 50, 1, 1",
    "UNBOUNDED_PERCENT, 50, 900, 450",
    "COUNT, 5, 900, 5",
  })
  void the_threshold_follows_the_desired_count(String type, int value, int desired, int threshold) {
    var configuration =
        Stage.json(
            "{'deploymentCircuitBreaker': {'thresholdConfiguration': {'type': '%s', 'value': %d}}}"
                .formatted(type, value));

    assertThat(CircuitBreaker.threshold(configuration, desired)).isEqualTo(threshold);
  }

  @Test
  void without_a_configuration_the_threshold_is_half_of_the_tasks_but_3_to_200() {
    assertThat(CircuitBreaker.threshold(Json.object(), 25)).isEqualTo(13);
  }

  private void failingUpdate(String breaker) {
    stage.register("web");
    stage.create("web", 1, breaker);
    stage.pass(100);
    stage.script(CRASH);
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web:2'");
  }

  @Test
  void a_failed_deployment_rolls_back_to_the_completed_one_under_its_old_id() {
    failingUpdate(ROLLBACK);
    var before = stage.service("web").get("deployments");
    var oldId = before.get(1).get("id").stringValue();

    stage.pass(400);

    var service = stage.service("web");
    var primary = service.get("deployments").get(0);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    assertThat(primary.get("id").stringValue()).isEqualTo(oldId);
    assertThat(service.get("taskDefinition").stringValue()).endsWith("web:1");
    assertThat(stage.events("web").subList(3, stage.events("web").size()))
        .containsSubsequence(
            "(service web) has started 1 tasks: (task T).",
            "(service web) has started 1 tasks: (task T).",
            "(service web) has started 1 tasks: (task T).",
            "(service web) (deployment ecs-svc/N) deployment failed: tasks failed to start.",
            "(service web) rolling back to deployment ecs-svc/N.",
            "(service web) (deployment ecs-svc/N) deployment completed.",
            "(service web) has reached a steady state.");
    var record = stage.record("web");
    assertThat(record.get("status").stringValue()).isEqualTo("ROLLBACK_SUCCESSFUL");
    assertThat(record.get("rollback").get("serviceRevisionArn").stringValue())
        .endsWith(oldId.substring("ecs-svc/".length()));
    assertThat(Json.write(record.get("deploymentCircuitBreaker")))
        .isEqualTo("{\"status\":\"TRIGGERED\",\"failureCount\":3,\"threshold\":3}");
  }

  @Test
  void old_tasks_serve_throughout_a_failing_deployment() {
    failingUpdate(ROLLBACK);
    var old = stage.tasks("web", "RUNNING").getFirst().get("taskArn");

    for (var i = 0; i < 80; i++) {
      stage.pass(5);
      assertThat(stage.tasks("web", "RUNNING"))
          .anyMatch(task ->
              task.get("taskArn").equals(old)
                  && task.get("lastStatus").stringValue().equals("RUNNING"));
    }
  }

  @Test
  void without_rollback_the_deployment_stays_failed_and_the_old_tasks_stay_alive() {
    failingUpdate(NO_ROLLBACK);

    stage.pass(600);

    assertThat(stage.deployments("web"))
        .containsExactly("PRIMARY FAILED 0/0/0", "ACTIVE COMPLETED 1/1/0");
    var service = stage.service("web");
    assertThat(service.get("taskDefinition").stringValue()).endsWith("web:2");
    assertThat(service.get("deployments").get(0).get("rolloutStateReason").stringValue())
        .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
    assertThat(stage.record("web").get("status").stringValue()).isEqualTo("STOPPED");

    var old = stage.tasks("web", "RUNNING").getFirst().get("taskArn").stringValue();
    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(old));
    stage.pass(60);
    assertThat(stage.deployments("web"))
        .containsExactly("PRIMARY FAILED 0/0/0", "ACTIVE COMPLETED 1/1/0");
  }

  @Test
  void a_first_deployment_that_fails_stays_failed_with_no_task() {
    stage.script("{'match': {}, 'outcome': {'imageMissing': true}}");
    stage.register("web");
    stage.create("web", 1, ROLLBACK);

    stage.pass(900);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY FAILED 0/0/0");
    assertThat(stage.service("web").get("status").stringValue()).isEqualTo("ACTIVE");
    assertThat(stage.tasks("web", "STOPPED")).hasSize(3);
  }

  @Test
  void a_second_failure_during_the_rollback_has_nowhere_to_go() {
    failingUpdate(ROLLBACK);
    stage.script("{'match': {}, 'outcome': {'crashLoop': {'after': '2s'}}}");
    for (var task : stage.tasks("web", "RUNNING")) {
      stage.call("StopTask", "{'cluster': 'c', 'task': %s}".formatted(task.get("taskArn")));
    }

    stage.pass(1200);

    assertThat(stage.deployments("web").getFirst()).startsWith("PRIMARY FAILED");
    assertThat(stage.record("web").get("status").stringValue()).isEqualTo("ROLLBACK_FAILED");
    assertThat(stage.service("web").get("taskDefinition").stringValue()).endsWith("web:1");
  }

  @Test
  void a_healthy_task_ends_the_row_of_failures() {
    stage.register("web");
    stage.script("{'match': {}, 'outcome': {'crashLoop': {'after': '2s'}}, 'times': 2}");
    stage.create("web", 1, ROLLBACK);

    stage.pass(400);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    var deployment = stage.service("web").get("deployments").get(0);
    assertThat(deployment.get("failedTasks").intValue()).isZero();
  }

  @Test
  void without_a_breaker_ecs_tries_for_ever_and_slows_down() {
    stage.script("{'match': {}, 'outcome': {'imageMissing': true}}");
    stage.register("web");
    stage.create("web", 1, "");

    stage.pass(3 * 3600);

    var failed = stage.service("web").get("deployments").get(0).get("failedTasks").intValue();
    assertThat(failed).isBetween(8, 20);
    assertThat(stage.deployments("web").getFirst()).startsWith("PRIMARY IN_PROGRESS");
    assertThat(stage.events("web"))
        .filteredOn(text -> text.contains("unable to consistently start tasks"))
        .hasSize(1);
  }

  @Test
  void a_newer_deployment_takes_the_place_of_one_in_progress() {
    failingUpdate(ROLLBACK);
    stage.pass(20);
    stage.register("web");

    stage.update("web", "'taskDefinition': 'web:3'");

    assertThat(stage.deployments("web").getFirst()).isEqualTo("PRIMARY IN_PROGRESS 0/0/0");
    stage.pass(5);
    var list = stage.call("ListServiceDeployments", "{'cluster': 'c', 'service': 'web'}");
    assertThat(Json.items(list, "serviceDeployments"))
        .extracting(each -> each.get("status").stringValue())
        .containsExactly("IN_PROGRESS", "STOPPED", "SUCCESSFUL");
    stage.pass(120);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void a_rollback_can_be_asked_for() {
    stage.register("web");
    stage.create("web", 1, "");
    stage.pass(100);
    stage.script("{'match': {'revision': 2}, 'outcome': {'slowStart': '1h'}}");
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web:2'");
    stage.pass(30);

    var arn = stage.record("web").get("serviceDeploymentArn").stringValue();
    stage.call("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn));

    assertThat(stage.record("web").get("status").stringValue()).isEqualTo("ROLLBACK_REQUESTED");
    stage.pass(60);
    assertThat(stage.record("web").get("status").stringValue()).isEqualTo("ROLLBACK_SUCCESSFUL");
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    assertThat(stage.service("web").get("taskDefinition").stringValue()).endsWith("web:1");
  }

  @Test
  void a_first_deployment_that_is_stopped_has_nowhere_to_go_back_to() {
    stage.script("{'match': {}, 'outcome': {'slowStart': '1h'}}");
    stage.register("web");
    stage.create("web", 2, "");
    stage.pass(30);

    var arn = stage.record("web").get("serviceDeploymentArn").stringValue();
    stage.call("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn));
    stage.pass(30);

    assertThat(stage.record("web").get("status").stringValue()).isEqualTo("STOPPED");
    assertThat(stage.deployments("web")).containsExactly("PRIMARY FAILED 0/0/0");
    assertThatThrownBy(() ->
            stage.call("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn)))
        .hasMessageContaining("terminal state");
  }
}
