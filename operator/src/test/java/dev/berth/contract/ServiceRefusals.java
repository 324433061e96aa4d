package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// What CreateService refuses, and in which words.
final class ServiceRefusals {
  private static final String INVALID = "InvalidParameterException";

  private static Draft configured(Account aws, String configuration) {
    return aws.service("web").with("'deploymentConfiguration': {" + configuration + "}");
  }

  @Fact(line = 77, by = O)
  void a_definition_with_its_own_network_needs_one(Account aws) {
    aws.service("web")
        .without("networkConfiguration")
        .refused(INVALID, "network configuration must be provided", "awsvpc");
  }

  @Fact(line = 65, by = M)
  void a_definition_on_the_bridge_takes_no_network(Account aws) {
    aws.bridgedService("web")
        .with("'networkConfiguration': " + aws.surroundings().network())
        .refused(INVALID);
  }

  @Fact(line = 78, by = O)
  void a_balanced_container_must_exist(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.service("web")
        .with(Surroundings.balanced(group).replace("'app'", "'nobody'"))
        .refused(INVALID, "the container nobody does not exist in the task definition");
  }

  @Fact(line = 79, by = K)
  void a_balanced_port_must_be_mapped(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);

    aws.service("web")
        .with(Surroundings.balanced(group).replace("80", "81"))
        .refused(INVALID, "did not have a container port 81 defined");
  }

  @Fact(line = 83, by = O)
  void a_target_group_needs_a_load_balancer(Account aws) {
    var group = aws.surroundings().targetGroup("tg");

    aws.service("web")
        .with(Surroundings.balanced(group))
        .refused(INVALID, "does not have an associated load balancer");
  }

  @Fact(line = 84, by = K)
  void a_target_group_of_instances_is_none_for_tasks_with_their_own_network(Account aws) {
    var name = aws.name("tg");
    var made =
        aws.balancing(
                "CreateTargetGroup",
                "Name",
                name,
                "Protocol",
                "HTTP",
                "Port",
                "80",
                "VpcId",
                aws.surroundings().vpc())
            .ok();
    var group = made.text("/CreateTargetGroupResult/TargetGroups/0/TargetGroupArn");
    aws.leaves(() -> aws.balancing("DeleteTargetGroup", "TargetGroupArn", group));
    aws.surroundings().listener(group);

    aws.service("web")
        .with(Surroundings.balanced(group))
        .refused(INVALID, "target type instance", "incompatible with the awsvpc network mode");
  }

  @Fact(line = 87, by = O)
  void a_definition_must_support_the_launch_type(Account aws) {
    aws.bridgedService("web")
        .with("'launchType': 'FARGATE'")
        .refused(INVALID, "does not support launch_type fargate");
  }

  @Fact(line = 88, by = O)
  void a_service_on_ec2_has_no_platform_version(Account aws) {
    aws.bridgedService("web")
        .with("'platformVersion': '1.4.0'")
        .refused(INVALID, "platform version must be null");
  }

  @Fact(line = 89, by = O)
  void a_service_has_5000_tasks_at_most(Account aws) {
    aws.service("web").with("'desiredCount': 5001").refused(INVALID, "desired count exceeds limit");
  }

  @Fact(line = 90, by = O)
  void the_minimum_is_100_percent_at_most(Account aws) {
    configured(aws, "'minimumHealthyPercent': 101")
        .refused(INVALID, "minimumhealthypercent must be at most 100");
  }

  @Fact(line = 90, by = O)
  void the_maximum_is_200_percent_at_most(Account aws) {
    configured(aws, "'maximumPercent': 201").refused(INVALID);
  }

  @Fact(line = 90, by = K)
  void the_maximum_of_a_replica_service_is_100_percent_at_least(Account aws) {
    configured(aws, "'maximumPercent': 99, 'minimumHealthyPercent': 50").refused(INVALID);
  }

  @Fact(line = 91, by = O)
  void an_address_record_takes_no_port(Account aws) {
    var registry = "arn:aws:servicediscovery:us-east-1:000000000000:service/srv-abcdefgh12345678";

    aws.service("web")
        .with(
            "'serviceRegistries': [{'registryArn': '%s', 'containerPort': 80}]".formatted(registry))
        .refused(INVALID, "do not require a value for 'containerport'");
  }

  @Fact(line = 92, by = O)
  void tasks_are_packed_by_cpu_or_memory(Account aws) {
    aws.bridgedService("web")
        .with("'placementStrategy': [{'type': 'binpack', 'field': 'zone'}]")
        .refused(INVALID, "binpack field", "is invalid");
  }

  @Fact(line = 93, by = O)
  void a_volume_must_be_in_the_definition(Account aws) {
    aws.service("web")
        .with(
            "'volumeConfigurations': [{'name': 'data', 'managedEBSVolume': {'roleArn': '%s',"
                    .formatted(aws.surroundings().role("ebs"))
                + " 'sizeInGiB': 1}}]")
        .refused(INVALID, "the volume name 'data'", "does not have a matching volume");
  }

  @Fact(line = 94, by = O)
  void fargate_has_no_classic_load_balancers(Account aws) {
    aws.service("web")
        .with(
            "'loadBalancers': [{'loadBalancerName': 'old', 'containerName': 'app',"
                + " 'containerPort': 80}], 'availabilityZoneRebalancing': 'DISABLED'")
        .refused(INVALID, "classic load balancers are not supported with fargate");
  }

  @Fact(line = 95, by = O)
  void a_service_connect_port_must_have_a_name(Account aws) {
    var space = Namespaces.create(aws);

    aws.service("web")
        .with(
            ("'serviceConnectConfiguration': {'enabled': true, 'namespace': '%s', 'services':"
                    + " [{'portName': 'nobody', 'clientAliases': [{'port': 80}]}]}")
                .formatted(space))
        .refused(INVALID, "portname(nobody) does not refer to any named portmapping");
  }

  @Fact(line = 100, by = O)
  void steps_are_for_the_linear_strategy(Account aws) {
    configured(aws, "'strategy': 'ROLLING', 'linearConfiguration': {'stepPercent': 10.0}")
        .refused(INVALID, "linear configuration can only be present with linear");
  }

  @Fact(line = 101, by = O)
  void a_hook_needs_a_stage(Account aws) {
    configured(
            aws,
            "'lifecycleHooks': [{'hookTargetArn':"
                + " 'arn:aws:lambda:us-east-1:000000000000:function:f', 'roleArn':"
                + " 'arn:aws:iam::000000000000:role/r', 'lifecycleStages': []}]")
        .refused(INVALID, "lifecycle stage cannot be null or empty");
  }

  @Fact(line = 102, by = O)
  void a_hook_needs_a_role_and_a_target(Account aws) {
    configured(aws, "'lifecycleHooks': [{'lifecycleStages': ['PRE_SCALE_UP']}]")
        .refused(INVALID, "role arn or hook target arn is missing");
  }

  @Fact(line = 105, by = K)
  void a_definition_must_exist(Account aws) {
    aws.service("web")
        .with("'taskDefinition': '%s'".formatted(aws.name("nobody")))
        .refused("ClientException", "taskdefinition not found");
  }

  @Fact(line = 62, by = M)
  void a_definition_is_required(Account aws) {
    aws.service("web").without("taskDefinition").refused(INVALID);
  }

  @Fact(line = 67, by = M)
  void a_role_is_for_services_without_a_linked_one(Account aws) {
    aws.service("web")
        .with("'role': '%s'".formatted(aws.surroundings().role("ecs")))
        .refused(INVALID, "you cannot specify an iam role for services that require");
  }

  @Fact(line = 66, by = M)
  void a_daemon_service_counts_its_tasks_itself(Account aws) {
    aws.bridgedService("agent").with("'schedulingStrategy': 'DAEMON'").refused(INVALID);
  }

  @Fact(line = 66, by = M)
  void fargate_has_no_daemons(Account aws) {
    aws.service("agent")
        .without("desiredCount")
        .with("'schedulingStrategy': 'DAEMON', 'availabilityZoneRebalancing': 'DISABLED'")
        .refused(INVALID);
  }

  @Fact(line = 68, by = D)
  void zones_are_not_rebalanced_where_no_task_may_be_added(Account aws) {
    configured(aws, "'maximumPercent': 100, 'minimumHealthyPercent': 50")
        .with("'availabilityZoneRebalancing': 'ENABLED'")
        .refused(INVALID);
  }

  @Fact(line = 69, by = M)
  void a_health_grace_is_not_negative(Account aws) {
    aws.service("web").with("'healthCheckGracePeriodSeconds': -1").refused(INVALID);
  }

  @Fact(line = 97, by = O)
  void a_subnet_must_exist(Account aws) {
    aws.service("web")
        .with(
            "'networkConfiguration': {'awsvpcConfiguration': {'subnets':"
                + " ['subnet-00000000000000000']}}")
        .refused(INVALID, "error retrieving subnet information", "invalidsubnetid.notfound");
  }

  @Fact(line = 98, by = O)
  void a_security_group_must_exist(Account aws) {
    var subnet = aws.surroundings().subnets().getFirst();

    aws.service("web")
        .with(
            ("'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['%s'],"
                    + " 'securityGroups': ['sg-00000000000000000']}}")
                .formatted(subnet))
        .refused(INVALID, "error retrieving security group information", "invalidgroup.notfound");
  }
}
