package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Rolling deployments: their states, and how many tasks go at once.
final class Rollouts {
  private static final String FIRST = "/services/0/deployments/0/";

  /// A service of so many tasks that has rolled out.
  private static void up(Account aws, int count, String percentages) {
    aws.service("web")
        .with(
            "'desiredCount': %d, 'deploymentConfiguration': {%s}, 'availabilityZoneRebalancing':"
                    .formatted(count, percentages)
                + " 'DISABLED'")
        .ok();
    aws.settled("web");
  }

  /// The sums of the running and of the starting tasks at each moment of the next deployment.
  private static List<Integer> rolled(Account aws, String counted) {
    aws.update("web", "'forceNewDeployment': true").ok();
    var seen = new ArrayList<Integer>();
    var done =
        aws.endpoint()
            .until(
                Duration.ofMinutes(15),
                () -> {
                  var service = aws.describe("web").at("/services/0");
                  var running = service.at("/runningCount").asInt(0);
                  var pending = service.at("/pendingCount").asInt(0);
                  seen.add(counted.equals("running") ? running : running + pending);
                  return service.at("/deployments").size() == 1
                      && service.at("/deployments/0/rolloutState").asString("").equals("COMPLETED");
                });
    if (!done) throw new Differs("a forced deployment", "COMPLETED in 15 minutes", "not yet");
    return seen;
  }

  private static void most(Account aws, int desired, int maximum, int tasks) {
    up(aws, desired, "'minimumHealthyPercent': 100, 'maximumPercent': " + maximum);
    var most = rolled(aws, "all").stream().mapToInt(Integer::intValue).max().orElse(0);
    if (most != tasks) throw new Differs("most tasks at once", "" + tasks, "" + most);
  }

  private static void least(Account aws, int desired, int minimum, int tasks) {
    up(aws, desired, "'maximumPercent': 100, 'minimumHealthyPercent': " + minimum);
    var least = rolled(aws, "running").stream().mapToInt(Integer::intValue).min().orElse(0);
    if (least != tasks) throw new Differs("fewest running tasks", "" + tasks, "" + least);
  }

  @Fact(line = 355, by = O)
  void a_deployment_is_in_progress_first(Account aws) {
    aws.service("web")
        .with("'desiredCount': 1")
        .ok()
        .says("/service/deployments/0/rolloutState", "IN_PROGRESS")
        .matches(
            "/service/deployments/0/rolloutStateReason",
            "ECS deployment ecs-svc/\\d+ in progress\\.");
  }

  @Fact(line = 356, by = O)
  void a_deployment_is_completed_in_the_end(Account aws) {
    up(aws, 1, "");

    aws.describe("web")
        .says(FIRST + "rolloutState", "COMPLETED")
        .matches(FIRST + "rolloutStateReason", "ECS deployment ecs-svc/\\d+ completed\\.");
  }

  @Fact(line = 385, by = O)
  void a_deployment_is_completed_when_its_tasks_run(Account aws) {
    up(aws, 2, "");

    aws.describe("web")
        .shows("/services/0/runningCount", 2)
        .shows("/services/0/pendingCount", 0)
        .shows(FIRST + "desiredCount", 2)
        .shows(FIRST + "runningCount", 2);
  }

  @Fact(line = 353, by = D)
  void the_old_deployment_is_active_while_it_is_replaced(Account aws) {
    up(aws, 1, "");

    aws.update("web", "'forceNewDeployment': true")
        .ok()
        .sized("/service/deployments", 2)
        .says("/service/deployments/1/status", "ACTIVE")
        .says("/service/deployments/1/rolloutState", "COMPLETED");
  }

  @Fact(line = 360, by = D)
  void a_deployment_that_is_replaced_disappears(Account aws) {
    up(aws, 1, "");
    aws.update("web", "'forceNewDeployment': true").ok();

    aws.settled("web").sized("/services/0/deployments", 1).shows("/services/0/runningCount", 1);
  }

  @Fact(line = 362, by = D)
  void scaling_does_not_take_a_completed_deployment_back(Account aws) {
    up(aws, 1, "");

    aws.update("web", "'desiredCount': 2")
        .ok()
        .says("/service/deployments/0/rolloutState", "COMPLETED");
  }

  @Fact(line = 119, by = M)
  void a_service_scales_out(Account aws) {
    up(aws, 1, "");
    aws.update("web", "'desiredCount': 3").ok();

    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "3");
  }

  @Fact(line = 119, by = M)
  void a_service_scales_in(Account aws) {
    up(aws, 2, "");
    aws.update("web", "'desiredCount': 0").ok();

    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "0");
  }

  @Fact(line = 367, by = D)
  void the_lower_bound_is_rounded_up(Account aws) {
    least(aws, 3, 50, 2);
  }

  @Fact(line = 368, by = D)
  void the_upper_bound_is_rounded_down(Account aws) {
    most(aws, 3, 150, 4);
  }

  @Fact(line = 369, by = D)
  void a_deployment_doubles_the_tasks_where_it_may(Account aws) {
    most(aws, 2, 200, 4);
  }

  @Fact(line = 370, by = D)
  void a_deployment_stops_no_healthy_task_too_many(Account aws) {
    up(aws, 2, "");
    var least = rolled(aws, "running").stream().mapToInt(Integer::intValue).min().orElse(0);

    if (least < 2) throw new Differs("fewest running tasks", "2", "" + least);
  }

  @Fact(line = 377, by = O)
  void a_deployment_that_may_neither_start_nor_stop_says_so(Account aws) {
    up(aws, 1, "'minimumHealthyPercent': 100, 'maximumPercent': 100");
    aws.update("web", "'forceNewDeployment': true").ok();

    Events.told(aws, ".*was unable to stop or start tasks during a deployment because of the.*");
    aws.describe("web").says(FIRST + "rolloutState", "IN_PROGRESS");
  }

  @Fact(line = 375, by = M)
  void a_task_without_checks_is_healthy_after_40_seconds(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "1");
    aws.endpoint().pass(Duration.ofSeconds(25));

    aws.describe("web").says(FIRST + "rolloutState", "IN_PROGRESS");
    aws.endpoint().pass(Duration.ofSeconds(25));
    aws.describe("web").says(FIRST + "rolloutState", "COMPLETED");
  }

  @Fact(line = 142, by = D)
  void a_third_deployment_takes_over_from_the_second(Account aws) {
    up(aws, 1, "");
    aws.update("web", "'forceNewDeployment': true").ok();
    var third = aws.update("web", "'forceNewDeployment': true").ok();

    aws.settled("web").says(FIRST + "id", third.text("/service/deployments/0/id"));
  }

  @Fact(line = 296, by = O)
  void a_task_that_is_replaced_says_so(Account aws) {
    up(aws, 1, "");
    aws.update("web", "'desiredCount': 0").ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "0");
    var stopped =
        "{'cluster': '%s', 'serviceName': '%s', 'desiredStatus': 'STOPPED'}"
            .formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", stopped).ok().text("/taskArns/0");

    aws.describeTask(task)
        .says("/tasks/0/stopCode", "ServiceSchedulerInitiated")
        .matches(
            "/tasks/0/stoppedReason",
            "Scaling activity initiated by \\(deployment ecs-svc/\\d+\\)");
  }

  @Fact(line = 347, by = O)
  void the_tasks_of_a_service_name_it_and_its_deployment(Account aws) {
    up(aws, 1, "");
    var of = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var task = aws.ecs("ListTasks", of).ok().text("/taskArns/0");

    aws.describeTask(task)
        .says("/tasks/0/group", "service:" + aws.name("web"))
        .says("/tasks/0/startedBy", aws.describe("web").text(FIRST + "id"));
  }

  @Fact(line = 296, by = O)
  void a_task_that_fails_its_checks_is_replaced(Account aws) {
    aws.definition("web")
        .fate("sickens")
        .app(
            "'healthCheck': {'command': ['CMD-SHELL', 'test ! -e /tmp/sick'], 'interval': 5,"
                + " 'retries': 1}")
        .ok();
    up(aws, 1, "");
    var stopped =
        "{'cluster': '%s', 'serviceName': '%s', 'desiredStatus': 'STOPPED'}"
            .formatted(aws.cluster(), aws.name("web"));
    aws.endpoint()
        .until(
            Duration.ofMinutes(10), () -> aws.ecs("ListTasks", stopped).at("/taskArns").size() > 0);
    var task = aws.ecs("ListTasks", stopped).ok().text("/taskArns/0");

    aws.describeTask(task).says("/tasks/0/stoppedReason", "Task failed container health checks");
  }
}
