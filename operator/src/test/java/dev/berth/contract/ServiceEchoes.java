package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

/// How a service comes back.
final class ServiceEchoes {
  @Fact(line = 518, by = O)
  void the_definition_comes_back_as_a_whole_arn(Account aws) {
    aws.service("web")
        .ok()
        .matches("/service/taskDefinition", "arn:aws:ecs:.*:task-definition/.*:1");
  }

  @Fact(line = 519, by = O)
  void the_cluster_comes_back_as_an_arn(Account aws) {
    aws.service("web").ok().matches("/service/clusterArn", "arn:.*:cluster/" + aws.cluster());
  }

  @Fact(line = 520, by = O)
  void a_rolling_deployment_may_double_the_tasks_and_loses_none(Account aws) {
    aws.service("web")
        .ok()
        .shows("/service/deploymentConfiguration/maximumPercent", 200)
        .shows("/service/deploymentConfiguration/minimumHealthyPercent", 100);
  }

  @Fact(line = 520, by = O)
  void the_circuit_breaker_is_off_and_shown(Account aws) {
    aws.service("web")
        .ok()
        .shows("/service/deploymentConfiguration/deploymentCircuitBreaker/enable", false)
        .shows("/service/deploymentConfiguration/deploymentCircuitBreaker/rollback", false);
  }

  @Fact(line = 520, by = O)
  void alarms_are_off_and_shown(Account aws) {
    aws.service("web")
        .ok()
        .shows(
            "/service/deploymentConfiguration/alarms",
            "{'enable': false, 'rollback': false, 'alarmNames': []}");
  }

  @Fact(line = 520, by = O)
  void the_strategy_is_rolling(Account aws) {
    aws.service("web")
        .ok()
        .says("/service/deploymentConfiguration/strategy", "ROLLING")
        .shows("/service/deploymentConfiguration/bakeTimeInMinutes", 0);
  }

  @Fact(line = 521, by = O)
  void a_launch_type_leaves_no_strategy(Account aws) {
    aws.service("web")
        .ok()
        .says("/service/launchType", "FARGATE")
        .lacks("/service/capacityProviderStrategy");
  }

  @Fact(line = 521, by = O)
  void a_strategy_leaves_no_launch_type(Account aws) {
    aws.service("web")
        .without("launchType")
        .with("'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}]")
        .ok()
        .lacks("/service/launchType")
        .shows(
            "/service/capacityProviderStrategy",
            "[{'capacityProvider': 'FARGATE', 'weight': 1, 'base': 0}]");
  }

  @Fact(line = 522, by = O)
  void the_platform_version_is_the_latest(Account aws) {
    aws.service("web").ok().says("/service/platformVersion", "LATEST");
  }

  @Fact(line = 522, by = O)
  void a_service_on_ec2_has_no_platform_version(Account aws) {
    aws.bridgedService("web").ok().lacks("/service/platformVersion");
  }

  @Fact(line = 523, by = O)
  void the_platform_family_is_linux(Account aws) {
    aws.service("web").ok().says("/service/platformFamily", "Linux");
  }

  @Fact(line = 524, by = O)
  void the_default_security_group_is_not_shown(Account aws) {
    var vpc =
        "{'awsvpcConfiguration': {'subnets': ['%s'], 'securityGroups': []}}"
            .formatted(aws.surroundings().subnets().getFirst());

    aws.service("web")
        .with("'networkConfiguration': " + vpc)
        .ok()
        .shows("/service/networkConfiguration/awsvpcConfiguration/securityGroups", "[]");
  }

  @Fact(line = 525, by = O)
  void lists_that_were_not_given_are_there_and_empty(Account aws) {
    aws.service("web")
        .ok()
        .shows("/service/loadBalancers", "[]")
        .shows("/service/serviceRegistries", "[]")
        .shows("/service/placementConstraints", "[]")
        .shows("/service/placementStrategy", "[]");
  }

  @Fact(line = 527, by = O)
  void the_scheduling_strategy_is_replica(Account aws) {
    aws.service("web").ok().says("/service/schedulingStrategy", "REPLICA");
  }

  @Fact(line = 528, by = O)
  void the_deployment_controller_is_ecs(Account aws) {
    aws.service("web").ok().shows("/service/deploymentController", "{'type': 'ECS'}");
  }

  @Fact(line = 529, by = O)
  void managed_tags_and_exec_are_off(Account aws) {
    aws.service("web")
        .ok()
        .shows("/service/enableECSManagedTags", false)
        .shows("/service/enableExecuteCommand", false);
  }

  @Fact(line = 529, by = O)
  void what_is_switched_on_is_shown_as_on(Account aws) {
    aws.service("web")
        .with("'enableECSManagedTags': true, 'enableExecuteCommand': true")
        .ok()
        .shows("/service/enableECSManagedTags", true)
        .shows("/service/enableExecuteCommand", true);
  }

  @Fact(line = 530, by = O)
  void the_health_grace_is_0_behind_a_load_balancer(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.service("web")
        .with(Surroundings.balanced(group))
        .ok()
        .shows("/service/healthCheckGracePeriodSeconds", 0);
  }

  @Fact(line = 531, by = O)
  void a_service_in_a_network_has_the_service_linked_role(Account aws) {
    aws.service("web")
        .ok()
        .matches(
            "/service/roleArn",
            "arn:aws:iam::\\d{12}:role/aws-service-role/ecs\\.amazonaws\\.com/"
                + "AWSServiceRoleForECS");
  }

  @Fact(line = 532, by = O)
  void a_service_knows_when_and_by_whom_it_was_created(Account aws) {
    aws.service("web").ok().number("/service/createdAt").matches("/service/createdBy", "arn:.*");
  }

  @Fact(line = 533, by = T)
  void rebalancing_that_was_switched_off_is_shown_as_off(Account aws) {
    aws.service("web")
        .with("'availabilityZoneRebalancing': 'DISABLED'")
        .ok()
        .says("/service/availabilityZoneRebalancing", "DISABLED");
    aws.describe("web").says("/services/0/availabilityZoneRebalancing", "DISABLED");
  }

  @Fact(line = 534, by = O)
  void resources_are_managed_by_the_customer(Account aws) {
    aws.service("web").ok().says("/service/resourceManagementType", "CUSTOMER");
  }

  @Fact(line = 535, by = O)
  void a_service_names_its_deployment_and_its_revisions(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();

    aws.settled("web")
        .matches("/services/0/currentServiceDeployment", "arn:.*:service-deployment/.*")
        .sized("/services/0/currentServiceRevisions", 1)
        .shows("/services/0/currentServiceRevisions/0/requestedTaskCount", 1);
  }

  @Fact(line = 536, by = O)
  void a_creation_answers_with_the_tags(Account aws) {
    aws.service("web")
        .with("'tags': [{'key': 'team', 'value': 'a'}]")
        .ok()
        .shows("/service/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 526, by = K)
  void a_spread_over_hosts_is_one_over_instances(Account aws) {
    aws.bridgedService("web")
        .with("'placementStrategy': [{'type': 'spread', 'field': 'host'}]")
        .ok()
        .says("/service/placementStrategy/0/field", "instanceId");
  }
}
