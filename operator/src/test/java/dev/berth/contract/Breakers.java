package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// The deployment circuit breaker, and what is gone back to.
final class Breakers {
  private static final String FIRST = "/services/0/deployments/0/";
  private static final String BREAKER =
      "'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback': %s"
          + " %s}}";

  /// The old tasks are gone before new ones come, so that a roll-back takes some time.
  private static final String NONE_LEFT = "'minimumHealthyPercent': 0, 'maximumPercent': 100, ";

  /// A service whose first revision works, and whose second one never will.
  private static String broken(Account aws, String rollback) {
    return broken(
        aws, aws.service("web").with("'desiredCount': 1, " + BREAKER.formatted(rollback, "")));
  }

  private static String broken(Account aws, Draft draft) {
    draft.ok();
    var id = aws.settled("web").text(FIRST + "id");
    aws.definition("web").fate("crashes").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();
    return id;
  }

  private static Reply record(Account aws) {
    var of = "{'cluster': '%s', 'service': '%s'}".formatted(aws.cluster(), aws.name("web"));
    var arn =
        aws.ecs("ListServiceDeployments", of)
            .ok()
            .text("/serviceDeployments/0/serviceDeploymentArn");
    return aws.ecs("DescribeServiceDeployments", "{'serviceDeploymentArns': ['%s']}".formatted(arn))
        .ok();
  }

  private static void threshold(Account aws, int desired, String configured, int threshold) {
    aws.definition("web").fate("crashes").ok();
    aws.service("web")
        .with("'desiredCount': %d, ".formatted(desired) + BREAKER.formatted("false", configured))
        .ok();
    var record = record(aws);
    aws.update("web", "'desiredCount': 0").ok();

    record.shows("/serviceDeployments/0/deploymentCircuitBreaker/threshold", threshold);
  }

  @Fact(line = 393, by = M)
  void one_task_may_fail_three_times(Account aws) {
    threshold(aws, 1, "", 3);
  }

  @Fact(line = 393, by = M)
  void six_tasks_may_fail_three_times(Account aws) {
    threshold(aws, 6, "", 3);
  }

  @Fact(line = 393, by = M)
  void the_half_of_seven_tasks_is_rounded_up(Account aws) {
    threshold(aws, 7, "", 4);
  }

  @Fact(line = 393, by = M)
  void twenty_five_tasks_may_fail_thirteen_times(Account aws) {
    threshold(aws, 25, "", 13);
  }

  @Fact(line = 393, by = M)
  void a_thousand_tasks_may_fail_200_times(Account aws) {
    threshold(aws, 1000, "", 200);
  }

  @Fact(line = 393, by = M)
  void a_count_is_the_threshold_itself(Account aws) {
    threshold(aws, 10, ", 'thresholdConfiguration': {'type': 'COUNT', 'value': 2}", 2);
  }

  @Fact(line = 393, by = M)
  void a_percentage_without_bounds_is_not_clamped(Account aws) {
    threshold(aws, 10, ", 'thresholdConfiguration': {'type': 'UNBOUNDED_PERCENT', 'value': 20}", 2);
  }

  @Fact(line = 103, by = O)
  void a_threshold_of_0_is_refused(Account aws) {
    aws.service("web")
        .with(
            BREAKER.formatted("true", ", 'thresholdConfiguration': {'type': 'COUNT', 'value': 0}"))
        .refused("InvalidParameterException", "invalid deployment circuit breaker threshold value");
  }

  @Fact(line = 357, by = O)
  void a_deployment_whose_tasks_fail_fails(Account aws) {
    broken(aws, "false");

    aws.until(() -> aws.describe("web"), FIRST + "rolloutState", "FAILED")
        .says(
            FIRST + "rolloutStateReason", "ECS deployment circuit breaker: tasks failed to start.");
  }

  @Fact(line = 394, by = O)
  void the_failures_are_counted(Account aws) {
    broken(aws, "false");

    aws.until(() -> aws.describe("web"), FIRST + "rolloutState", "FAILED")
        .shows(FIRST + "failedTasks", 3);
  }

  @Fact(line = 398, by = D)
  void without_a_breaker_a_deployment_never_fails(Account aws) {
    aws.service("web").with("'desiredCount': 1").ok();
    aws.settled("web");
    aws.definition("web").fate("crashes").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();
    aws.endpoint().pass(Duration.ofMinutes(15));

    aws.describe("web")
        .says(FIRST + "rolloutState", "IN_PROGRESS")
        .shows("/services/0/runningCount", 1);
  }

  @Fact(line = 396, by = O)
  void a_roll_back_promotes_the_old_deployment_under_its_id(Account aws) {
    var draft =
        aws.service("web")
            .with(
                "'desiredCount': 1, "
                    + BREAKER
                        .formatted("true", "")
                        .replace(
                            "'deploymentConfiguration': {",
                            "'deploymentConfiguration': {" + NONE_LEFT));
    var old = broken(aws, draft);

    aws.until(() -> aws.describe("web"), FIRST + "id", old)
        .says(FIRST + "status", "PRIMARY")
        .matches(
            FIRST + "rolloutStateReason",
            "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/\\d+\\.");
  }

  @Fact(line = 396, by = O)
  void a_roll_back_completes_anew(Account aws) {
    var old = broken(aws, "true");
    aws.until(() -> aws.describe("web"), FIRST + "id", old);

    aws.settled("web").says(FIRST + "id", old).shows("/services/0/runningCount", 1);
  }

  @Fact(line = 396, by = O)
  void a_roll_back_takes_the_definition_of_the_service_back(Account aws) {
    var old = broken(aws, "true");
    aws.until(() -> aws.describe("web"), FIRST + "id", old);

    aws.describe("web").matches("/services/0/taskDefinition", ".*:1");
  }

  @Fact(line = 397, by = O)
  void a_first_deployment_has_nothing_to_go_back_to(Account aws) {
    aws.definition("web").fate("crashes").ok();
    aws.service("web").with("'desiredCount': 1, " + BREAKER.formatted("true", "")).ok();

    aws.until(() -> aws.describe("web"), FIRST + "rolloutState", "FAILED")
        .says("/services/0/status", "ACTIVE");
  }

  @Fact(line = 412, by = M)
  void a_roll_back_is_successful_in_its_record(Account aws) {
    broken(aws, "true");

    aws.until(() -> record(aws), "/serviceDeployments/0/status", "ROLLBACK_SUCCESSFUL")
        .has("/serviceDeployments/0/rollback/reason")
        .matches("/serviceDeployments/0/rollback/serviceRevisionArn", "arn:.*:service-revision/.*")
        .says("/serviceDeployments/0/deploymentCircuitBreaker/status", "TRIGGERED");
  }

  @Fact(line = 414, by = M)
  void a_failure_without_a_roll_back_is_stopped_in_its_record(Account aws) {
    broken(aws, "false");

    aws.until(() -> record(aws), "/serviceDeployments/0/status", "STOPPED")
        .has("/serviceDeployments/0/statusReason");
  }

  @Fact(line = 395, by = D)
  void a_breaker_that_is_off_is_disabled_in_its_record(Account aws) {
    aws.service("web").ok();

    record(aws).says("/serviceDeployments/0/deploymentCircuitBreaker/status", "DISABLED");
  }

  @Fact(line = 395, by = D)
  void a_healthy_task_ends_the_row_of_failures(Account aws) {
    aws.service("web").with("'desiredCount': 1, " + BREAKER.formatted("true", "")).ok();

    aws.settled("web").shows(FIRST + "failedTasks", 0);
  }
}
