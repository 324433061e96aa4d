package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceChangesTest {
  private final Stage stage = new Stage();

  @BeforeEach
  void a_service() {
    stage.register("web");
    stage.create("web", 1, "'serviceConnectConfiguration': {'enabled': false}");
    stage.pass(100);
  }

  private String primary() {
    return stage.service("web").get("deployments").get(0).get("id").stringValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'desiredCount': 3",
        "'taskDefinition': 'web:1'",
        "'taskDefinition': 'web'",
        "'deploymentConfiguration': {'maximumPercent': 150}",
        "'availabilityZoneRebalancing': 'DISABLED'",
        "'placementStrategy': []",
        "'healthCheckGracePeriodSeconds': 30",
        "'enableExecuteCommand': true",
        "'enableECSManagedTags': true",
        "'propagateTags': 'SERVICE'",
        "'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]",
        "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1', 'subnet-2']}}",
        "'loadBalancers': []",
        "'forceNewDeployment': false",
        "'platformVersion': null",
      })
  void these_updates_start_no_deployment(String members) {
    var before = primary();

    stage.update("web", members);

    assertThat(primary()).isEqualTo(before);
    assertThat(Json.items(stage.service("web"), "deployments")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'forceNewDeployment': true",
        "'platformVersion': '1.4.0'",
        "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}",
        "'serviceConnectConfiguration': {'enabled': true, 'services': [{'portName': 'web',"
            + " 'clientAliases': [{'port': 80}]}]}",
        "'loadBalancers': [{'containerName': 'app', 'containerPort': 80, 'targetGroupArn':"
            + " 'arn:tg'}]",
        "'serviceRegistries': [{'registryArn': 'arn:sd'}]",
        "'vpcLatticeConfigurations': [{'portName': 'web'}]",
      })
  void these_updates_start_a_deployment(String members) {
    var before = primary();

    stage.update("web", members);

    assertThat(primary()).isNotEqualTo(before);
    stage.pass(400);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void another_revision_starts_a_deployment_and_an_inactive_one_is_refused() {
    stage.register("web");
    stage.register("web");
    stage.call("DeregisterTaskDefinition", "{'taskDefinition': 'web:3'}");
    assertThatThrownBy(() -> stage.update("web", "'taskDefinition': 'web:3'"))
        .hasMessage("TaskDefinition is inactive");
    var before = primary();

    stage.update("web", "'taskDefinition': 'web'");

    assertThat(primary()).isNotEqualTo(before);
    assertThat(stage.service("web").get("taskDefinition").stringValue()).endsWith("web:2");
  }

  @Test
  void a_service_keeps_a_revision_that_was_deregistered() {
    stage.call("DeregisterTaskDefinition", "{'taskDefinition': 'web:1'}");

    stage.update("web", "'desiredCount': 2");
    stage.pass(100);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 2/2/0");
  }

  @Test
  void the_deployment_configuration_is_merged_member_by_member() {
    stage.update(
        "web",
        "'deploymentConfiguration': {'maximumPercent': 150, 'deploymentCircuitBreaker': {'enable':"
            + " true, 'rollback': true, 'resetOnHealthyTask': false}}");

    stage.update(
        "web",
        "'deploymentConfiguration': {'minimumHealthyPercent': 50, 'deploymentCircuitBreaker':"
            + " {'enable': true}}");

    assertThat(stage.service("web").get("deploymentConfiguration").toString())
        .isEqualTo(
            "{\"maximumPercent\":150,\"minimumHealthyPercent\":50,\"strategy\":\"ROLLING\","
                + "\"bakeTimeInMinutes\":0,\"deploymentCircuitBreaker\":{\"enable\":true,"
                + "\"rollback\":false,\"resetOnHealthyTask\":false},\"alarms\":{\"enable\":false,"
                + "\"rollback\":false,\"alarmNames\":[]}}");
  }

  @Test
  void a_strategy_takes_the_place_of_the_launch_type_and_an_empty_one_gives_it_back() {
    stage.update(
        "web", "'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]");
    assertThat(Json.has(stage.service("web"), "launchType")).isFalse();
    assertThat(stage.service("web").get("capacityProviderStrategy").toString())
        .isEqualTo("[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1,\"base\":0}]");

    stage.update("web", "'capacityProviderStrategy': []");

    assertThat(stage.service("web").get("launchType").stringValue()).isEqualTo("FARGATE");
    assertThat(Json.has(stage.service("web"), "capacityProviderStrategy")).isFalse();
  }

  @Test
  void a_change_of_numbers_keeps_a_completed_deployment_completed() {
    stage.update("web", "'desiredCount': 3");
    stage.pass(12);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 3/1/2");
    stage.pass(80);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 3/3/0");

    stage.update("web", "'desiredCount': 1");
    stage.pass(60);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
    assertThat(stage.events("web"))
        .contains("(service web) has stopped 2 running tasks: (task T) (task T).");
    assertThat(stage.tasks("web", "STOPPED"))
        .allMatch(task ->
            task.get("stoppedReason")
                .stringValue()
                .startsWith("Scaling activity initiated by (deployment ecs-svc/"));
  }

  @Test
  void percentages_that_forbid_every_step_are_reported_as_an_event() {
    stage.update("web", "'deploymentConfiguration': {'maximumPercent': 150}");
    stage.update("web", "'forceNewDeployment': true");

    stage.pass(600);

    assertThat(stage.deployments("web"))
        .containsExactly("PRIMARY IN_PROGRESS 1/0/0", "ACTIVE COMPLETED 1/1/0");
    assertThat(stage.events("web"))
        .filteredOn(text -> text.contains("was unable to stop or start tasks"))
        .hasSize(1);
  }

  @Test
  void no_capacity_is_an_event_and_the_end_of_it_another_try() {
    stage.script("{'match': {'service': 'web'}, 'outcome': {'noCapacity': true}}");
    stage.update("web", "'forceNewDeployment': true");
    stage.pass(120);
    assertThat(stage.events("web"))
        .filteredOn(text -> text.contains("was unable to place a task. Reason: Capacity is"))
        .hasSize(1);

    stage.clearScript();
    stage.pass(600);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void the_stable_waiter_is_satisfied_by_one_deployment_with_all_tasks_running() {
    stage.update("web", "'forceNewDeployment': true");
    var stableBeforeComplete = false;
    for (var second = 0; second < 200; second++) {
      stage.pass(1);
      var service = stage.service("web");
      var stable =
          service.get("deployments").size() == 1 && service.get("runningCount").intValue() == 1;
      var state = service.get("deployments").get(0).get("rolloutState").stringValue();
      stableBeforeComplete |= stable && state.equals("IN_PROGRESS");
    }

    assertThat(stableBeforeComplete).isTrue();
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }
}
