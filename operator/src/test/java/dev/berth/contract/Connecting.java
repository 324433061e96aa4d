package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// Service Connect.
final class Connecting {
  private static final String DEPLOYMENT = "/service/deployments/0/";

  private static String connected(String namespace, String services) {
    return "'serviceConnectConfiguration': {'enabled': true, 'namespace': '%s', 'services': [%s]}"
        .formatted(namespace, services);
  }

  private static String served(String more) {
    return "{'portName': 'web', 'clientAliases': [{'port': 80}] %s}".formatted(more);
  }

  @Fact(line = 537, by = O)
  void a_namespace_given_by_name_comes_back_as_an_arn(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served("")))
        .ok()
        .matches(
            DEPLOYMENT + "serviceConnectConfiguration/namespace",
            "arn:aws:servicediscovery:.*:namespace/ns-[a-z0-9]+");
  }

  @Fact(line = 537, by = O)
  void a_discovery_name_that_was_not_given_is_not_filled_in(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served("")))
        .ok()
        .lacks(DEPLOYMENT + "serviceConnectConfiguration/services/0/discoveryName");
  }

  @Fact(line = 644, by = D)
  void a_deployment_names_its_service_of_cloud_map(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served("")))
        .ok()
        .says(DEPLOYMENT + "serviceConnectResources/0/discoveryName", "web")
        .matches(
            DEPLOYMENT + "serviceConnectResources/0/discoveryArn",
            "arn:aws:servicediscovery:.*:service/srv-[a-z0-9]+");
  }

  @Fact(line = 644, by = D)
  void a_discovery_name_is_the_one_that_was_given(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served(", 'discoveryName': 'front'")))
        .ok()
        .says(DEPLOYMENT + "serviceConnectResources/0/discoveryName", "front");
  }

  @Fact(line = 96, by = O)
  void a_discovery_name_has_one_holder(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").with(connected(space, served(""))).ok();

    aws.service("other")
        .with(connected(space, served("")))
        .refused("InvalidParameterException", "is already used by arn:");
  }

  @Fact(line = 629, by = M)
  void an_unknown_namespace_is_not_found(Account aws) {
    aws.service("web")
        .with(connected(aws.name("nobody"), served("")))
        .refused("NamespaceNotFoundException");
  }

  @Fact(line = 629, by = M)
  void a_namespace_must_come_from_somewhere(Account aws) {
    aws.service("web")
        .with("'serviceConnectConfiguration': {'enabled': true}")
        .refused("InvalidParameterException");
  }

  @Fact(line = 629, by = M)
  void a_namespace_may_be_the_default_of_the_cluster(Account aws) {
    var space = Namespaces.create(aws);
    aws.ecs(
            "UpdateCluster",
            "{'cluster': '%s', 'serviceConnectDefaults': {'namespace': '%s'}}"
                .formatted(aws.cluster(), space))
        .ok();

    aws.service("web")
        .with("'serviceConnectConfiguration': {'enabled': true}")
        .ok()
        .matches(DEPLOYMENT + "serviceConnectConfiguration/namespace", "arn:.*:namespace/ns-.*");
  }

  @Fact(line = 637, by = M)
  void a_service_without_services_is_a_client(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, ""))
        .ok()
        .shows(DEPLOYMENT + "serviceConnectConfiguration/enabled", true)
        .lacks(DEPLOYMENT + "serviceConnectResources");
  }

  @Fact(line = 57, by = M)
  void a_service_has_one_alias(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(
            connected(space, "{'portName': 'web', 'clientAliases': [{'port': 80}, {'port': 81}]}"))
        .refused("InvalidParameterException");
  }

  @Fact(line = 632, by = M)
  void a_discovery_name_has_64_characters_at_most(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served(", 'discoveryName': '%s'".formatted("x".repeat(65)))))
        .refused("InvalidParameterException");
  }

  @Fact(line = 632, by = M)
  void a_discovery_name_is_in_small_letters(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(connected(space, served(", 'discoveryName': 'Front'")))
        .refused("InvalidParameterException");
  }

  @Fact(line = 641, by = D)
  void a_task_on_the_hosts_network_is_not_connected(Account aws) {
    var space = Namespaces.create(aws);
    aws.bridged("old").with("'networkMode': 'host'").ok();

    aws.bridgedService("old")
        .with(connected(space, served("")))
        .refused("InvalidParameterException");
  }

  @Fact(line = 642, by = O)
  void a_proxy_runs_beside_the_containers(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").with("'desiredCount': 1, " + connected(space, served(""))).ok();
    aws.settled("web");
    var of = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", of).ok().text("/taskArns/0");

    aws.describeTask(task)
        .sized("/tasks/0/containers", 2)
        .matches("/tasks/0/containers/1/name", "ecs-service-connect-[A-Za-z0-9_-]+");
  }

  @Fact(line = 347, by = O)
  void a_connected_task_has_an_attachment_for_it(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").with("'desiredCount': 1, " + connected(space, served(""))).ok();
    aws.settled("web");
    var of = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", of).ok().text("/taskArns/0");
    var types =
        aws.describeTask(task).items("/tasks/0/attachments").stream()
            .map(each -> each.at("/type").asString(""))
            .toList();

    if (!types.contains("Service Connect")) {
      throw new Differs("attachments of a task", "Service Connect", types.toString());
    }
  }

  @Fact(line = 651, by = O)
  void tasks_are_instances_of_the_service_of_cloud_map(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").with("'desiredCount': 1, " + connected(space, served(""))).ok();
    aws.settled("web");

    aws.cloudMap(
            "DiscoverInstances", "{'NamespaceName': '%s', 'ServiceName': 'web'}".formatted(space))
        .ok()
        .sized("/Instances", 1)
        .says("/Instances/0/Attributes/ECS_CLUSTER_NAME", aws.cluster())
        .says("/Instances/0/Attributes/ECS_SERVICE_NAME", aws.name("web"))
        .matches("/Instances/0/InstanceId", "[0-9a-f]{32}");
  }

  @Fact(line = 653, by = O)
  void instances_go_with_their_tasks(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").with("'desiredCount': 1, " + connected(space, served(""))).ok();
    aws.settled("web");
    aws.update("web", "'desiredCount': 0").ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "0");
    aws.endpoint().pass(Duration.ofMinutes(1));

    aws.cloudMap(
            "DiscoverInstances", "{'NamespaceName': '%s', 'ServiceName': 'web'}".formatted(space))
        .ok()
        .shows("/Instances", "[]");
  }
}
