package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How many at once, and what of those that aren't there.
final class Limits {
  private static String names(Account aws, int count) {
    return IntStream.range(0, count)
        .mapToObj(each -> "'" + aws.name("n" + each) + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Reply services(Account aws, int count) {
    var input = "{'cluster': '%s', 'services': %s}".formatted(aws.cluster(), names(aws, count));
    return aws.ecs("DescribeServices", input);
  }

  private static String ids(int count) {
    return IntStream.range(0, count)
        .mapToObj("'%032x'"::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Reply tasks(Account aws, int count) {
    return aws.ecs(
        "DescribeTasks", "{'cluster': '%s', 'tasks': %s}".formatted(aws.cluster(), ids(count)));
  }

  @Fact(line = 57, by = M)
  void ten_services_are_described_at_once(Account aws) {
    services(aws, 10).ok().sized("/failures", 10);
  }

  @Fact(line = 57, by = M)
  void eleven_services_are_too_many(Account aws) {
    services(aws, 11).refused("InvalidParameterException");
  }

  @Fact(line = 152, by = M)
  void no_services_are_none_to_describe(Account aws) {
    services(aws, 0).refused("InvalidParameterException", "services cannot be empty");
  }

  @Fact(line = 57, by = M)
  void a_hundred_tasks_are_described_at_once(Account aws) {
    tasks(aws, 100).ok().sized("/failures", 100);
  }

  @Fact(line = 57, by = M)
  void a_hundred_and_one_tasks_are_too_many(Account aws) {
    tasks(aws, 101).refused("InvalidParameterException");
  }

  @Fact(line = 241, by = M)
  void no_tasks_are_none_to_describe(Account aws) {
    tasks(aws, 0).refused("InvalidParameterException", "tasks cannot be empty");
  }

  @Fact(line = 57, by = M)
  void a_hundred_clusters_are_described_at_once(Account aws) {
    aws.ecs("DescribeClusters", "{'clusters': %s}".formatted(names(aws, 100)))
        .ok()
        .sized("/failures", 100);
  }

  @Fact(line = 57, by = M)
  void a_hundred_and_one_clusters_are_too_many(Account aws) {
    aws.ecs("DescribeClusters", "{'clusters': %s}".formatted(names(aws, 101)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void twenty_one_service_deployments_are_too_many(Account aws) {
    aws.ecs("DescribeServiceDeployments", "{'serviceDeploymentArns': %s}".formatted(names(aws, 21)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void twenty_one_service_revisions_are_too_many(Account aws) {
    aws.ecs("DescribeServiceRevisions", "{'serviceRevisionArns': %s}".formatted(names(aws, 21)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void eleven_definitions_are_too_many_to_delete(Account aws) {
    aws.ecs("DeleteTaskDefinitions", "{'taskDefinitions': %s}".formatted(names(aws, 11)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void ten_tasks_run_at_once(Account aws) {
    aws.task("job").with("'count': 10").ok().sized("/tasks", 10).sized("/failures", 0);
  }

  @Fact(line = 57, by = M)
  void eleven_tasks_are_too_many_to_run(Account aws) {
    aws.task("job").with("'count': 11").refused("InvalidParameterException");
  }

  @Fact(line = 231, by = M)
  void no_tasks_are_none_to_run(Account aws) {
    aws.task("job").with("'count': 0").refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void seventeen_subnets_are_too_many(Account aws) {
    aws.service("web")
        .with(
            "'networkConfiguration': {'awsvpcConfiguration': {'subnets': %s}}"
                .formatted(names(aws, 17)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void six_security_groups_are_too_many(Account aws) {
    var vpc = "{'awsvpcConfiguration': {'subnets': ['%s'], 'securityGroups': %s}}";

    aws.service("web")
        .with(
            "'networkConfiguration': "
                + vpc.formatted(aws.surroundings().subnets().getFirst(), names(aws, 6)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void six_target_groups_are_too_many(Account aws) {
    var one =
        "{'targetGroupArn': 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/%d/0',"
            + " 'containerName': 'app', 'containerPort': 80}";
    var six = IntStream.range(0, 6).mapToObj(one::formatted).collect(Collectors.joining(", "));

    aws.service("web").with("'loadBalancers': [" + six + "]").refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void twenty_one_capacity_providers_are_too_many(Account aws) {
    var item = "{'capacityProvider': 'FARGATE', 'weight': 1}";
    var many = IntStream.range(0, 21).mapToObj(_ -> item).collect(Collectors.joining(", "));

    aws.service("web")
        .without("launchType")
        .with("'capacityProviderStrategy': [" + many + "]")
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void eleven_placement_constraints_are_too_many(Account aws) {
    var item = "{'type': 'memberOf', 'expression': 'attribute:ecs.os-type == linux'}";
    var many = IntStream.range(0, 11).mapToObj(_ -> item).collect(Collectors.joining(", "));

    aws.bridgedService("web")
        .with("'placementConstraints': [" + many + "]")
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void six_placement_strategies_are_too_many(Account aws) {
    var item = "{'type': 'spread', 'field': 'instanceId'}";
    var many = IntStream.range(0, 6).mapToObj(_ -> item).collect(Collectors.joining(", "));

    aws.bridgedService("web")
        .with("'placementStrategy': [" + many + "]")
        .refused("InvalidParameterException");
  }

  @Fact(line = 57, by = M)
  void two_service_registries_are_too_many(Account aws) {
    var item = "{'registryArn': 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-%d'}";
    var two = IntStream.range(0, 2).mapToObj(item::formatted).collect(Collectors.joining(", "));

    aws.service("web")
        .with("'serviceRegistries': [" + two + "]")
        .refused("InvalidParameterException");
  }

  @Fact(line = 58, by = M)
  void an_unknown_service_is_missing_and_no_error(Account aws) {
    services(aws, 1)
        .ok()
        .sized("/services", 0)
        .says("/failures/0/reason", "MISSING")
        .matches("/failures/0/arn", "arn:.*:service/.*" + aws.name("n0"));
  }

  @Fact(line = 58, by = M)
  void an_unknown_task_is_missing_and_no_error(Account aws) {
    tasks(aws, 1)
        .ok()
        .sized("/tasks", 0)
        .says("/failures/0/reason", "MISSING")
        .matches("/failures/0/arn", "arn:.*:task/.*0{32}");
  }

  @Fact(line = 58, by = M)
  void an_unknown_cluster_is_missing_and_no_error(Account aws) {
    aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(aws.name("nobody")))
        .ok()
        .sized("/clusters", 0)
        .says("/failures/0/reason", "MISSING")
        .matches("/failures/0/arn", "arn:.*:cluster/" + aws.name("nobody"));
  }

  @Fact(line = 58, by = M)
  void who_is_found_is_answered_beside_who_is_missing(Account aws) {
    aws.service("n0").ok();

    services(aws, 2).ok().sized("/services", 1).sized("/failures", 1);
  }

  @Fact(line = 167, by = D)
  void a_definition_has_ten_containers_at_most(Account aws) {
    var draft = aws.definition("web").with("'cpu': '1024', 'memory': '2048'");
    for (var i = 0; i < 10; i++) draft.beside("'name': 'side-%d'".formatted(i));

    draft.refused("ClientException");
  }

  @Fact(line = 167, by = D)
  void a_definition_has_64_kib_at_most(Account aws) {
    aws.definition("web")
        .app("'dockerLabels': {'long': '" + "x".repeat(65_536) + "'}")
        .refused("ClientException");
  }
}
