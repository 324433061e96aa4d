package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {
  private static final String VPC =
      "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}";

  private final Stage stage = new Stage();

  private static void refused(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error).hasMessageContaining(message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'launchType': 'FARGATE' | Network Configuration must be provided when networkMode"
            + " 'awsvpc'",
        "VPC, 'launchType': 'FARGATE', 'capacityProviderStrategy': [{'capacityProvider': 'FARGATE',"
            + " 'weight': 1}] | Specifying both a launch type",
        "VPC, 'capacityProviderStrategy': [{'capacityProvider': 'FARGATE'}] | There are no capacity"
            + " providers in the capacity provider strategy",
        "VPC, 'capacityProviderStrategy': [{'capacityProvider': 'mine', 'weight': 1}] | not"
            + " associated with the cluster",
        "VPC, 'launchType': 'FARGATE', 'loadBalancers': [{'containerName': 'x', 'containerPort':"
            + " 80}] | The container x does not exist in the task definition.",
        "VPC, 'launchType': 'FARGATE', 'loadBalancers': [{'containerName': 'app', 'containerPort':"
            + " 81}] | The container app did not have a container port 81 defined.",
        "VPC, 'launchType': 'FARGATE', 'deploymentConfiguration': {'minimumHealthyPercent': 101} |"
            + " minimumHealthyPercent must be at most 100",
        "VPC, 'launchType': 'FARGATE', 'deploymentConfiguration': {'deploymentCircuitBreaker':"
            + " {'enable': true, 'thresholdConfiguration': {'type': 'COUNT', 'value': 0}}} |"
            + " Invalid deployment circuit breaker threshold value.",
        "VPC, 'launchType': 'FARGATE', 'serviceConnectConfiguration': {'enabled': true, 'services':"
            + " [{'portName': 'nope'}]} | portName(nope) does not refer to any named PortMapping",
      })
  void what_ecs_refuses_is_refused_in_its_words(String members, String message) {
    stage.register("web");
    var input =
        "{'cluster': 'c', 'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 1, %s}"
            .formatted(members.replace("VPC", VPC));

    refused(() -> stage.call("CreateService", input), "InvalidParameterException", message);
    assertThat(stage.call("ListServices", "{'cluster': 'c'}").get("serviceArns")).isEmpty();
  }

  @Test
  void an_unknown_cluster_definition_or_namespace_is_named_as_such() {
    stage.register("web");
    refused(
        () -> stage.call("CreateService", "{'cluster': 'x', 'serviceName': 'web'}"),
        "ClusterNotFoundException",
        "Cluster not found.");
    refused(() -> stage.create("other", 1, ""), "ClientException", "TaskDefinition not found.");
    refused(
        () ->
            stage.create(
                "web", 1, "'serviceConnectConfiguration': {'enabled': true, 'namespace': 'x'}"),
        "NamespaceNotFoundException",
        "Namespace not found.");
    stage.call("DeregisterTaskDefinition", "{'taskDefinition': 'web:1'}");
    refused(
        () ->
            stage.call(
                "CreateService",
                "{'cluster': 'c', 'serviceName': 'web', 'desiredCount': 1, 'launchType': 'FARGATE',"
                    + " 'taskDefinition': 'web:1'}"),
        "ClientException",
        "TaskDefinition is inactive");
  }

  @Test
  void the_same_creation_again_gives_the_same_service_and_another_is_refused() {
    stage.register("web");
    var first = stage.create("web", 1, "");

    assertThat(stage.create("web", 1, "")).isEqualTo(first);
    refused(
        () -> stage.create("web", 2, ""),
        "InvalidParameterException",
        "Creation of service was not idempotent.");
    assertThat(stage.dump().toString()).containsOnlyOnce("\"serviceName\"");
  }

  @Test
  void a_token_with_other_parameters_is_a_conflict() {
    stage.register("web");
    stage.create("web", 1, "'clientToken': 't'");

    assertThat(stage.create("web", 1, "'clientToken': 't'").get("service").get("serviceArn"))
        .isEqualTo(stage.service("web").get("serviceArn"));
    assertThatThrownBy(() -> stage.create("web", 2, "'clientToken': 't'"))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> {
              assertThat(error.code()).isEqualTo("ConflictException");
              assertThat(error.extra().get("resourceIds")).hasSize(1);
            });
  }

  @Test
  void a_service_comes_back_with_its_defaults_filled() {
    stage.register("web");
    var service = stage.create("web", 2, "'tags': [{'key': 'a', 'value': 'b'}]").get("service");

    assertThat(service.get("deploymentConfiguration").toString())
        .isEqualTo(
            "{\"maximumPercent\":200,\"minimumHealthyPercent\":100,\"strategy\":\"ROLLING\","
                + "\"bakeTimeInMinutes\":0,\"deploymentCircuitBreaker\":{\"enable\":false,"
                + "\"rollback\":false},\"alarms\":{\"enable\":false,\"rollback\":false,"
                + "\"alarmNames\":[]}}");
    assertThat(service.get("taskDefinition").stringValue()).endsWith(":task-definition/web:1");
    assertThat(service.get("availabilityZoneRebalancing").stringValue()).isEqualTo("ENABLED");
    assertThat(service.get("platformVersion").stringValue()).isEqualTo("LATEST");
    assertThat(service.get("launchType").stringValue()).isEqualTo("FARGATE");
    assertThat(Json.has(service, "capacityProviderStrategy")).isFalse();
    var vpc = service.get("networkConfiguration").get("awsvpcConfiguration");
    assertThat(vpc.get("assignPublicIp").stringValue()).isEqualTo("DISABLED");
    assertThat(vpc.get("securityGroups")).isEmpty();
    assertThat(service.get("tags").toString()).isEqualTo("[{\"key\":\"a\",\"value\":\"b\"}]");
  }

  @Test
  void what_is_unknown_is_missing_and_tags_come_only_when_asked_for() {
    stage.register("web");
    stage.create("web", 1, "'tags': [{'key': 'a', 'value': 'b'}]");

    var answer = stage.call("DescribeServices", "{'cluster': 'c', 'services': ['web', 'x']}");

    assertThat(answer.get("services")).hasSize(1);
    assertThat(Json.has(answer.get("services").get(0), "tags")).isFalse();
    assertThat(answer.get("failures").toString())
        .isEqualTo(
            "[{\"arn\":\"arn:aws:ecs:us-east-1:000000000000:service/c/x\","
                + "\"reason\":\"MISSING\"}]");
    refused(
        () -> stage.call("DescribeServices", "{'cluster': 'c', 'services': []}"),
        "InvalidParameterException",
        "Services cannot be empty.");
    refused(
        () ->
            stage.call(
                "DescribeServices",
                "{'cluster': 'c', 'services': ['arn:aws:ecs:us-east-1:000000000000:service/d/x']}"),
        "InvalidParameterException",
        "Identifier is for cluster d. Your cluster is c");
  }

  @Test
  void the_list_is_paged_and_complete() {
    var wanted = new TreeSet<String>();
    for (var i = 0; i < 25; i++) {
      stage.register("s" + i);
      stage.create("s" + i, 0, "");
      wanted.add("arn:aws:ecs:us-east-1:000000000000:service/c/s" + i);
    }

    var seen = new ArrayList<String>();
    var token = "";
    var pages = 0;
    do {
      var page = stage.call("ListServices", "{'cluster': 'c', 'nextToken': '%s'}".formatted(token));
      seen.addAll(Json.texts(page, "serviceArns"));
      token = Json.text(page, "nextToken", "");
      pages++;
    } while (!token.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(seen).isNotEqualTo(new ArrayList<>(wanted));
  }

  @Test
  void a_deleted_service_drains_is_inactive_and_gone_at_last() {
    stage.register("web");
    stage.create("web", 1, "");
    stage.pass(100);
    refused(
        () -> stage.call("DeleteService", "{'cluster': 'c', 'service': 'web'}"),
        "InvalidParameterException",
        "The service cannot be stopped while it is scaled above 0.");

    var deleted = stage.call("DeleteService", "{'cluster': 'c', 'service': 'web', 'force': true}");

    assertThat(deleted.get("service").get("status").stringValue()).isEqualTo("DRAINING");
    assertThat(stage.call("ListServices", "{'cluster': 'c'}").get("serviceArns")).isEmpty();
    refused(
        () -> stage.create("web", 1, ""),
        "InvalidParameterException",
        "Unable to Start a service that is still Draining.");
    refused(
        () -> stage.update("web", "'desiredCount': 2"),
        "ServiceNotActiveException",
        "Service was not ACTIVE.");
    stage.pass(20);
    assertThat(stage.service("web").get("status").stringValue()).isEqualTo("INACTIVE");
    stage.pass(25 * 3600);
    assertThat(
            stage.call("DescribeServices", "{'cluster': 'c', 'services': ['web']}").get("failures"))
        .hasSize(1);
  }

  @Test
  void the_name_of_an_inactive_service_can_be_used_again() {
    stage.register("web");
    stage.create("web", 0, "");
    stage.pass(20);
    stage.call("DeleteService", "{'cluster': 'c', 'service': 'web'}");
    stage.pass(20);

    stage.create("web", 0, "");

    assertThat(stage.service("web").get("status").stringValue()).isEqualTo("ACTIVE");
    assertThat(stage.service("web").get("events")).isEmpty();
    stage.pass(25 * 3600);
    assertThat(stage.service("web").get("status").stringValue()).isEqualTo("ACTIVE");
  }

  @Test
  void tags_are_merged_and_taken_away_by_key() {
    stage.register("web");
    stage.create("web", 0, "'tags': [{'key': 'a', 'value': '1'}, {'key': 'b', 'value': '2'}]");
    var arns =
        new String[] {
          stage.service("web").get("serviceArn").stringValue(),
          stage.service("web").get("taskDefinition").stringValue(),
          stage.service("web").get("clusterArn").stringValue()
        };

    for (var arn : arns) {
      stage.call(
          "TagResource",
          "{'resourceArn': '%s', 'tags': [{'key': 'b', 'value': '3'}, {'key': 'c', 'value': '4'}]}"
              .formatted(arn));
      stage.call("UntagResource", "{'resourceArn': '%s', 'tagKeys': ['a']}".formatted(arn));

      var tags = stage.call("ListTagsForResource", "{'resourceArn': '%s'}".formatted(arn));
      assertThat(Json.items(tags, "tags"))
          .extracting(tag -> tag.get("key").stringValue() + tag.get("value").stringValue())
          .containsExactlyInAnyOrder("b3", "c4");
    }
    refused(
        () ->
            stage.call(
                "TagResource",
                "{'resourceArn': 'arn:aws:ecs:us-east-1:000000000000:service/web', 'tags': []}"),
        "InvalidParameterException",
        "Long arn format must be used for tagging operations");
  }

  @Test
  void an_action_that_is_not_known_is_refused_as_aws_does() {
    refused(() -> stage.call("Frobnicate", "{}"), "UnknownOperationException", "Frobnicate");
  }

  @Test
  void a_cluster_with_services_stays() {
    stage.register("web");
    stage.create("web", 0, "");
    refused(
        () -> stage.call("DeleteCluster", "{'cluster': 'c'}"),
        "ClusterContainsServicesException",
        "Services are active");
    stage.call("DeleteService", "{'cluster': 'c', 'service': 'web'}");
    stage.pass(20);

    stage.call("DeleteCluster", "{'cluster': 'c'}");

    var described = stage.call("DescribeClusters", "{'clusters': ['c']}").get("clusters").get(0);
    assertThat(described.get("status").stringValue()).isEqualTo("INACTIVE");
    refused(
        () -> stage.call("ListServices", "{'cluster': 'c'}"),
        "ClusterNotFoundException",
        "Cluster not found.");
    stage.call("CreateCluster", "{'clusterName': 'c'}");
    assertThat(stage.call("ListServices", "{'cluster': 'c'}").get("serviceArns")).isEmpty();
  }
}
