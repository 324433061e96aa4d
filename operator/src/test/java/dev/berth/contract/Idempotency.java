package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.O;

/// The same request again.
final class Idempotency {
  @Fact(line = 55, by = D)
  void a_token_gives_the_service_that_it_made(Account aws) {
    var draft = aws.service("web").with("'clientToken': '%s'".formatted(aws.name("t")));
    var first = draft.ok();

    draft.ok().says("/service/deployments/0/id", first.text("/service/deployments/0/id"));
  }

  @Fact(line = 55, by = D)
  void a_token_with_other_parameters_is_a_conflict_about_its_service(Account aws) {
    var draft = aws.service("web").with("'clientToken': '%s'".formatted(aws.name("t")));
    var arn = draft.ok().text("/service/serviceArn");

    draft
        .with("'serviceName': '%s'".formatted(aws.name("other")))
        .refused("ConflictException")
        .holds("/resourceIds", arn);
  }

  @Fact(line = 55, by = D)
  void a_service_token_has_36_characters_at_most(Account aws) {
    aws.service("web")
        .with("'clientToken': '%s'".formatted("x".repeat(37)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 55, by = D)
  void a_service_token_has_no_blanks(Account aws) {
    aws.service("web").with("'clientToken': 'a b'").refused("InvalidParameterException");
  }

  @Fact(line = 55, by = D)
  void a_token_gives_the_tasks_that_it_started(Account aws) {
    var draft = aws.task("job").with("'clientToken': '%s'".formatted(aws.name("t")));
    var arn = draft.ok().text("/tasks/0/taskArn");

    draft.ok().sized("/tasks", 1).says("/tasks/0/taskArn", arn);
  }

  @Fact(line = 55, by = D)
  void a_token_with_other_parameters_is_a_conflict_about_its_tasks(Account aws) {
    var draft = aws.task("job").with("'clientToken': '%s'".formatted(aws.name("t")));
    var arn = draft.ok().text("/tasks/0/taskArn");

    draft.with("'count': 2").refused("ConflictException").holds("/resourceIds", arn);
  }

  @Fact(line = 55, by = D)
  void a_task_token_has_64_characters_at_most(Account aws) {
    aws.task("job")
        .with("'clientToken': '%s'".formatted("x".repeat(65)))
        .refused("InvalidParameterException");
  }

  @Fact(line = 55, by = D)
  void tokens_of_two_clusters_are_two_tokens(Account aws) {
    var other = aws.cluster("other", "'capacityProviders': ['FARGATE']");
    var draft = aws.task("job").with("'clientToken': '%s'".formatted(aws.name("t")));
    var first = draft.ok().text("/tasks/0/taskArn");

    var second = draft.with("'cluster': '%s'".formatted(other)).ok();
    if (second.text("/tasks/0/taskArn").equals(first)) {
      throw new Differs("RunTask in another cluster", "another task", "the same");
    }
  }

  @Fact(line = 72, by = K)
  void the_same_creation_again_gives_the_service(Account aws) {
    var draft = aws.service("web");
    var first = draft.ok();

    draft.ok().says("/service/deployments/0/id", first.text("/service/deployments/0/id"));
  }

  @Fact(line = 72, by = O)
  void another_creation_of_a_name_in_use_is_refused(Account aws) {
    var draft = aws.service("web");
    draft.ok();

    draft
        .with("'desiredCount': 1")
        .refused("InvalidParameterException", "creation of service was not idempotent");
  }

  @Fact(line = 72, by = O)
  void a_service_that_still_drains_is_not_created_anew(Account aws) {
    var draft = aws.service("web").with("'desiredCount': 1");
    draft.ok();
    aws.settled("web");
    aws.delete("web", ", 'force': true").ok();

    draft.refused("InvalidParameterException", "still draining");
  }

  @Fact(line = 72, by = O)
  void a_service_that_is_gone_is_created_anew_under_its_arn(Account aws) {
    var draft = aws.service("web");
    var before = draft.ok();
    aws.delete("web", "").ok();
    aws.until(() -> aws.describe("web"), "/services/0/status", "INACTIVE");

    draft
        .ok()
        .says("/service/serviceArn", before.text("/service/serviceArn"))
        .says("/service/status", "ACTIVE")
        .shows("/service/events", "[]");
  }

  @Fact(line = 167, by = D)
  void the_same_definition_again_is_a_new_revision(Account aws) {
    var draft = aws.definition("web");
    draft.ok().shows("/taskDefinition/revision", 1);

    draft.ok().shows("/taskDefinition/revision", 2);
  }

  @Fact(line = 263, by = D)
  void a_cluster_is_created_once(Account aws) {
    var arn =
        aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(aws.cluster()))
            .text("/clusters/0/clusterArn");

    aws.ecs("CreateCluster", "{'clusterName': '%s'}".formatted(aws.cluster()))
        .ok()
        .says("/cluster/clusterArn", arn)
        .shows("/cluster/capacityProviders", "['FARGATE']");
  }
}
