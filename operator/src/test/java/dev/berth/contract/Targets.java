package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

import java.time.Duration;

/// Tasks that their load balancer finds unhealthy.
final class Targets {
  private static void deaf(Account aws, int grace) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    aws.definition("web").fate("is-deaf").ok();
    aws.service("web")
        .with(
            "'desiredCount': 1, 'healthCheckGracePeriodSeconds': %d, ".formatted(grace)
                + Surroundings.balanced(group))
        .ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "1");
  }

  private static Reply tasks(Account aws, String desired) {
    return aws.ecs(
        "ListTasks",
        "{'cluster': '%s', 'serviceName': '%s', 'desiredStatus': '%s'}"
            .formatted(aws.cluster(), aws.name("web"), desired));
  }

  @Fact(line = 441, by = O)
  void a_task_that_fails_them_is_stopped_for_it(Account aws) {
    deaf(aws, 0);
    aws.endpoint()
        .until(Duration.ofMinutes(10), () -> !tasks(aws, "STOPPED").at("/taskArns").isEmpty());

    aws.describeTask(tasks(aws, "STOPPED").text("/taskArns/0"))
        .says("/tasks/0/stopCode", "ServiceSchedulerInitiated")
        .matches(
            "/tasks/0/stoppedReason", "Task failed ELB health checks in \\(target-group arn:.*\\)");
  }

  @Fact(line = 457, by = O)
  void a_service_tells_which_task_failed_them(Account aws) {
    deaf(aws, 0);

    Events.told(aws, ".*\\(task [0-9a-f]{32}\\) \\(port 80\\) is unhealthy in \\(target-group .*");
  }

  @Fact(line = 440, by = D)
  void nothing_is_done_about_it_within_the_grace(Account aws) {
    deaf(aws, 600);
    var task = tasks(aws, "RUNNING").ok().text("/taskArns/0");
    aws.endpoint().pass(Duration.ofMinutes(4));

    aws.describeTask(task).says("/tasks/0/desiredStatus", "RUNNING");
  }

  @Fact(line = 373, by = M)
  void a_deployment_is_not_completed_with_them(Account aws) {
    deaf(aws, 600);
    aws.endpoint().pass(Duration.ofMinutes(4));

    aws.describe("web").says("/services/0/deployments/0/rolloutState", "IN_PROGRESS");
  }

  @Fact(line = 456, by = K)
  void a_service_tells_that_it_rolls_back(Account aws) {
    aws.service("web")
        .with(
            "'desiredCount': 1, 'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable':"
                + " true, 'rollback': true}}")
        .ok();
    aws.settled("web");
    aws.definition("web").fate("crashes").ok();
    aws.update("web", "'taskDefinition': '%s'".formatted(aws.name("web"))).ok();

    Events.told(aws, ".*rolling back to deployment ecs-svc/\\d+\\.");
  }

  @Fact(line = 133, by = M)
  void another_grace_starts_no_deployment(Account aws) {
    var group = aws.surroundings().targetGroup("tg");
    aws.surroundings().listener(group);
    var before = aws.service("web").with(Surroundings.balanced(group)).ok();

    aws.update("web", "'healthCheckGracePeriodSeconds': 45")
        .ok()
        .shows("/service/healthCheckGracePeriodSeconds", 45)
        .says("/service/deployments/0/id", before.text("/service/deployments/0/id"));
  }
}
