package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tasks that are protected from being scaled in.
final class Protection {
  private static String task(Account aws) {
    aws.service("web").with("'desiredCount': 2").ok();
    aws.settled("web");
    var of = "{'cluster': '%s', 'serviceName': '%s'}".formatted(aws.cluster(), aws.name("web"));
    return aws.ecs("ListTasks", of).ok().text("/taskArns/0");
  }

  private static Reply protect(Account aws, String task, String members) {
    return aws.ecs(
        "UpdateTaskProtection",
        "{'cluster': '%s', 'tasks': ['%s'], %s}".formatted(aws.cluster(), task, members));
  }

  private static Reply protection(Account aws, String task) {
    return aws.ecs(
        "GetTaskProtection", "{'cluster': '%s', 'tasks': ['%s']}".formatted(aws.cluster(), task));
  }

  @Fact(line = 381, by = D)
  void a_protected_task_says_until_when(Account aws) {
    var task = task(aws);

    protect(aws, task, "'protectionEnabled': true, 'expiresInMinutes': 60")
        .ok()
        .shows("/failures", "[]")
        .says("/protectedTasks/0/taskArn", task)
        .shows("/protectedTasks/0/protectionEnabled", true)
        .number("/protectedTasks/0/expirationDate");
  }

  @Fact(line = 381, by = D)
  void a_task_is_protected_for_two_hours_by_default(Account aws) {
    var task = task(aws);
    var until = protect(aws, task, "'protectionEnabled': true").ok();
    var hour = protect(aws, task, "'protectionEnabled': true, 'expiresInMinutes': 60").ok();

    var seconds =
        until.at("/protectedTasks/0/expirationDate").asDouble()
            - hour.at("/protectedTasks/0/expirationDate").asDouble();
    if (Math.abs(seconds - 3600) > 60) {
      throw new Differs("an hour less than the default", "3600 s", seconds + " s");
    }
  }

  @Fact(line = 381, by = D)
  void a_task_is_protected_for_48_hours_at_most(Account aws) {
    protect(aws, task(aws), "'protectionEnabled': true, 'expiresInMinutes': 2881")
        .refused("InvalidParameterException");
  }

  @Fact(line = 381, by = D)
  void a_task_is_protected_for_a_minute_at_least(Account aws) {
    protect(aws, task(aws), "'protectionEnabled': true, 'expiresInMinutes': 0")
        .refused("InvalidParameterException");
  }

  @Fact(line = 381, by = D)
  void a_task_of_a_service_is_not_protected_at_first(Account aws) {
    protection(aws, task(aws))
        .ok()
        .shows("/protectedTasks/0/protectionEnabled", false)
        .lacks("/protectedTasks/0/expirationDate");
  }

  @Fact(line = 381, by = D)
  void a_protected_task_stays_when_a_service_scales_in(Account aws) {
    var task = task(aws);
    protect(aws, task, "'protectionEnabled': true").ok();
    aws.update("web", "'desiredCount': 1").ok();
    aws.until(() -> aws.describe("web"), "/services/0/runningCount", "1");

    aws.describeTask(task).says("/tasks/0/desiredStatus", "RUNNING");
  }

  @Fact(line = 381, by = D)
  void protection_is_taken_back(Account aws) {
    var task = task(aws);
    protect(aws, task, "'protectionEnabled': true").ok();

    protect(aws, task, "'protectionEnabled': false").ok();
    protection(aws, task).shows("/protectedTasks/0/protectionEnabled", false);
  }

  @Fact(line = 57, by = D)
  void eleven_tasks_are_too_many_to_protect(Account aws) {
    var ids =
        IntStream.range(0, 11).mapToObj("'%032x'"::formatted).collect(Collectors.joining(", "));

    aws.ecs(
            "UpdateTaskProtection",
            "{'cluster': '%s', 'tasks': [%s], 'protectionEnabled': true}"
                .formatted(aws.cluster(), ids))
        .refused("InvalidParameterException");
  }

  @Fact(line = 58, by = M)
  void an_unknown_task_is_missing_and_no_error(Account aws) {
    protection(aws, "0".repeat(32)).ok().says("/failures/0/reason", "MISSING");
  }

  @Fact(line = 47, by = M)
  void protection_needs_a_cluster_that_exists(Account aws) {
    aws.ecs("GetTaskProtection", "{'cluster': '%s', 'tasks': []}".formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException");
  }
}
