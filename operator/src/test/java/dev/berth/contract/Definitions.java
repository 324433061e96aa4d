package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// What RegisterTaskDefinition refuses on whatever launch type, in AWS's words.
final class Definitions {
  private static final String CLIENT = "ClientException";
  private static final String HEALTH = "'command': ['CMD-SHELL', 'true']";

  @Fact(line = 172, by = O)
  void a_container_needs_a_name(Account aws) {
    aws.definition("web").appWithout("name").refused(CLIENT, "container.name should not be null");
  }

  @Fact(line = 172, by = O)
  void a_container_needs_an_image(Account aws) {
    aws.definition("web").appWithout("image").refused(CLIENT, "container.image should not be null");
  }

  @Fact(line = 173, by = O)
  void containers_have_different_names(Account aws) {
    aws.definition("web")
        .beside("'name': 'app'")
        .refused(CLIENT, "container names must be unique within a task definition");
  }

  @Fact(line = 174, by = O)
  void a_container_needs_memory_where_its_task_states_none(Account aws) {
    aws.bridged("web")
        .appWithout("memory")
        .refused(CLIENT, "at least one of 'memory' or 'memoryreservation' must be specified");
  }

  @Fact(line = 175, by = K)
  void a_reservation_is_no_more_than_the_memory(Account aws) {
    aws.bridged("web")
        .app("'memory': 64, 'memoryReservation': 128")
        .refused(CLIENT, "'memory' should be greater than");
  }

  @Fact(line = 176, by = K)
  void a_container_has_no_more_memory_than_its_task(Account aws) {
    aws.definition("web").app("'memory': 1024").refused(CLIENT, "'memory' setting for container");
  }

  @Fact(line = 182, by = O)
  void secrets_need_an_execution_role(Account aws) {
    aws.definition("web")
        .app("'secrets': [{'name': 'PASSWORD', 'valueFrom': '/web/password'}]")
        .refused(CLIENT, "when you are specifying container secrets", "executionrolearn");
  }

  @Fact(line = 183, by = O)
  void host_ports_are_the_containers_in_a_network_of_its_own(Account aws) {
    aws.definition("web")
        .app("'portMappings': [{'containerPort': 80, 'hostPort': 8080}]")
        .refused(CLIENT, "networkmode=awsvpc", "host ports and container ports", "must match");
  }

  @Fact(line = 183, by = O)
  void host_ports_are_the_containers_on_the_hosts_network(Account aws) {
    aws.bridged("web")
        .with("'networkMode': 'host'")
        .app("'portMappings': [{'containerPort': 80, 'hostPort': 8080}]")
        .refused(CLIENT, "networkmode=host", "must match");
  }

  @Fact(line = 184, by = O)
  void a_container_in_a_network_of_its_own_is_not_cut_off(Account aws) {
    aws.bridged("web")
        .with("'networkMode': 'awsvpc'")
        .app("'disableNetworking': true")
        .refused(CLIENT, "disable networking is not supported", "awsvpc");
  }

  @Fact(line = 186, by = O)
  void logs_for_cloudwatch_need_a_group_and_a_region(Account aws) {
    aws.bridged("web")
        .app("'logConfiguration': {'logDriver': 'awslogs', 'options': {}}")
        .refused(CLIENT, "log driver awslogs requires options: awslogs-group");
  }

  @Fact(line = 187, by = O)
  void a_dependency_must_exist(Account aws) {
    aws.definition("web")
        .app("'dependsOn': [{'containerName': 'nobody', 'condition': 'START'}]")
        .refused(CLIENT, "cannot depend on container nobody because it does not exist");
  }

  @Fact(line = 188, by = O)
  void what_must_succeed_first_is_not_essential(Account aws) {
    aws.definition("web")
        .app("'dependsOn': [{'containerName': 'init', 'condition': 'SUCCESS'}]")
        .beside("'name': 'init'")
        .refused(CLIENT, "success or complete condition cannot be an essential container");
  }

  @Fact(line = 189, by = O)
  void what_must_be_healthy_first_has_a_health_check(Account aws) {
    aws.definition("web")
        .app("'dependsOn': [{'containerName': 'db', 'condition': 'HEALTHY'}]")
        .beside("'name': 'db'")
        .refused(CLIENT, "healthy condition must have health check configured");
  }

  @Fact(line = 190, by = K)
  void dependencies_have_no_cycle(Account aws) {
    aws.definition("web")
        .app("'dependsOn': [{'containerName': 'b', 'condition': 'START'}]")
        .beside("'name': 'b', 'dependsOn': [{'containerName': 'app', 'condition': 'START'}]")
        .refused(CLIENT);
  }

  @Fact(line = 191, by = O)
  void a_mapping_has_a_port_or_a_range(Account aws) {
    aws.definition("web")
        .app("'portMappings': [{'containerPort': 80, 'containerPortRange': '80-90'}]")
        .refused(CLIENT, "cannot specify both single port and port range");
  }

  @Fact(line = 193, by = O)
  void tags_are_some_or_none_at_all(Account aws) {
    aws.definition("web")
        .with("'tags': []")
        .refused("InvalidParameterException", "tags can not be empty");
  }

  @Fact(line = 195, by = K)
  void a_mounted_volume_must_exist(Account aws) {
    aws.definition("web")
        .app("'mountPoints': [{'sourceVolume': 'nobody', 'containerPath': '/data'}]")
        .refused(CLIENT, "unknown volume");
  }

  @Fact(line = 198, by = M)
  void at_least_one_container_is_essential(Account aws) {
    aws.definition("web").app("'essential': false").refused(CLIENT, "essential");
  }

  @Fact(line = 198, by = D)
  void a_task_on_ec2_has_128_units_at_least(Account aws) {
    aws.bridged("web").with("'cpu': '64'").refused(CLIENT, "cpu");
  }

  @Fact(line = 198, by = D)
  void a_task_on_ec2_has_196608_units_at_most(Account aws) {
    aws.bridged("web").with("'cpu': '196609'").refused(CLIENT, "cpu");
  }

  @Fact(line = 198, by = K)
  void containers_have_no_more_units_than_their_task(Account aws) {
    aws.definition("web").app("'cpu': 257").refused(CLIENT, "the sum of");
  }

  @Fact(line = 217, by = D)
  void a_health_check_runs_at_most_every_5_seconds(Account aws) {
    checked(aws, "'interval': 4");
  }

  @Fact(line = 217, by = D)
  void a_health_check_runs_at_least_every_300_seconds(Account aws) {
    checked(aws, "'interval': 301");
  }

  @Fact(line = 217, by = D)
  void a_health_check_may_take_60_seconds(Account aws) {
    checked(aws, "'timeout': 61");
  }

  @Fact(line = 217, by = D)
  void a_health_check_is_tried_10_times_at_most(Account aws) {
    checked(aws, "'retries': 11");
  }

  @Fact(line = 217, by = D)
  void a_health_check_may_start_300_seconds_late(Account aws) {
    checked(aws, "'startPeriod': 301");
  }

  private static void checked(Account aws, String member) {
    aws.definition("web").app("'healthCheck': {" + HEALTH + ", " + member + "}").refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void a_health_check_says_how_its_command_is_run(Account aws) {
    aws.definition("web").app("'healthCheck': {'command': ['true']}").refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void a_restart_waits_60_seconds_at_least(Account aws) {
    aws.definition("web")
        .app("'restartPolicy': {'enabled': true, 'restartAttemptPeriod': 59}")
        .refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void a_port_is_called_in_small_letters(Account aws) {
    aws.definition("web")
        .app("'portMappings': [{'containerPort': 80, 'name': 'Web'}]")
        .refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void a_port_speaks_http_http2_or_grpc(Account aws) {
    aws.definition("web")
        .app("'portMappings': [{'containerPort': 80, 'name': 'web', 'appProtocol': 'smtp'}]")
        .refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void networks_are_none_bridge_host_or_awsvpc(Account aws) {
    aws.bridged("web").with("'networkMode': 'overlay'").refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void volumes_have_different_names(Account aws) {
    aws.definition("web").with("'volumes': [{'name': 'a'}, {'name': 'a'}]").refused(CLIENT);
  }
}
