package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.A;
import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// Containers that end otherwise, and tasks that never began.
final class Outcomes {
  private static Reply look(Account aws, Reply run) {
    return aws.describeTask(run.text("/tasks/0/taskArn"));
  }

  private static void stop(Account aws, Reply run) {
    var task = run.text("/tasks/0/taskArn");
    aws.ecs("StopTask", "{'cluster': '%s', 'task': '%s'}".formatted(aws.cluster(), task)).ok();
  }

  @Fact(line = 287, by = A)
  void a_container_is_pending_first(Account aws) {
    aws.task("job").ok().says("/tasks/0/containers/0/lastStatus", "PENDING");
  }

  @Fact(line = 284, by = D)
  void a_task_that_is_stopped_early_goes_straight_on(Account aws) {
    var run = aws.task("job").ok();
    stop(aws, run);

    aws.until(() -> look(aws, run), "/tasks/0/lastStatus", "STOPPED").lacks("/tasks/0/startedAt");
  }

  @Fact(line = 288, by = K)
  void a_service_counts_the_tasks_that_are_coming(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();

    aws.until(() -> aws.describe("web"), "/services/0/pendingCount", "1")
        .shows("/services/0/runningCount", 0);
  }

  @Fact(line = 301, by = O)
  void a_container_without_memory_is_killed(Account aws) {
    aws.definition("job").fate("eats-memory").ok();
    var run = aws.task("job").ok();

    aws.until(() -> look(aws, run), "/tasks/0/lastStatus", "STOPPED")
        .shows("/tasks/0/containers/0/exitCode", 137)
        .matches("/tasks/0/containers/0/reason", "OutOfMemoryError: Container killed.*");
  }

  @Fact(line = 312, by = A)
  void a_container_waits_for_the_health_of_another(Account aws) {
    aws.definition("job")
        .app("'dependsOn': [{'containerName': 'db', 'condition': 'HEALTHY'}]")
        .beside(
            "'name': 'db', 'command': ['sleep', '3600'], 'healthCheck': {'command': ['CMD-SHELL',"
                + " 'true'], 'interval': 5}")
        .ok();
    var run = aws.task("job").ok();

    aws.until(() -> look(aws, run), "/tasks/0/lastStatus", "RUNNING")
        .says("/tasks/0/containers/1/healthStatus", "HEALTHY");
  }

  @Fact(line = 321, by = A)
  void a_container_with_a_restart_policy_is_restarted_in_place(Account aws) {
    aws.definition("job")
        .fate("falters")
        .app("'restartPolicy': {'enabled': true, 'restartAttemptPeriod': 60}")
        .ok();
    var run = aws.task("job").ok();
    var first =
        aws.until(() -> look(aws, run), "/tasks/0/lastStatus", "RUNNING")
            .text("/tasks/0/containers/0/runtimeId");
    aws.endpoint().pass(Duration.ofSeconds(100));

    var later = look(aws, run).says("/tasks/0/lastStatus", "RUNNING");
    if (later.text("/tasks/0/containers/0/runtimeId").equals(first)) {
      throw new Differs("runtimeId of a restarted container", "another one", "the same");
    }
  }

  @Fact(line = 321, by = A)
  void a_container_that_ran_too_short_is_not_restarted(Account aws) {
    aws.definition("job")
        .fate("crashes")
        .app("'restartPolicy': {'enabled': true, 'restartAttemptPeriod': 60}")
        .ok();
    var run = aws.task("job").ok();

    aws.until(() -> look(aws, run), "/tasks/0/lastStatus", "STOPPED");
  }

  @Fact(line = 505, by = O)
  void containers_keep_their_order(Account aws) {
    var reply = aws.definition("web").beside("'name': 'zebra'").beside("'name': 'ant'").ok();

    reply
        .says("/taskDefinition/containerDefinitions/0/name", "app")
        .says("/taskDefinition/containerDefinitions/1/name", "zebra")
        .says("/taskDefinition/containerDefinitions/2/name", "ant");
  }
}
