package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;

import java.time.Duration;
import java.util.List;

/// The request quotas of ECS: so many at once, and then so many a second.
final class Throttling {
  /// Calls until one is refused: so many went through.
  private static void burst(Account aws, int most, List<String> operations, String input) {
    var through = 0;
    while (through <= most) {
      var operation = operations.get(through % operations.size());
      var reply = aws.ecs(operation, input);
      if (reply.code().equals("ThrottlingException")) {
        reply.refused("ThrottlingException", "rate exceeded");
        break;
      }
      through++;
    }
    if (through == most) return;
    var got = through > most ? "more than " + most : "" + through;
    throw new Differs(operations + " at once", most + " before a ThrottlingException", got);
  }

  private static void strained(Account aws, int most, List<String> operations, String input) {
    aws.endpoint().strained(() -> burst(aws, most, operations, input));
  }

  @Fact(line = 551, by = D)
  void services_are_changed_50_times_at_once(Account aws) {
    strained(
        aws,
        50,
        List.of("CreateService", "UpdateService", "DeleteService"),
        "{'service': 'nobody', 'serviceName': 'nobody', 'cluster': 'nobody'}");
  }

  @Fact(line = 552, by = D)
  void services_are_read_100_times_at_once(Account aws) {
    strained(
        aws,
        100,
        List.of("DescribeServices", "ListServices"),
        "{'cluster': 'nobody', 'services': ['nobody']}");
  }

  @Fact(line = 549, by = D)
  void clusters_are_changed_20_times_at_once(Account aws) {
    strained(aws, 20, List.of("UpdateCluster", "DeleteCluster"), "{'cluster': 'nobody'}");
  }

  @Fact(line = 550, by = D)
  void clusters_are_read_50_times_at_once(Account aws) {
    strained(aws, 50, List.of("DescribeClusters", "ListClusters"), "{}");
  }

  @Fact(line = 553, by = D)
  void namespaces_are_looked_through_10_times_at_once(Account aws) {
    strained(aws, 10, List.of("ListServicesByNamespace"), "{'namespace': 'nobody'}");
  }

  @Fact(line = 556, by = D)
  void definitions_are_changed_20_times_at_once(Account aws) {
    strained(
        aws,
        20,
        List.of("RegisterTaskDefinition", "DeregisterTaskDefinition"),
        "{'family': 'a/b', 'containerDefinitions': [], 'taskDefinition': 'nobody:1'}");
  }

  @Fact(line = 557, by = D)
  void definitions_are_read_50_times_at_once(Account aws) {
    strained(
        aws,
        50,
        List.of("DescribeTaskDefinition", "ListTaskDefinitions", "ListTaskDefinitionFamilies"),
        "{'taskDefinition': 'nobody'}");
  }

  @Fact(line = 559, by = D)
  void tasks_are_changed_100_times_at_once(Account aws) {
    strained(
        aws,
        100,
        List.of("RunTask", "StopTask"),
        "{'cluster': 'nobody', 'taskDefinition': 'nobody', 'task': 'nobody'}");
  }

  @Fact(line = 560, by = D)
  void tasks_are_read_100_times_at_once(Account aws) {
    strained(
        aws, 100, List.of("DescribeTasks", "ListTasks"), "{'cluster': 'nobody', 'tasks': ['n']}");
  }

  @Fact(line = 561, by = D)
  void protection_is_read_200_times_at_once(Account aws) {
    strained(
        aws,
        200,
        List.of("GetTaskProtection", "UpdateTaskProtection"),
        "{'cluster': 'nobody', 'tasks': ['n'], 'protectionEnabled': true}");
  }

  @Fact(line = 563, by = D)
  void tags_are_read_50_times_at_once(Account aws) {
    strained(aws, 50, List.of("ListTagsForResource"), "{'resourceArn': 'nobody'}");
  }

  @Fact(line = 564, by = D)
  void settings_are_read_50_times_at_once(Account aws) {
    strained(aws, 50, List.of("ListAccountSettings"), "{}");
  }

  @Fact(line = 551, by = D)
  void five_changes_of_services_come_back_each_second(Account aws) {
    var input = "{'cluster': 'nobody', 'service': 'nobody'}";
    aws.endpoint()
        .strained(() -> {
          burst(aws, 50, List.of("UpdateService"), input);
          aws.endpoint().pass(Duration.ofSeconds(1));
          burst(aws, 5, List.of("UpdateService"), input);
        });
  }

  @Fact(line = 556, by = D)
  void one_change_of_definitions_comes_back_each_second(Account aws) {
    var input = "{'taskDefinition': 'nobody:1'}";
    aws.endpoint()
        .strained(() -> {
          burst(aws, 20, List.of("DeregisterTaskDefinition"), input);
          aws.endpoint().pass(Duration.ofSeconds(1));
          burst(aws, 1, List.of("DeregisterTaskDefinition"), input);
        });
  }

  @Fact(line = 547, by = D)
  void categories_have_quotas_of_their_own(Account aws) {
    aws.endpoint()
        .strained(() -> {
          burst(aws, 50, List.of("DescribeClusters"), "{}");
          aws.ecs("ListTaskDefinitionFamilies", "{}").ok();
        });
  }
}
