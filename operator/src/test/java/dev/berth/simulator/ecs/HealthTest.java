package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
  private static final String CHECKED =
      "{'name': 'app', 'image': 'web:1', 'healthCheck': {'command': ['CMD', 'true'], 'interval':"
          + " 10, 'retries': 2}}";

  private final Stage stage = new Stage();

  @Test
  void a_task_with_a_check_counts_as_soon_as_it_is_healthy() {
    stage.register("web", CHECKED);
    stage.create("web", 1, "");

    stage.pass(42);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void an_unhealthy_task_is_replaced_before_it_is_stopped() {
    stage.register("web", CHECKED);
    stage.script("{'match': {}, 'outcome': {'unhealthy': {'after': '100s'}}, 'times': 1}");
    stage.create("web", 1, "");

    for (var i = 0; i < 60; i++) {
      stage.pass(5);
      if (i > 10) assertThat(stage.service("web").get("runningCount").intValue()).isPositive();
    }

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    assertThat(stage.events("web"))
        .containsSubsequence(
            "(service web) (task T) failed container health checks.",
            "(service web) has started 1 tasks: (task T).",
            "(service web) has reached a steady state.");
    assertThat(stage.tasks("web", "STOPPED"))
        .extracting(task ->
            task.get("stopCode").stringValue() + ": " + task.get("stoppedReason").stringValue())
        .containsExactly("ServiceSchedulerInitiated: Task failed container health checks");
  }

  @Test
  void without_room_for_a_replacement_an_unhealthy_task_is_stopped_first() {
    stage.register("web", CHECKED);
    stage.script("{'match': {}, 'outcome': {'unhealthy': {'after': '100s'}}, 'times': 1}");
    stage.create(
        "web", 1, "'deploymentConfiguration': {'maximumPercent': 100, 'minimumHealthyPercent': 0}");

    stage.pass(150);
    assertThat(stage.service("web").get("runningCount").intValue()).isZero();
    stage.pass(60);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void tasks_that_never_become_healthy_fail_the_deployment() {
    stage.register("web", CHECKED);
    stage.script("{'match': {}, 'outcome': {'neverHealthy': true}}");
    stage.create(
        "web", 1, "'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true}}");

    stage.pass(400);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY FAILED 0/0/0");
  }

  @Test
  void failures_within_the_grace_period_are_ignored() {
    stage.register("web", CHECKED);
    stage.script("{'match': {}, 'outcome': {'neverHealthy': true}}");
    stage.create("web", 1, "'healthCheckGracePeriodSeconds': 300");

    stage.pass(300);
    assertThat(stage.tasks("web", "RUNNING"))
        .extracting(task -> task.get("healthStatus").stringValue())
        .containsExactly("UNHEALTHY");
    stage.pass(60);

    assertThat(stage.tasks("web", "STOPPED")).hasSize(1);
  }

  @Test
  void a_task_that_dies_after_the_deployment_is_replaced_and_nothing_else_changes() {
    stage.register("web");
    stage.script("{'match': {}, 'outcome': {'crashLoop': {'after': '5m'}}, 'times': 1}");
    stage.create("web", 1, "");
    stage.pass(330);

    stage.pass(120);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    assertThat(stage.tasks("web", "STOPPED")).hasSize(1);
    var deployment = stage.service("web").get("deployments").get(0);
    assertThat(deployment.get("failedTasks").intValue()).isZero();
  }
}
