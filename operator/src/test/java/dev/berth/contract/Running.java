package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// RunTask, StopTask, and lists of tasks.
final class Running {
  private static final String INVALID = "InvalidParameterException";

  private static Reply list(Account aws, String more) {
    return aws.ecs("ListTasks", "{'cluster': '%s' %s}".formatted(aws.cluster(), more));
  }

  private static Reply stop(Account aws, String task, String more) {
    return aws.ecs(
        "StopTask", "{'cluster': '%s', 'task': '%s' %s}".formatted(aws.cluster(), task, more));
  }

  @Fact(line = 231, by = M)
  void one_task_runs_by_default(Account aws) {
    aws.task("job").ok().sized("/tasks", 1).shows("/failures", "[]");
  }

  @Fact(line = 231, by = M)
  void a_task_belongs_to_the_group_of_its_family(Account aws) {
    aws.task("job").ok().says("/tasks/0/group", "family:" + aws.name("job"));
  }

  @Fact(line = 231, by = M)
  void a_task_may_have_a_group_of_its_own(Account aws) {
    aws.task("job").with("'group': 'nightly'").ok().says("/tasks/0/group", "nightly");
  }

  @Fact(line = 231, by = K)
  void the_groups_of_services_are_reserved(Account aws) {
    aws.task("job").with("'group': 'service:web'").refused(INVALID);
  }

  @Fact(line = 231, by = M)
  void a_task_knows_who_started_it(Account aws) {
    aws.task("job").with("'startedBy': 'me'").ok().says("/tasks/0/startedBy", "me");
  }

  @Fact(line = 231, by = M)
  void who_started_it_has_128_characters_at_most(Account aws) {
    aws.task("job").with("'startedBy': '%s'".formatted("x".repeat(129))).refused(INVALID);
  }

  @Fact(line = 231, by = M)
  void tags_come_from_the_definition_if_that_is_asked_for(Account aws) {
    aws.definition("job").with("'tags': [{'key': 'team', 'value': 'a'}]").ok();

    aws.task("job")
        .with("'propagateTags': 'TASK_DEFINITION'")
        .ok()
        .shows("/tasks/0/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 231, by = M)
  void no_tags_come_from_a_service(Account aws) {
    aws.task("job").with("'propagateTags': 'SERVICE'").refused(INVALID);
  }

  @Fact(line = 231, by = K)
  void an_override_is_for_a_container_of_the_definition(Account aws) {
    aws.task("job")
        .with("'overrides': {'containerOverrides': [{'name': 'nobody'}]}")
        .refused(INVALID, "override for container named nobody");
  }

  @Fact(line = 231, by = M)
  void overrides_have_8192_characters_at_most(Account aws) {
    aws.task("job")
        .with(
            "'overrides': {'containerOverrides': [{'name': 'app', 'command': ['%s']}]}"
                .formatted("x".repeat(8193)))
        .refused(INVALID);
  }

  @Fact(line = 347, by = O)
  void a_task_shows_what_was_overridden(Account aws) {
    aws.task("job")
        .with("'overrides': {'containerOverrides': [{'name': 'app', 'command': ['date']}]}")
        .ok()
        .shows("/tasks/0/overrides/containerOverrides/0/command", "['date']")
        .shows("/tasks/0/overrides/inferenceAcceleratorOverrides", "[]");
  }

  @Fact(line = 235, by = O)
  void a_new_task_is_provisioned_in_its_first_version(Account aws) {
    aws.task("job")
        .ok()
        .says("/tasks/0/lastStatus", "PROVISIONING")
        .says("/tasks/0/desiredStatus", "RUNNING")
        .shows("/tasks/0/version", 1);
  }

  @Fact(line = 37, by = M)
  void a_task_needs_a_cluster_that_exists(Account aws) {
    aws.task("job")
        .with("'cluster': '%s'".formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException");
  }

  @Fact(line = 77, by = O)
  void a_task_needs_a_network_like_a_service(Account aws) {
    aws.task("job")
        .without("networkConfiguration")
        .refused(INVALID, "network configuration must be provided");
  }

  @Fact(line = 224, by = M)
  void no_task_runs_of_an_inactive_revision(Account aws) {
    var draft = aws.task("job");
    var first = aws.name("job") + ":1";
    aws.ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s'}".formatted(first)).ok();

    draft.with("'taskDefinition': '%s'".formatted(first)).refused("ClientException", "inactive");
  }

  @Fact(line = 237, by = M)
  void a_stopped_task_says_by_whom_and_why(Account aws) {
    var task = aws.task("job").ok().text("/tasks/0/taskArn");

    stop(aws, task, ", 'reason': 'enough'")
        .ok()
        .says("/task/desiredStatus", "STOPPED")
        .says("/task/stopCode", "UserInitiated")
        .says("/task/stoppedReason", "enough");
  }

  @Fact(line = 237, by = K)
  void a_task_that_was_stopped_without_a_reason_has_one(Account aws) {
    var task = aws.task("job").ok().text("/tasks/0/taskArn");

    stop(aws, task, "").ok().says("/task/stoppedReason", "Task stopped by user");
  }

  @Fact(line = 237, by = M)
  void a_stopped_task_may_be_stopped_again(Account aws) {
    var task = aws.task("job").ok().text("/tasks/0/taskArn");
    stop(aws, task, ", 'reason': 'first'").ok();

    stop(aws, task, ", 'reason': 'second'").ok().says("/task/stoppedReason", "first");
  }

  @Fact(line = 237, by = M)
  void an_unknown_task_is_not_stopped(Account aws) {
    stop(aws, "0".repeat(32), "").refused(INVALID, "the referenced task was not found");
  }

  @Fact(line = 237, by = O)
  void the_id_of_a_task_has_32_or_36_characters(Account aws) {
    stop(aws, "short", "").refused(INVALID, "taskid length should be one of [32,36]");
  }

  @Fact(line = 242, by = M)
  void running_tasks_are_listed_by_default(Account aws) {
    var one = aws.task("job").ok().text("/tasks/0/taskArn");
    var other = aws.task("job").with("'startedBy': 'other'").ok().text("/tasks/0/taskArn");
    stop(aws, other, "").ok();

    list(aws, "").ok().holds("/taskArns", one);
  }

  @Fact(line = 242, by = M)
  void stopped_tasks_are_listed_to_those_who_ask(Account aws) {
    var task = aws.task("job").ok().text("/tasks/0/taskArn");
    stop(aws, task, "").ok();

    list(aws, ", 'desiredStatus': 'STOPPED'").ok().holds("/taskArns", task);
  }

  @Fact(line = 242, by = M)
  void no_task_is_desired_to_be_pending(Account aws) {
    aws.task("job").ok();

    list(aws, ", 'desiredStatus': 'PENDING'").ok().shows("/taskArns", "[]");
  }

  @Fact(line = 242, by = M)
  void tasks_are_listed_by_family(Account aws) {
    var ours = aws.task("job").ok().text("/tasks/0/taskArn");
    aws.task("other").ok();

    list(aws, ", 'family': '%s'".formatted(aws.name("job"))).ok().holds("/taskArns", ours);
  }

  @Fact(line = 242, by = M)
  void tasks_are_listed_by_who_started_them(Account aws) {
    var ours = aws.task("job").with("'startedBy': 'me'").ok().text("/tasks/0/taskArn");
    aws.task("job").with("'startedBy': 'you'").ok();

    list(aws, ", 'startedBy': 'me'").ok().holds("/taskArns", ours);
  }

  @Fact(line = 242, by = M)
  void who_started_them_is_the_only_filter(Account aws) {
    list(aws, ", 'startedBy': 'me', 'family': 'job'").refused(INVALID);
  }

  @Fact(line = 242, by = M)
  void tasks_are_listed_by_service(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    aws.task("job").ok();

    list(aws, ", 'serviceName': '%s'".formatted(aws.name("web"))).ok().sized("/taskArns", 1);
  }

  @Fact(line = 242, by = M)
  void tasks_of_an_unknown_service_are_not_listed(Account aws) {
    list(aws, ", 'serviceName': '%s'".formatted(aws.name("nobody")))
        .refused("ServiceNotFoundException");
  }

  @Fact(line = 231, by = D)
  void a_container_override_merges_variables_by_name(Account aws) {
    aws.definition("job").app("'environment': [{'name': 'A', 'value': '1'}]").ok();

    aws.task("job")
        .with(
            "'overrides': {'containerOverrides': [{'name': 'app', 'environment': [{'name': 'A',"
                + " 'value': '2'}]}]}")
        .ok()
        .shows(
            "/tasks/0/overrides/containerOverrides/0/environment", "[{'name': 'A', 'value': '2'}]");
  }
}
