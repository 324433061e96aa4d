package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Services and tasks that don't run on Fargate.
class InstancesTest {
  private static final String AWSVPC =
      "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}";

  private final Stage stage = new Stage();

  InstancesTest() {
    register("web", "'networkMode': 'bridge'");
    register("own", "'networkMode': 'awsvpc'");
  }

  private void register(String family, String more) {
    stage.call(
        "RegisterTaskDefinition",
        ("{'family': '%s', %s, 'containerDefinitions': [{'name': 'app', 'image': 'app:1', 'memory':"
                + " 64, 'portMappings': [{'containerPort': 80}]}]}")
            .formatted(family, more));
  }

  private ObjectNode create(String family, String more) {
    return stage.call(
        "CreateService",
        "{'cluster': 'c', 'serviceName': '%s', 'taskDefinition': '%s', %s}"
            .formatted(family, family, more));
  }

  private List<String> places(String service) {
    return stage.tasks(service, "RUNNING").stream()
        .map(task -> Json.text(task, "containerInstanceArn", ""))
        .toList();
  }

  @Test
  void a_service_on_instances_settles_and_shows_no_platform() {
    create("web", "'desiredCount': 2, 'launchType': 'EC2'");
    stage.pass(300);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 2/2/0");
    var service = stage.service("web");
    assertThat(Json.text(service, "launchType", "")).isEqualTo("EC2");
    assertThat(Json.has(service, "platformVersion")).isFalse();
    var task = stage.tasks("web", "RUNNING").getFirst();
    assertThat(Json.text(task, "launchType", "")).isEqualTo("EC2");
    assertThat(Json.items(task, "attachments")).isEmpty();
    var binding = Json.items(Json.items(task, "containers").getFirst(), "networkBindings");
    assertThat(Json.integer(binding.getFirst(), "hostPort", 0)).isGreaterThan(32_767);
    assertThat(places("web")).doesNotHaveDuplicates();
  }

  @Test
  void without_capacity_no_instance_meets_the_requirements() {
    stage.script("{'match': {'service': 'web'}, 'outcome': {'noCapacity': true}}");
    create("web", "'desiredCount': 1, 'launchType': 'EC2'");
    stage.pass(60);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY IN_PROGRESS 1/0/0");
    assertThat(stage.events("web").getFirst())
        .matches(
            "\\(service web\\) was unable to place a task because no container instance met all of"
                + " its requirements. The closest matching \\(container-instance .*\\) has"
                + " insufficient memory available\\.");
    stage.script("{'match': {'family': 'web'}, 'outcome': {'noCapacity': true}}");
    var answer = stage.call("RunTask", "{'cluster': 'c', 'taskDefinition': 'web'}");
    assertThat(answer.get("tasks")).isEmpty();
    var failure = Json.items(answer, "failures").getFirst();
    assertThat(Json.text(failure, "reason", "")).isEqualTo("RESOURCE:MEMORY");
    assertThat(Json.text(failure, "arn", "")).contains(":container-instance/c/");

    stage.clearScript();
    stage.pass(600);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 1/1/0");
  }

  @Test
  void a_daemon_has_one_task_on_each_instance_and_goes_down_before_it_goes_up() {
    create("web", "'schedulingStrategy': 'DAEMON'");
    stage.pass(300);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 3/3/0");
    assertThat(places("web")).hasSize(3).doesNotHaveDuplicates();
    var rollout = stage.service("web").get("deploymentConfiguration");
    assertThat(Json.integer(rollout, "minimumHealthyPercent", -1)).isZero();
    assertThat(Json.integer(rollout, "maximumPercent", -1)).isEqualTo(100);
    stage.update("web", "'forceNewDeployment': true");
    stage.pass(600);
    assertThat(stage.deployments("web")).containsExactly("PRIMARY COMPLETED 3/3/0");
    assertThatThrownBy(() -> stage.update("web", "'desiredCount': 2"))
        .hasMessageContaining("does not support a desired count");
  }

  /// Nobody can scale it down before. Source: ecs-semantics 1.4.
  @Test
  void a_daemon_is_deleted_without_force() {
    create("web", "'schedulingStrategy': 'DAEMON'");
    stage.pass(300);

    stage.call("DeleteService", "{'cluster': 'c', 'service': 'web'}");
    stage.pass(300);

    assertThat(stage.service("web").get("status").asString()).isEqualTo("INACTIVE");
  }

  @Test
  void tasks_of_distinct_instances_share_none() {
    create(
        "web",
        "'desiredCount': 5, 'launchType': 'EC2', 'placementConstraints': [{'type':"
            + " 'distinctInstance'}]");
    stage.pass(300);

    assertThat(places("web")).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void an_auto_scaling_groups_provider_runs_tasks_on_instances() {
    stage.call(
        "CreateCapacityProvider",
        "{'name': 'fleet', 'autoScalingGroupProvider': {'autoScalingGroupArn': 'arn:asg'}}");
    stage.call(
        "PutClusterCapacityProviders",
        "{'cluster': 'c', 'capacityProviders': ['FARGATE', 'fleet'],"
            + " 'defaultCapacityProviderStrategy': []}");
    create(
        "own",
        "'desiredCount': 1, 'capacityProviderStrategy': [{'capacityProvider': 'fleet',"
            + " 'weight': 1}], "
            + AWSVPC);
    stage.pass(300);

    var task = stage.tasks("own", "RUNNING").getFirst();
    assertThat(Json.text(task, "capacityProviderName", "")).isEqualTo("fleet");
    assertThat(Json.text(task, "launchType", "")).isEqualTo("EC2");
    assertThat(Json.items(task, "attachments")).hasSize(1);
    var known = stage.call("DescribeCapacityProviders", "{'capacityProviders': ['fleet', 'no']}");
    assertThat(Json.items(known, "capacityProviders")).hasSize(1);
    assertThat(Json.items(known, "failures")).hasSize(1);
  }

  @Test
  void behind_a_classic_load_balancer_a_deployment_tells_no_state() {
    create(
        "web",
        "'desiredCount': 1, 'launchType': 'EC2', 'role': 'balancers', 'placementStrategy':"
            + " [{'type': 'spread', 'field': 'host'}, {'type': 'binpack', 'field': 'memory'}],"
            + " 'loadBalancers': [{'loadBalancerName': 'old', 'containerName': 'app',"
            + " 'containerPort': 80}]");
    stage.pass(300);

    assertThat(stage.deployments("web")).containsExactly("PRIMARY  1/1/0");
    assertThat(Json.text(stage.record("web"), "status", "")).isEqualTo("SUCCESSFUL");
    var service = stage.service("web");
    assertThat(Json.text(service, "roleArn", "")).endsWith(":role/balancers");
    assertThat(Json.text(service, "availabilityZoneRebalancing", "")).isEqualTo("DISABLED");
    assertThat(Json.write(service.get("placementStrategy")))
        .isEqualTo(
            "[{\"type\":\"spread\",\"field\":\"instanceId\"},"
                + "{\"type\":\"binpack\",\"field\":\"MEMORY\"}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          web | 'desiredCount': 1, 'launchType': 'FARGATE'      | does not support launch_type FARGATE
          own | 'desiredCount': 1, 'launchType': 'EXTERNAL', %s | does not support launch_type EXTERNAL
          own | 'desiredCount': 1, 'launchType': 'EC2'          | Network Configuration must be provided
          web | 'desiredCount': 1, 'launchType': 'EC2', %s      | Network Configuration is not valid for the given networkMode
          web | 'desiredCount': 1, 'schedulingStrategy': 'DAEMON' | does not support a desired count
          web | 'desiredCount': 1, 'launchType': 'EC2', 'platformVersion': '1.4.0' | must be null when specifying an EC2 launch type
          web | 'desiredCount': 1, 'launchType': 'EC2', 'placementStrategy': [{'type': 'binpack', 'field': 'zone'}] | binpack field 'zone' is invalid
          web | 'desiredCount': 1, 'launchType': 'EC2', 'placementStrategy': [{'type': 'spread'}] | spread field '' is invalid
          web | 'desiredCount': 1, 'launchType': 'EC2', 'placementConstraints': [{'type': 'memberOf'}] | memberOf expression
          web | 'desiredCount': 1, 'launchType': 'EC2', 'role': 'r' | You cannot specify an IAM role
          web | 'desiredCount': 1, 'launchType': 'EC2', 'volumeConfigurations': [{'name': 'v', 'managedEBSVolume': {'roleArn': 'r'}}] | does not have a matching volume
          web | 'desiredCount': 1, 'launchType': 'EC2', 'availabilityZoneRebalancing': 'ENABLED', 'placementStrategy': [{'type': 'random'}] | Availability Zone rebalancing is not supported
          """)
  void what_ecs_refuses_is_refused_in_its_words(String family, String more, String words) {
    assertThatThrownBy(() -> create(family, more.replace("%s", AWSVPC)))
        .hasMessageContaining(words);
  }
}
