package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.O;

import java.util.List;

/// What Fargate takes of a definition.
final class Fargate {
  private static final String CLIENT = "ClientException";

  private static void fits(Account aws, int cpu, List<Integer> memories, List<Integer> others) {
    for (var each : memories) sized(aws, cpu, each).ok();
    for (var each : others)
      sized(aws, cpu, each).refused(CLIENT, "no fargate configuration exists");
  }

  private static Reply sized(Account aws, int cpu, int memory) {
    return aws.definition("web").with("'cpu': '%d', 'memory': '%d'".formatted(cpu, memory)).send();
  }

  private static void forbidden(Account aws, String member, String... words) {
    aws.definition("web").app(member).refused(CLIENT, words);
  }

  @Fact(line = 204, by = D)
  void a_quarter_of_a_cpu_has_512_to_2048_mib(Account aws) {
    fits(aws, 256, List.of(512, 1024, 2048), List.of(256, 1536, 3072));
  }

  @Fact(line = 205, by = D)
  void half_a_cpu_has_1_to_4_gib(Account aws) {
    fits(aws, 512, List.of(1024, 4096), List.of(512, 1536, 5120));
  }

  @Fact(line = 206, by = D)
  void one_cpu_has_2_to_8_gib(Account aws) {
    fits(aws, 1024, List.of(2048, 8192), List.of(1024, 2560, 9216));
  }

  @Fact(line = 207, by = D)
  void two_cpus_have_4_to_16_gib(Account aws) {
    fits(aws, 2048, List.of(4096, 16_384), List.of(3072, 4608, 17_408));
  }

  @Fact(line = 208, by = D)
  void four_cpus_have_8_to_30_gib(Account aws) {
    fits(aws, 4096, List.of(8192, 30_720), List.of(7168, 31_744));
  }

  @Fact(line = 209, by = D)
  void eight_cpus_have_16_to_60_gib_in_steps_of_4(Account aws) {
    fits(aws, 8192, List.of(16_384, 61_440), List.of(17_408, 65_536));
  }

  @Fact(line = 210, by = D)
  void sixteen_cpus_have_32_to_120_gib_in_steps_of_8(Account aws) {
    fits(aws, 16_384, List.of(32_768, 122_880), List.of(36_864, 131_072));
  }

  @Fact(line = 211, by = O)
  void thirty_two_cpus_are_not_there_yet(Account aws) {
    fits(aws, 32_768, List.of(), List.of(61_440));
  }

  @Fact(line = 177, by = O)
  void a_number_of_units_in_between_is_no_size(Account aws) {
    fits(aws, 300, List.of(), List.of(512));
  }

  @Fact(line = 178, by = O)
  void a_task_has_a_network_of_its_own(Account aws) {
    aws.definition("web")
        .with("'networkMode': 'bridge'")
        .refused(CLIENT, "fargate only supports network mode");
  }

  @Fact(line = 179, by = O)
  void a_task_states_its_cpu(Account aws) {
    aws.definition("web").without("cpu").refused(CLIENT, "fargate requires that 'cpu' be defined");
  }

  @Fact(line = 179, by = O)
  void a_task_states_its_memory(Account aws) {
    aws.definition("web")
        .without("memory")
        .refused(CLIENT, "fargate requires that 'memory' be defined");
  }

  @Fact(line = 180, by = O)
  void an_image_of_ecr_needs_an_execution_role(Account aws) {
    forbidden(
        aws,
        "'image': '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1'",
        "execution role arn to support ecr images");
  }

  @Fact(line = 181, by = O)
  void logs_for_cloudwatch_need_an_execution_role(Account aws) {
    forbidden(
        aws,
        "'logConfiguration': {'logDriver': 'awslogs', 'options': {'awslogs-group': 'g',"
            + " 'awslogs-region': 'us-east-1'}}",
        "execution role arn to support log driver awslogs");
  }

  @Fact(line = 185, by = O)
  void there_are_no_docker_volumes(Account aws) {
    aws.definition("web")
        .with("'volumes': [{'name': 'v', 'dockerVolumeConfiguration': {'scope': 'task'}}]")
        .refused(CLIENT, "do not support dockervolumeconfiguration");
  }

  @Fact(line = 185, by = O)
  void there_is_no_host_to_mount(Account aws) {
    aws.definition("web")
        .with("'volumes': [{'name': 'v', 'host': {'sourcePath': '/data'}}]")
        .refused(CLIENT, "do not support", "sourcepath");
  }

  @Fact(line = 192, by = O)
  void ephemeral_storage_has_21_gib_at_least(Account aws) {
    aws.definition("web")
        .with("'ephemeralStorage': {'sizeInGiB': 20}")
        .refused(CLIENT, "ephemeralstorage", "at least 21");
  }

  @Fact(line = 192, by = O)
  void ephemeral_storage_has_200_gib_at_most(Account aws) {
    aws.definition("web")
        .with("'ephemeralStorage': {'sizeInGiB': 201}")
        .refused(CLIENT, "ephemeralstorage", "at most 200");
  }

  @Fact(line = 215, by = D)
  void no_container_is_privileged(Account aws) {
    forbidden(aws, "'privileged': true");
  }

  @Fact(line = 215, by = D)
  void no_container_has_name_servers_of_its_own(Account aws) {
    forbidden(aws, "'dnsServers': ['10.0.0.2']");
  }

  @Fact(line = 215, by = D)
  void no_container_has_links(Account aws) {
    forbidden(aws, "'links': ['other']");
  }

  @Fact(line = 215, by = D)
  void no_container_has_hosts_of_its_own(Account aws) {
    forbidden(aws, "'extraHosts': [{'hostname': 'a', 'ipAddress': '10.0.0.1'}]");
  }

  @Fact(line = 215, by = D)
  void no_container_has_a_gpu(Account aws) {
    forbidden(aws, "'resourceRequirements': [{'type': 'GPU', 'value': '1'}]");
  }

  @Fact(line = 215, by = D)
  void the_only_capability_to_add_is_tracing(Account aws) {
    forbidden(aws, "'linuxParameters': {'capabilities': {'add': ['NET_ADMIN']}}");
    aws.definition("web").app("'linuxParameters': {'capabilities': {'add': ['SYS_PTRACE']}}").ok();
  }

  @Fact(line = 215, by = D)
  void logs_go_to_three_drivers(Account aws) {
    forbidden(aws, "'logConfiguration': {'logDriver': 'syslog'}");
  }

  @Fact(line = 215, by = D)
  void tasks_share_no_memory_with_a_host(Account aws) {
    aws.definition("web").with("'ipcMode': 'host'").refused(CLIENT);
  }

  @Fact(line = 215, by = D)
  void tasks_share_processes_among_themselves_only(Account aws) {
    aws.definition("web").with("'pidMode': 'host'").refused(CLIENT);
    aws.definition("web").with("'pidMode': 'task'").ok();
  }

  @Fact(line = 215, by = D)
  void tasks_are_not_placed_by_constraints(Account aws) {
    aws.definition("web")
        .with("'placementConstraints': [{'type': 'memberOf', 'expression': 'attribute:a == b'}]")
        .refused(CLIENT);
  }

  @Fact(line = 217, by = D)
  void a_container_has_120_seconds_to_stop_at_most(Account aws) {
    forbidden(aws, "'stopTimeout': 121");
  }

  @Fact(line = 217, by = D)
  void a_container_has_2_seconds_to_start_at_least(Account aws) {
    forbidden(aws, "'startTimeout': 1");
  }
}
