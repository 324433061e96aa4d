package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectTest {
  private static final String SERVER =
      "'serviceConnectConfiguration': {'enabled': true, 'namespace': 'space', 'services':"
          + " [{'portName': 'web', 'discoveryName': '%s', 'clientAliases': [{'port': 80, 'dnsName':"
          + " '%s'}]}]}";
  private static final String CLIENT = "'serviceConnectConfiguration': {'enabled': true}";

  private final Stage stage = new Stage();

  private List<String> endpoints(String service) {
    var clusters = stage.dump().get("clusters");
    var dumped = clusters.get("arn:aws:ecs:us-east-1:000000000000:cluster/c").get("services");
    return Json.texts(Json.items(dumped.get(service), "serviceRevisions").getLast(), "endpoints");
  }

  @Test
  void a_client_resolves_only_names_that_were_there_when_its_deployment_began() {
    stage.register("client");
    stage.register("api");
    stage.create("client", 1, CLIENT);
    stage.create("api", 1, SERVER.formatted("api", "api"));
    stage.pass(100);
    assertThat(endpoints("client")).isEmpty();
    assertThat(endpoints("api")).containsExactly("api:80");

    stage.update("client", "'forceNewDeployment': true");

    assertThat(endpoints("client")).containsExactly("api:80");
  }

  @Test
  void the_configuration_is_shown_in_the_deployment_with_the_namespace_as_an_arn() {
    stage.register("api");
    stage.create("api", 1, SERVER.formatted("api", "api"));

    var service = stage.service("api");
    var deployment = service.get("deployments").get(0);

    assertThat(Json.has(service, "serviceConnectConfiguration")).isFalse();
    assertThat(deployment.get("serviceConnectConfiguration").get("namespace").stringValue())
        .startsWith("arn:aws:servicediscovery:us-east-1:000000000000:namespace/ns-");
    var resource = deployment.get("serviceConnectResources").get(0);
    assertThat(resource.get("discoveryName").stringValue()).isEqualTo("api");
    assertThat(resource.get("discoveryArn").stringValue()).contains(":service/srv-");
    stage.pass(60);
    assertThat(Json.items(stage.tasks("api", "RUNNING").getFirst(), "containers"))
        .hasSize(2)
        .last()
        .satisfies(proxy ->
            assertThat(proxy.get("name").stringValue()).startsWith("ecs-service-connect-"));
  }

  @Test
  void a_discovery_name_belongs_to_one_service() {
    stage.register("api");
    stage.register("other");
    stage.create("api", 1, SERVER.formatted("api", "api"));

    assertThatThrownBy(() -> stage.create("other", 1, SERVER.formatted("api", "other")))
        .hasMessage(
            "ServiceConnect service api is already used by"
                + " arn:aws:ecs:us-east-1:000000000000:service/c/api");
  }

  @Test
  void running_tasks_are_found_behind_their_names_until_they_stop() {
    stage.register("api");
    stage.create("api", 2, SERVER.formatted("api", "api"));
    assertThat(stage.instances()).isZero();

    stage.pass(100);
    assertThat(stage.instances()).isEqualTo(2);
    stage.call("DeleteService", "{'cluster': 'c', 'service': 'api', 'force': true}");
    stage.pass(20);

    assertThat(stage.names()).isZero();
  }

  @Test
  void target_groups_appear_in_the_events() {
    stage.register("api");
    stage.create(
        "api",
        1,
        "'loadBalancers': [{'containerName': 'app', 'containerPort': 80, 'targetGroupArn': 'tg'}]");
    stage.pass(100);
    stage.update("api", "'desiredCount': 0");
    stage.pass(14);

    assertThat(stage.events("api"))
        .containsExactly(
            "(service api) has started 1 tasks: (task T).",
            "(service api) registered 1 targets in (target-group tg)",
            "(service api) (deployment ecs-svc/N) deployment completed.",
            "(service api) has reached a steady state.",
            "(service api) deregistered 1 targets in (target-group tg)",
            "(service api, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
            "(service api) has stopped 1 running tasks: (task T).",
            "(service api) has reached a steady state.");
    assertThat(stage.tasks("api", "STOPPED").getFirst().get("lastStatus").stringValue())
        .isEqualTo("DEACTIVATING");
  }
}
