package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// Commands in containers, disks, secrets' names, and whatever few services have.
final class Extras {
  private static final String INVALID = "InvalidParameterException";

  private static Reply execute(Account aws, String task, String more) {
    return aws.ecs(
        "ExecuteCommand",
        "{'cluster': '%s', 'task': '%s', 'command': 'date' %s}"
            .formatted(aws.cluster(), task, more));
  }

  private static String disk(Account aws, int size) {
    return "'volumeConfigurations': [{'name': 'data', 'managedEBSVolume': {'roleArn': '%s',"
            .formatted(aws.surroundings().role("ebs"))
        + " 'sizeInGiB': %d}}]".formatted(size);
  }

  @Fact(line = 246, by = M)
  void a_command_is_interactive(Account aws) {
    var task = aws.task("job").ok().text("/tasks/0/taskArn");

    execute(aws, task, ", 'interactive': false").refused(INVALID);
  }

  @Fact(line = 246, by = K)
  void a_command_needs_a_task_that_allows_it(Account aws) {
    var run = aws.task("job").ok();
    aws.until(() -> aws.task(run), "/tasks/0/lastStatus", "RUNNING");

    execute(aws, run.text("/tasks/0/taskArn"), ", 'interactive': true")
        .refused(INVALID, "the execute command failed because execute command was not enabled");
  }

  @Fact(line = 246, by = M)
  void a_command_gets_a_session(Account aws) {
    var run = aws.task("job").with("'enableExecuteCommand': true").ok();
    aws.until(() -> aws.task(run), "/tasks/0/containers/0/managedAgents/0/lastStatus", "RUNNING");

    execute(aws, run.text("/tasks/0/taskArn"), ", 'interactive': true")
        .ok()
        .says("/containerName", "app")
        .shows("/interactive", true)
        .matches("/session/sessionId", "ecs-execute-command-.+")
        .matches("/session/streamUrl", "wss?://.*")
        .has("/session/tokenValue");
  }

  @Fact(line = 127, by = M)
  void another_disk_starts_a_deployment(Account aws) {
    aws.definition("web").with("'volumes': [{'name': 'data', 'configuredAtLaunch': true}]").ok();
    var before = aws.service("web").with(disk(aws, 1)).ok().text("/service/deployments/0/id");

    var after = aws.update("web", disk(aws, 2)).ok().text("/service/deployments/0/id");
    if (after.equals(before)) throw new Differs("UpdateService", "a new deployment", "the old one");
  }

  @Fact(line = 232, by = M)
  void a_task_has_a_disk_where_its_definition_has_a_place_for_it(Account aws) {
    aws.task("job").with(disk(aws, 1)).refused(INVALID);
  }

  @Fact(line = 194, by = O)
  void the_name_of_a_parameter_has_no_blanks(Account aws) {
    aws.definition("web")
        .with("'executionRoleArn': '%s'".formatted(aws.surroundings().role("execution")))
        .app("'secrets': [{'name': 'PASSWORD', 'valueFrom': 'my password'}]")
        .refused("ClientException", "the systems manager parameter name specified for secret");
  }

  @Fact(line = 213, by = D)
  void windows_needs_a_whole_cpu(Account aws) {
    var windows = "'runtimePlatform': {'operatingSystemFamily': 'WINDOWS_SERVER_2022_CORE'}";

    aws.definition("web")
        .with("'cpu': '512', 'memory': '1024', " + windows)
        .refused("ClientException");
    aws.definition("web").with("'cpu': '1024', 'memory': '2048', " + windows).ok();
  }

  @Fact(line = 633, by = M)
  void an_alias_needs_a_port(Account aws) {
    connected(aws, "{'dnsName': 'web'}").refused(INVALID);
  }

  @Fact(line = 633, by = M)
  void an_alias_has_127_characters_at_most(Account aws) {
    connected(aws, "{'port': 80, 'dnsName': '%s'}".formatted("x".repeat(128))).refused(INVALID);
  }

  private static Draft connected(Account aws, String alias) {
    var space = Namespaces.create(aws);
    return aws.service("web")
        .with(
            ("'serviceConnectConfiguration': {'enabled': true, 'namespace': '%s', 'services':"
                    + " [{'portName': 'web', 'clientAliases': [%s]}]}")
                .formatted(space, alias));
  }
}
