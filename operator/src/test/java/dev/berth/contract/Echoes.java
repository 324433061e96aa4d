package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.O;

/// How a task definition comes back.
final class Echoes {
  private static final String APP = "/taskDefinition/containerDefinitions/0/";

  @Fact(line = 482, by = O)
  void cpu_in_words_comes_back_in_units(Account aws) {
    aws.definition("web")
        .with("'cpu': '1 vCPU', 'memory': '2048'")
        .ok()
        .says("/taskDefinition/cpu", "1024");
  }

  @Fact(line = 198, by = O)
  void cpu_may_be_written_together_and_small(Account aws) {
    aws.definition("web")
        .with("'cpu': '.5vcpu', 'memory': '1024'")
        .ok()
        .says("/taskDefinition/cpu", "512");
  }

  @Fact(line = 482, by = O)
  void memory_in_words_comes_back_in_mib(Account aws) {
    aws.definition("web").with("'memory': '2GB'").ok().says("/taskDefinition/memory", "2048");
    aws.definition("web").with("'memory': '1 GB'").ok().says("/taskDefinition/memory", "1024");
  }

  @Fact(line = 482, by = O)
  void sizes_that_are_absent_stay_absent(Account aws) {
    aws.bridged("web").ok().lacks("/taskDefinition/cpu").lacks("/taskDefinition/memory");
  }

  @Fact(line = 483, by = O)
  void a_network_that_was_not_given_stays_absent(Account aws) {
    aws.bridged("web").ok().lacks("/taskDefinition/networkMode");
  }

  @Fact(line = 484, by = O)
  void launch_types_come_back_only_if_they_were_given(Account aws) {
    aws.definition("web").ok().shows("/taskDefinition/requiresCompatibilities", "['FARGATE']");
    aws.bridged("old").ok().lacks("/taskDefinition/requiresCompatibilities");
  }

  @Fact(line = 485, by = O)
  void launch_types_that_would_do_are_computed(Account aws) {
    var can = aws.definition("web").ok().texts("/taskDefinition/compatibilities");

    if (!can.contains("EC2") || !can.contains("FARGATE")) {
      throw new Differs("compatibilities", "EC2 and FARGATE", can.toString());
    }
  }

  @Fact(line = 485, by = O)
  void a_definition_on_the_bridge_would_do_outside_too(Account aws) {
    aws.bridged("web").ok().holds("/taskDefinition/compatibilities", "EXTERNAL", "EC2");
  }

  @Fact(line = 487, by = O)
  void storage_and_platform_come_back_only_if_they_were_given(Account aws) {
    aws.definition("web")
        .ok()
        .lacks("/taskDefinition/ephemeralStorage")
        .lacks("/taskDefinition/runtimePlatform");
    aws.definition("web")
        .with(
            "'ephemeralStorage': {'sizeInGiB': 30}, 'runtimePlatform': {'cpuArchitecture':"
                + " 'ARM64'}")
        .ok()
        .shows("/taskDefinition/ephemeralStorage/sizeInGiB", 30)
        .says("/taskDefinition/runtimePlatform/cpuArchitecture", "ARM64");
  }

  @Fact(line = 487, by = K)
  void a_role_given_by_name_comes_back_as_an_arn(Account aws) {
    aws.definition("web")
        .with("'taskRoleArn': 'reader'")
        .ok()
        .matches("/taskDefinition/taskRoleArn", "arn:aws:iam::\\d{12}:role/reader");
  }

  @Fact(line = 488, by = O)
  void volumes_that_were_not_given_are_an_empty_list(Account aws) {
    aws.definition("web").ok().shows("/taskDefinition/volumes", "[]");
  }

  @Fact(line = 488, by = O)
  void a_bare_volume_has_a_host(Account aws) {
    aws.definition("web")
        .with("'volumes': [{'name': 'data'}]")
        .ok()
        .shows("/taskDefinition/volumes", "[{'name': 'data', 'host': {}}]");
  }

  @Fact(line = 489, by = O)
  void constraints_that_were_not_given_are_an_empty_list(Account aws) {
    aws.definition("web").ok().shows("/taskDefinition/placementConstraints", "[]");
  }

  @Fact(line = 490, by = O)
  void fault_injection_is_off_and_shown(Account aws) {
    aws.definition("web").ok().shows("/taskDefinition/enableFaultInjection", false);
  }

  @Fact(line = 491, by = O)
  void a_new_revision_is_active_and_knows_who_registered_it(Account aws) {
    aws.definition("web")
        .ok()
        .says("/taskDefinition/status", "ACTIVE")
        .matches("/taskDefinition/registeredBy", "arn:.*")
        .lacks("/taskDefinition/deregisteredAt");
  }

  @Fact(line = 492, by = O)
  void tags_are_beside_the_definition(Account aws) {
    aws.definition("web")
        .with("'tags': [{'key': 'team', 'value': 'a'}]")
        .ok()
        .shows("/tags", "[{'key': 'team', 'value': 'a'}]")
        .lacks("/taskDefinition/tags");
  }

  @Fact(line = 493, by = O)
  void a_container_has_0_units_by_default(Account aws) {
    aws.definition("web").ok().shows(APP + "cpu", 0);
  }

  @Fact(line = 494, by = O)
  void a_container_is_essential_by_default(Account aws) {
    aws.definition("web").ok().shows(APP + "essential", true);
  }

  @Fact(line = 495, by = O)
  void lists_of_a_container_that_were_not_given_are_empty(Account aws) {
    aws.definition("web")
        .appWithout("portMappings")
        .ok()
        .shows(APP + "portMappings", "[]")
        .shows(APP + "environment", "[]")
        .shows(APP + "mountPoints", "[]")
        .shows(APP + "volumesFrom", "[]");
  }

  @Fact(line = 495, by = O)
  void system_controls_that_were_not_given_are_an_empty_list(Account aws) {
    aws.definition("web").ok().shows(APP + "systemControls", "[]");
  }

  @Fact(line = 496, by = O)
  void a_port_speaks_tcp_by_default(Account aws) {
    aws.definition("web").ok().says(APP + "portMappings/0/protocol", "tcp");
  }

  @Fact(line = 497, by = O)
  void the_host_port_is_the_containers_in_a_network_of_its_own(Account aws) {
    aws.definition("web").ok().shows(APP + "portMappings/0/hostPort", 80);
  }

  @Fact(line = 497, by = O)
  void the_host_port_is_0_on_the_bridge(Account aws) {
    aws.bridged("web").ok().shows(APP + "portMappings/0/hostPort", 0);
  }

  @Fact(line = 498, by = O)
  void a_health_check_is_filled(Account aws) {
    aws.definition("web")
        .app("'healthCheck': {'command': ['CMD-SHELL', 'true']}")
        .ok()
        .shows(APP + "healthCheck/interval", 30)
        .shows(APP + "healthCheck/timeout", 5)
        .shows(APP + "healthCheck/retries", 3)
        .lacks(APP + "healthCheck/startPeriod");
  }

  @Fact(line = 499, by = O)
  void what_is_absent_stays_absent(Account aws) {
    var reply = aws.definition("web").appWithout("command").ok();

    for (var member : new String[] {"command", "entryPoint", "secrets", "dependsOn", "ulimits"}) {
      reply.lacks(APP + member);
    }
    for (var member : new String[] {"logConfiguration", "user", "privileged", "stopTimeout"}) {
      reply.lacks(APP + member);
    }
  }

  @Fact(line = 500, by = O)
  void empty_lists_come_back_empty(Account aws) {
    aws.definition("web")
        .app("'ulimits': [], 'environmentFiles': [], 'secrets': []")
        .ok()
        .shows(APP + "ulimits", "[]")
        .shows(APP + "environmentFiles", "[]")
        .shows(APP + "secrets", "[]");
  }

  @Fact(line = 501, by = O)
  void capabilities_have_both_lists(Account aws) {
    aws.bridged("web")
        .app("'linuxParameters': {'capabilities': {'drop': ['ALL']}}")
        .ok()
        .shows(APP + "linuxParameters/capabilities", "{'drop': ['ALL'], 'add': []}");
  }

  @Fact(line = 502, by = K)
  void a_restart_waits_300_seconds_by_default(Account aws) {
    aws.definition("web")
        .app("'restartPolicy': {'enabled': true}")
        .ok()
        .shows(APP + "restartPolicy/restartAttemptPeriod", 300);
  }

  @Fact(line = 506, by = O)
  void a_variable_that_is_given_twice_is_stored_twice(Account aws) {
    aws.definition("web")
        .app("'environment': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}]")
        .ok()
        .sized(APP + "environment", 2);
  }

  @Fact(line = 507, by = O)
  void log_options_come_back_as_they_were(Account aws) {
    aws.bridged("web")
        .app(
            "'logConfiguration': {'logDriver': 'awslogs', 'options': {'awslogs-group': 'g',"
                + " 'awslogs-region': 'us-east-1'}}")
        .ok()
        .shows(
            APP + "logConfiguration/options",
            "{'awslogs-group': 'g', 'awslogs-region': 'us-east-1'}");
  }

  @Fact(line = 508, by = O)
  void an_image_comes_back_verbatim(Account aws) {
    aws.definition("web").ok().says(APP + "image", Account.IMAGE);
  }

  @Fact(line = 510, by = O)
  void attributes_are_computed_of_the_network_and_the_health_check(Account aws) {
    var reply = aws.definition("web").app("'healthCheck': {'command': ['CMD-SHELL', 'true']}").ok();
    var names =
        reply.items("/taskDefinition/requiresAttributes").stream()
            .map(each -> each.at("/name").asString())
            .toList();

    for (var want : new String[] {"task-eni", "container-health-check"}) {
      if (names.contains("ecs.capability." + want)) continue;
      throw new Differs("requiresAttributes", "ecs.capability." + want, names.toString());
    }
  }
}
