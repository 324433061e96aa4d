package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// How things are called, and how they are found by it.
final class Names {
  private static final String ARN = "arn:aws:ecs:[a-z0-9-]+:\\d{12}:";

  @Fact(line = 52, by = M)
  void a_cluster_has_a_name_of_255_characters_at_most(Account aws) {
    var name = "x".repeat(256);

    aws.ecs("CreateCluster", "{'clusterName': '%s'}".formatted(name))
        .refused("InvalidParameterException");
  }

  @Fact(line = 52, by = M)
  void a_cluster_has_letters_digits_hyphens_and_underscores_in_its_name(Account aws) {
    aws.ecs("CreateCluster", "{'clusterName': 'a.b'}").refused("InvalidParameterException");
  }

  @Fact(line = 52, by = M)
  void a_service_has_a_name_of_255_characters_at_most(Account aws) {
    var name = "x".repeat(256);

    aws.service("web").with("'serviceName': '" + name + "'").refused("InvalidParameterException");
  }

  @Fact(line = 52, by = M)
  void a_service_has_letters_digits_hyphens_and_underscores_in_its_name(Account aws) {
    aws.service("web").with("'serviceName': 'a b'").refused("InvalidParameterException");
  }

  @Fact(line = 52, by = M)
  void a_family_has_a_name_of_255_characters_at_most(Account aws) {
    var name = "x".repeat(256);

    aws.definition("web").with("'family': '" + name + "'").refused("ClientException");
  }

  @Fact(line = 195, by = K)
  void a_family_has_letters_digits_hyphens_and_underscores_in_its_name(Account aws) {
    aws.definition("web").with("'family': 'a/b'").refused("ClientException");
  }

  @Fact(line = 52, by = M)
  void a_service_needs_a_name(Account aws) {
    aws.service("web").without("serviceName").refused("InvalidParameterException");
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_cluster_ends_with_its_name(Account aws) {
    aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(aws.cluster()))
        .ok()
        .matches("/clusters/0/clusterArn", ARN + "cluster/" + aws.cluster());
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_service_has_its_cluster_and_its_name(Account aws) {
    aws.service("web")
        .ok()
        .matches("/service/serviceArn", ARN + "service/" + aws.cluster() + "/" + aws.name("web"));
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_definition_has_its_family_and_revision(Account aws) {
    aws.definition("web")
        .ok()
        .matches(
            "/taskDefinition/taskDefinitionArn", ARN + "task-definition/" + aws.name("web") + ":1");
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_task_has_its_cluster_and_32_hexadecimal_digits(Account aws) {
    aws.task("job")
        .ok()
        .matches("/tasks/0/taskArn", ARN + "task/" + aws.cluster() + "/[0-9a-f]{32}");
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_container_has_its_task(Account aws) {
    var run = aws.task("job").ok();
    var id = run.text("/tasks/0/taskArn").replaceAll(".*/", "");

    run.matches(
        "/tasks/0/containers/0/containerArn",
        ARN + "container/" + aws.cluster() + "/" + id + "/[0-9a-f-]{36}");
  }

  @Fact(line = 52, by = O)
  void the_arn_of_a_service_deployment_ends_with_21_characters(Account aws) {
    aws.service("web").ok();
    var list = "{'cluster': '%s', 'service': '%s'}".formatted(aws.cluster(), aws.name("web"));

    aws.ecs("ListServiceDeployments", list)
        .ok()
        .matches(
            "/serviceDeployments/0/serviceDeploymentArn",
            ARN
                + "service-deployment/%s/%s/[A-Za-z0-9_-]{21}"
                    .formatted(aws.cluster(), aws.name("web")));
  }

  @Fact(line = 53, by = O)
  void the_number_of_a_deployment_is_the_number_of_its_service_revision(Account aws) {
    var id = aws.service("web").ok().text("/service/deployments/0/id");
    var list = "{'cluster': '%s', 'service': '%s'}".formatted(aws.cluster(), aws.name("web"));

    aws.ecs("ListServiceDeployments", list)
        .ok()
        .matches(
            "/serviceDeployments/0/targetServiceRevisionArn", ".*/" + id.replace("ecs-svc/", ""));
  }

  @Fact(line = 53, by = O)
  void a_deployment_is_called_after_19_digits(Account aws) {
    aws.service("web").ok().matches("/service/deployments/0/id", "ecs-svc/\\d{19}");
  }

  @Fact(line = 52, by = M)
  void a_cluster_is_found_by_its_arn(Account aws) {
    aws.service("web").ok();
    var arn =
        aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(aws.cluster()))
            .text("/clusters/0/clusterArn");

    aws.ecs(
            "DescribeServices",
            "{'cluster': '%s', 'services': ['%s']}".formatted(arn, aws.name("web")))
        .ok()
        .sized("/services", 1);
  }

  @Fact(line = 52, by = M)
  void a_service_is_found_by_its_arn(Account aws) {
    var arn = aws.service("web").ok().text("/service/serviceArn");

    aws.ecs(
            "DescribeServices",
            "{'cluster': '%s', 'services': ['%s']}".formatted(aws.cluster(), arn))
        .ok()
        .says("/services/0/serviceName", aws.name("web"));
  }

  @Fact(line = 52, by = M)
  void a_service_is_updated_by_its_arn(Account aws) {
    var arn = aws.service("web").ok().text("/service/serviceArn");
    var input = "{'cluster': '%s', 'service': '%s', 'enableExecuteCommand': true}";

    aws.ecs("UpdateService", input.formatted(aws.cluster(), arn))
        .ok()
        .shows("/service/enableExecuteCommand", true);
  }

  @Fact(line = 52, by = M)
  void a_definition_is_found_by_its_arn(Account aws) {
    var arn = aws.definition("web").ok().text("/taskDefinition/taskDefinitionArn");

    aws.ecs("DescribeTaskDefinition", "{'taskDefinition': '%s'}".formatted(arn))
        .ok()
        .says("/taskDefinition/taskDefinitionArn", arn);
  }

  @Fact(line = 52, by = M)
  void a_task_is_found_by_its_bare_id(Account aws) {
    var arn = aws.task("job").ok().text("/tasks/0/taskArn");
    aws.describeTask(arn).ok();

    aws.describeTask(arn.replaceAll(".*/", "")).ok().says("/tasks/0/taskArn", arn);
  }

  @Fact(line = 52, by = M)
  void no_cluster_means_the_one_called_default(Account aws) {
    var found = aws.ecs("DescribeClusters", "{}").ok();
    var there = found.at("/clusters").isEmpty() ? "/failures/0/arn" : "/clusters/0/clusterArn";

    found.matches(there, ARN + "cluster/default");
  }

  @Fact(line = 104, by = O)
  void an_unknown_cluster_is_not_found(Account aws) {
    aws.service("web")
        .with("'cluster': '" + aws.name("nobody") + "'")
        .refused("ClusterNotFoundException", "cluster not found");
  }

  @Fact(line = 152, by = K)
  void a_service_of_another_cluster_is_not_looked_for(Account aws) {
    var arn = aws.service("web").ok().text("/service/serviceArn");
    var other = aws.cluster("other", "'capacityProviders': []");

    aws.ecs("DescribeServices", "{'cluster': '%s', 'services': ['%s']}".formatted(other, arn))
        .refused("InvalidParameterException", "identifier is for cluster", "your cluster is");
  }
}
