package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

/// What CreateService fills in, and what it takes.
final class Services {
  @Fact(line = 71, by = O)
  void a_new_service_is_active_with_one_primary_deployment(Account aws) {
    aws.service("web")
        .ok()
        .says("/service/status", "ACTIVE")
        .sized("/service/deployments", 1)
        .says("/service/deployments/0/status", "PRIMARY");
  }

  @Fact(line = 71, by = O)
  void a_new_service_has_no_events(Account aws) {
    aws.service("web").ok().shows("/service/events", "[]");
  }

  @Fact(line = 62, by = M)
  void a_desired_count_of_0_is_legal(Account aws) {
    aws.service("web").ok().shows("/service/desiredCount", 0);
  }

  @Fact(line = 62, by = M)
  void a_replica_service_needs_a_desired_count(Account aws) {
    aws.service("web").without("desiredCount").refused("InvalidParameterException");
  }

  @Fact(line = 62, by = M)
  void a_family_means_its_latest_active_revision(Account aws) {
    aws.definition("web").ok();
    aws.definition("web").ok();
    aws.definition("web").ok();
    var latest = "{'taskDefinition': '%s:3'}".formatted(aws.name("web"));
    aws.ecs("DeregisterTaskDefinition", latest).ok();

    aws.service("web").ok().matches("/service/taskDefinition", ".*/" + aws.name("web") + ":2");
  }

  @Fact(line = 64, by = M)
  void a_service_without_either_takes_the_clusters_strategy(Account aws) {
    aws.ecs(
            "PutClusterCapacityProviders",
            ("{'cluster': '%s', 'capacityProviders': ['FARGATE'],"
                    + " 'defaultCapacityProviderStrategy': [{'capacityProvider': 'FARGATE',"
                    + " 'weight': 3}]}")
                .formatted(aws.cluster()))
        .ok();

    aws.service("web")
        .without("launchType")
        .ok()
        .shows("/service/capacityProviderStrategy/0/weight", 3);
  }

  @Fact(line = 64, by = M)
  void a_service_without_either_runs_on_ec2_where_the_cluster_has_no_strategy(Account aws) {
    aws.bridgedService("web").without("launchType").ok().says("/service/launchType", "EC2");
  }

  @Fact(line = 472, by = D)
  void a_deployment_shows_which_platform_version_that_is(Account aws) {
    aws.service("web").ok().says("/service/deployments/0/platformVersion", "1.4.0");
  }

  @Fact(line = 65, by = M)
  void tasks_have_no_public_address_by_default(Account aws) {
    aws.service("web")
        .ok()
        .says("/service/networkConfiguration/awsvpcConfiguration/assignPublicIp", "DISABLED");
  }

  @Fact(line = 70, by = M)
  void tags_are_not_propagated_by_default(Account aws) {
    aws.service("web").ok().says("/service/propagateTags", "NONE");
  }

  @Fact(line = 69, by = M)
  void the_health_grace_is_kept(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.service("web")
        .with(Surroundings.balanced(group) + ", 'healthCheckGracePeriodSeconds': 90")
        .ok()
        .shows("/service/healthCheckGracePeriodSeconds", 90);
  }

  @Fact(line = 68, by = D)
  void zones_are_rebalanced_by_default(Account aws) {
    aws.service("web").ok().says("/service/availabilityZoneRebalancing", "ENABLED");
  }

  @Fact(line = 153, by = M)
  void what_the_deployment_has_the_service_has_not(Account aws) {
    aws.service("web")
        .with("'serviceConnectConfiguration': {'enabled': false}")
        .ok()
        .lacks("/service/serviceConnectConfiguration")
        .lacks("/service/volumeConfigurations")
        .lacks("/service/vpcLatticeConfigurations")
        .shows("/service/deployments/0/serviceConnectConfiguration/enabled", false);
  }

  @Fact(line = 379, by = D)
  void a_daemon_service_goes_down_before_it_goes_up(Account aws) {
    aws.bridgedService("agent")
        .without("desiredCount")
        .with("'schedulingStrategy': 'DAEMON'")
        .ok()
        .shows("/service/deploymentConfiguration/minimumHealthyPercent", 0)
        .shows("/service/deploymentConfiguration/maximumPercent", 100);
  }

  @Fact(line = 715, by = T)
  void an_empty_strategy_beside_a_launch_type_is_none(Account aws) {
    aws.service("web")
        .with("'capacityProviderStrategy': [], 'vpcLatticeConfigurations': []")
        .ok()
        .says("/service/launchType", "FARGATE");
  }
}
