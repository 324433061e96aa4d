package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

/// UpdateService: what starts a deployment, and what does not.
final class Updates {
  private static final String INVALID = "InvalidParameterException";

  private static void deploys(Account aws, String members) {
    var before = aws.describe("web").ok().text("/services/0/deployments/0/id");
    var after = aws.update("web", members).ok().text("/service/deployments/0/id");
    if (!after.equals(before)) return;
    throw new Differs("UpdateService " + members, "a new deployment", "the old one");
  }

  private static Reply quiet(Account aws, String members) {
    var before = aws.describe("web").ok().text("/services/0/deployments/0/id");
    return aws.update("web", members).ok().says("/service/deployments/0/id", before);
  }

  @Fact(line = 119, by = M)
  void a_desired_count_starts_no_deployment_and_is_the_primarys_at_once(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");

    quiet(aws, "'desiredCount': 2")
        .shows("/service/desiredCount", 2)
        .shows("/service/deployments/0/desiredCount", 2);
  }

  @Fact(line = 120, by = M)
  void another_definition_starts_a_deployment(Account aws) {
    aws.service("web").ok();
    aws.definition("web").ok();

    deploys(aws, "'taskDefinition': '%s'".formatted(aws.name("web")));
    aws.describe("web").matches("/services/0/taskDefinition", ".*:2");
  }

  @Fact(line = 120, by = M)
  void the_deployment_has_the_new_definition(Account aws) {
    aws.service("web").ok();
    aws.definition("web").ok();

    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web")))
        .ok()
        .matches("/service/deployments/0/taskDefinition", "arn:.*:2");
  }

  @Fact(line = 120, by = K)
  void the_same_definition_starts_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'taskDefinition': '%s:1'".formatted(aws.name("web")));
  }

  @Fact(line = 120, by = M)
  void an_inactive_definition_is_refused(Account aws) {
    aws.service("web").ok();
    aws.definition("web").ok();
    var second = "'taskDefinition': '%s:2'".formatted(aws.name("web"));
    aws.ecs("DeregisterTaskDefinition", "{" + second + "}").ok();

    aws.update("web", second).refused("ClientException", "taskdefinition is inactive");
  }

  @Fact(line = 121, by = M)
  void another_network_starts_a_deployment(Account aws) {
    aws.service("web").ok();
    var one =
        "{'awsvpcConfiguration': {'subnets': ['%s'], 'securityGroups': ['%s']}}"
            .formatted(aws.surroundings().subnets().getFirst(), aws.surroundings().securityGroup());

    deploys(aws, "'networkConfiguration': " + one);
  }

  @Fact(line = 121, by = M)
  void a_network_is_replaced_as_a_whole(Account aws) {
    var network = aws.surroundings().network();
    aws.service("web")
        .with("'networkConfiguration': " + network.replace("}}", ", 'assignPublicIp': 'ENABLED'}}"))
        .ok();

    aws.update("web", "'networkConfiguration': " + network)
        .ok()
        .says("/service/networkConfiguration/awsvpcConfiguration/assignPublicIp", "DISABLED");
  }

  @Fact(line = 121, by = M)
  void the_same_network_starts_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'networkConfiguration': " + aws.surroundings().network());
  }

  @Fact(line = 122, by = M)
  void another_platform_version_starts_a_deployment(Account aws) {
    aws.service("web").ok();

    deploys(aws, "'platformVersion': '1.4.0'");
  }

  @Fact(line = 123, by = M)
  void a_deployment_can_be_forced(Account aws) {
    aws.service("web").ok();

    deploys(aws, "'forceNewDeployment': true");
  }

  @Fact(line = 123, by = M)
  void a_deployment_that_is_not_forced_does_not_start(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'forceNewDeployment': false");
  }

  @Fact(line = 124, by = M)
  void empty_load_balancers_take_them_away(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    aws.service("web").with(Surroundings.balanced(group)).ok();

    deploys(aws, "'loadBalancers': []");
    aws.describe("web").shows("/services/0/loadBalancers", "[]");
  }

  @Fact(line = 126, by = M)
  void service_connect_starts_a_deployment(Account aws) {
    var space = Namespaces.create(aws);
    aws.service("web").ok();

    deploys(
        aws,
        "'serviceConnectConfiguration': {'enabled': true, 'namespace': '%s'}".formatted(space));
  }

  @Fact(line = 129, by = M)
  void a_strategy_alone_starts_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}]")
        .says("/service/capacityProviderStrategy/0/capacityProvider", "FARGATE")
        .lacks("/service/launchType");
  }

  @Fact(line = 129, by = M)
  void an_empty_strategy_goes_back_to_the_launch_type(Account aws) {
    aws.service("web").ok();
    aws.update("web", "'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}]")
        .ok();

    aws.update("web", "'capacityProviderStrategy': []")
        .ok()
        .says("/service/launchType", "FARGATE")
        .lacks("/service/capacityProviderStrategy");
  }

  @Fact(line = 130, by = M)
  void percentages_start_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'deploymentConfiguration': {'maximumPercent': 150}")
        .shows("/service/deploymentConfiguration/maximumPercent", 150);
  }

  @Fact(line = 131, by = M)
  void rebalancing_starts_none_and_stays_when_it_is_not_sent(Account aws) {
    aws.service("web").ok();
    quiet(aws, "'availabilityZoneRebalancing': 'DISABLED'");

    quiet(aws, "'desiredCount': 0").says("/service/availabilityZoneRebalancing", "DISABLED");
  }

  @Fact(line = 132, by = M)
  void empty_placement_takes_it_away(Account aws) {
    aws.bridgedService("web")
        .with("'placementStrategy': [{'type': 'spread', 'field': 'instanceId'}]")
        .ok();

    quiet(aws, "'placementStrategy': []").shows("/service/placementStrategy", "[]");
  }

  @Fact(line = 134, by = M)
  void exec_starts_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'enableExecuteCommand': true").shows("/service/enableExecuteCommand", true);
  }

  @Fact(line = 135, by = M)
  void propagation_of_tags_starts_none(Account aws) {
    aws.service("web").ok();

    quiet(aws, "'propagateTags': 'SERVICE'").says("/service/propagateTags", "SERVICE");
  }

  @Fact(line = 115, by = M)
  void what_is_not_sent_stays(Account aws) {
    aws.service("web").with("'enableExecuteCommand': true, 'propagateTags': 'SERVICE'").ok();

    aws.update("web", "'desiredCount': 0")
        .ok()
        .shows("/service/enableExecuteCommand", true)
        .says("/service/propagateTags", "SERVICE");
  }

  @Fact(line = 115, by = M)
  void a_null_changes_nothing(Account aws) {
    aws.service("web").with("'enableExecuteCommand': true").ok();

    quiet(aws, "'enableExecuteCommand': null, 'taskDefinition': null")
        .shows("/service/enableExecuteCommand", true);
  }

  @Fact(line = 115, by = M)
  void an_unknown_service_is_not_found(Account aws) {
    aws.update("nobody", "'desiredCount': 0").refused("ServiceNotFoundException", "not found");
  }

  @Fact(line = 115, by = M)
  void only_active_services_are_updated(Account aws) {
    aws.service("web").ok();
    aws.delete("web", "").ok();

    aws.update("web", "'desiredCount': 0").refused("ServiceNotActiveException", "was not active");
  }

  @Fact(line = 142, by = M)
  void a_deployment_takes_the_place_of_the_one_before(Account aws) {
    aws.service("web").with("'desiredCount': 2").ok();

    aws.update("web", "'forceNewDeployment': true")
        .ok()
        .says("/service/deployments/0/status", "PRIMARY")
        .says("/service/deployments/1/status", "ACTIVE");
  }

  @Fact(line = 605, by = D)
  void a_service_keeps_a_definition_that_was_deregistered(Account aws) {
    aws.service("web").ok();
    aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s:1'}".formatted(aws.name("web")))
        .ok();

    deploys(aws, "'forceNewDeployment': true");
  }

  @Fact(line = 608, by = T)
  void the_answer_shows_the_new_deployment_first(Account aws) {
    aws.service("web").ok();
    aws.definition("web").ok();

    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web")))
        .ok()
        .says("/service/deployments/0/status", "PRIMARY")
        .matches("/service/deployments/0/taskDefinition", ".*:2");
  }

  @Fact(line = 536, by = O)
  void an_update_answers_with_the_tags(Account aws) {
    aws.service("web").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    aws.update("web", "'desiredCount': 0")
        .ok()
        .shows("/service/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 124, by = M)
  void a_balanced_port_must_be_in_the_definition_that_is_deployed(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    aws.service("web").ok();

    aws.update("web", Surroundings.balanced(group).replace("80", "81")).refused(INVALID);
  }
}
