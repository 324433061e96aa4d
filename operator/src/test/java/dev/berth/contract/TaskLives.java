package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.A;
import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;
import java.util.function.Supplier;

/// From PROVISIONING to STOPPED.
final class TaskLives {
  private static Supplier<Reply> look(Account aws, Reply run) {
    var arn = run.text("/tasks/0/taskArn");
    return () -> aws.describeTask(arn);
  }

  private static Reply becomes(Account aws, Reply run, String status) {
    return aws.until(look(aws, run), "/tasks/0/lastStatus", status);
  }

  private static Reply stopped(Account aws, String fate) {
    aws.definition("job").fate(fate).ok();
    return becomes(aws, aws.task("job").ok(), "STOPPED");
  }

  @Fact(line = 270, by = D)
  void a_task_comes_to_run(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .says("/tasks/0/containers/0/lastStatus", "RUNNING")
        .says("/tasks/0/connectivity", "CONNECTED");
  }

  @Fact(line = 285, by = O)
  void a_running_task_knows_its_times_so_far(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .number("/tasks/0/createdAt")
        .number("/tasks/0/pullStartedAt")
        .number("/tasks/0/pullStoppedAt")
        .number("/tasks/0/startedAt")
        .lacks("/tasks/0/stoppedAt");
  }

  @Fact(line = 286, by = O)
  void a_simple_task_runs_in_its_third_version(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING").shows("/tasks/0/version", 3);
  }

  @Fact(line = 347, by = O)
  void a_running_task_has_an_interface(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .says("/tasks/0/attachments/0/type", "ElasticNetworkInterface")
        .says("/tasks/0/attachments/0/status", "ATTACHED")
        .matches("/tasks/0/containers/0/networkInterfaces/0/privateIpv4Address", "[0-9.]+");
  }

  @Fact(line = 347, by = O)
  void a_task_shows_its_subnet_from_the_first_moment(Account aws) {
    aws.task("job").ok().says("/tasks/0/attachments/0/details/0/name", "subnetId");
  }

  @Fact(line = 347, by = O)
  void a_task_on_fargate_shows_its_platform(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .says("/tasks/0/platformVersion", "1.4.0")
        .says("/tasks/0/platformFamily", "Linux")
        .says("/tasks/0/launchType", "FARGATE");
  }

  @Fact(line = 347, by = O)
  void a_task_on_fargate_has_20_gib(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .shows("/tasks/0/ephemeralStorage/sizeInGiB", 20)
        .shows("/tasks/0/fargateEphemeralStorage/sizeInGiB", 20);
  }

  @Fact(line = 347, by = O)
  void a_task_shows_its_architecture(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING")
        .shows("/tasks/0/attributes", "[{'name': 'ecs.cpu-architecture', 'value': 'x86_64'}]");
  }

  @Fact(line = 347, by = O)
  void a_task_shows_an_override_for_each_container(Account aws) {
    aws.task("job").ok().shows("/tasks/0/overrides/containerOverrides", "[{'name': 'app'}]");
  }

  @Fact(line = 347, by = O)
  void a_container_shows_its_units_as_a_text(Account aws) {
    aws.task("job").ok().says("/tasks/0/containers/0/cpu", "0");
  }

  @Fact(line = 294, by = O)
  void a_task_ends_with_its_essential_container(Account aws) {
    stopped(aws, "crashes")
        .says("/tasks/0/stopCode", "EssentialContainerExited")
        .says("/tasks/0/stoppedReason", "Essential container in task exited")
        .shows("/tasks/0/containers/0/exitCode", 1);
  }

  @Fact(line = 320, by = A)
  void a_task_ends_though_its_essential_container_succeeded(Account aws) {
    stopped(aws, "ends")
        .says("/tasks/0/stopCode", "EssentialContainerExited")
        .shows("/tasks/0/containers/0/exitCode", 0);
  }

  @Fact(line = 320, by = A)
  void a_task_runs_on_without_a_container_that_is_not_essential(Account aws) {
    aws.definition("job")
        .beside(
            "'name': 'init', 'essential': false, 'command': ['sh', '-c', 'sleep 2; exit 1'],"
                + " 'environment': [{'name': 'FATE', 'value': 'crashes'}]")
        .ok();
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");

    aws.until(look(aws, run), "/tasks/0/containers/1/lastStatus", "STOPPED")
        .says("/tasks/0/lastStatus", "RUNNING")
        .shows("/tasks/0/containers/1/exitCode", 1);
  }

  @Fact(line = 285, by = O)
  void a_stopped_task_knows_when_it_ended(Account aws) {
    stopped(aws, "crashes")
        .number("/tasks/0/stoppingAt")
        .number("/tasks/0/executionStoppedAt")
        .number("/tasks/0/stoppedAt");
  }

  @Fact(line = 299, by = O)
  void an_image_that_is_missing_fails_the_task(Account aws) {
    missing(aws)
        .says("/tasks/0/stopCode", "TaskFailedToStart")
        .matches("/tasks/0/stoppedReason", "CannotPullContainerError: .*");
  }

  @Fact(line = 302, by = O)
  void a_container_that_never_ran_has_no_exit_code(Account aws) {
    missing(aws)
        .lacks("/tasks/0/containers/0/exitCode")
        .matches("/tasks/0/containers/0/reason", "CannotPullContainerError: .*");
  }

  @Fact(line = 285, by = O)
  void a_task_that_never_ran_was_never_started(Account aws) {
    missing(aws).lacks("/tasks/0/startedAt");
  }

  private static Reply missing(Account aws) {
    var image = Account.IMAGE.replace(":stable", ":no-such-tag");
    aws.definition("job").app("'image': '" + image + "'").ok();
    return becomes(aws, aws.task("job").ok(), "STOPPED");
  }

  @Fact(line = 237, by = O)
  void a_task_that_is_stopped_gets_there(Account aws) {
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");
    stop(aws, run);

    becomes(aws, run, "STOPPED").says("/tasks/0/stopCode", "UserInitiated");
  }

  @Fact(line = 286, by = O)
  void a_simple_task_stops_in_its_sixth_version(Account aws) {
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");
    stop(aws, run);

    becomes(aws, run, "STOPPED").shows("/tasks/0/version", 6);
  }

  @Fact(line = 302, by = O)
  void a_container_that_ignores_the_signal_is_killed(Account aws) {
    aws.definition("job").fate("ignores-stop").ok();
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");
    stop(aws, run);

    becomes(aws, run, "STOPPED").shows("/tasks/0/containers/0/exitCode", 137);
  }

  private static void stop(Account aws, Reply run) {
    var task = run.text("/tasks/0/taskArn");
    aws.ecs("StopTask", "{'cluster': '%s', 'task': '%s'}".formatted(aws.cluster(), task)).ok();
  }

  @Fact(line = 241, by = D)
  void a_stopped_task_is_seen_for_an_hour(Account aws) {
    aws.definition("job").fate("ends").ok();
    var run = aws.task("job").ok();
    becomes(aws, run, "STOPPED");

    aws.endpoint().pass(Duration.ofMinutes(55));
    look(aws, run).get().ok().sized("/tasks", 1);
  }

  @Fact(line = 316, by = A)
  void a_container_whose_dependency_failed_never_runs(Account aws) {
    aws.definition("job")
        .app("'dependsOn': [{'containerName': 'init', 'condition': 'SUCCESS'}]")
        .beside(
            "'name': 'init', 'essential': false, 'command': ['sh', '-c', 'sleep 2; exit 1'],"
                + " 'environment': [{'name': 'FATE', 'value': 'crashes'}]")
        .ok();

    becomes(aws, aws.task("job").ok(), "STOPPED")
        .shows("/tasks/0/containers/0/exitCode", 143)
        .matches("/tasks/0/containers/0/reason", "CannotStartContainerError: dependency graph.*");
  }

  @Fact(line = 317, by = A)
  void a_dependency_that_has_to_be_complete_may_fail(Account aws) {
    aws.definition("job")
        .app("'dependsOn': [{'containerName': 'init', 'condition': 'COMPLETE'}]")
        .beside(
            "'name': 'init', 'essential': false, 'command': ['sh', '-c', 'sleep 2; exit 1'],"
                + " 'environment': [{'name': 'FATE', 'value': 'crashes'}]")
        .ok();

    becomes(aws, aws.task("job").ok(), "RUNNING")
        .says("/tasks/0/containers/0/lastStatus", "RUNNING")
        .shows("/tasks/0/containers/1/exitCode", 1);
  }

  @Fact(line = 326, by = D)
  void the_health_of_a_task_without_checks_is_unknown(Account aws) {
    becomes(aws, aws.task("job").ok(), "RUNNING").says("/tasks/0/healthStatus", "UNKNOWN");
  }

  @Fact(line = 325, by = D)
  void a_task_that_passes_its_checks_is_healthy(Account aws) {
    aws.definition("job")
        .app("'healthCheck': {'command': ['CMD-SHELL', 'true'], 'interval': 5}")
        .ok();
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");

    aws.until(look(aws, run), "/tasks/0/healthStatus", "HEALTHY")
        .says("/tasks/0/containers/0/healthStatus", "HEALTHY");
  }

  @Fact(line = 327, by = D)
  void a_task_of_nobody_is_not_stopped_for_its_health(Account aws) {
    aws.definition("job")
        .fate("is-sick")
        .app("'healthCheck': {'command': ['CMD-SHELL', 'false'], 'interval': 5, 'retries': 1}")
        .ok();
    var run = aws.task("job").ok();
    becomes(aws, run, "RUNNING");

    aws.until(look(aws, run), "/tasks/0/healthStatus", "UNHEALTHY")
        .says("/tasks/0/lastStatus", "RUNNING")
        .says("/tasks/0/desiredStatus", "RUNNING");
  }
}
