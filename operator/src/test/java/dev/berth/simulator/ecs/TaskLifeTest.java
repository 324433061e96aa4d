package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class TaskLifeTest {
  private static final String WITH_INIT =
      "{'name': 'init', 'image': 'tool:1', 'essential': false},{'name': 'app', 'image': 'app:1',"
          + " 'dependsOn': [{'containerName': 'init', 'condition': '%s'}]}";

  private final Stage stage = new Stage();

  private String run(String family) {
    var answer =
        stage.call(
            "RunTask",
            "{'cluster': 'c', 'taskDefinition': '%s', 'launchType': 'FARGATE', 'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}}"
                .formatted(family));
    return Json.items(answer, "tasks").getFirst().get("taskArn").stringValue();
  }

  private ObjectNode task(String arn) {
    var answer = stage.call("DescribeTasks", "{'cluster': 'c', 'tasks': ['%s']}".formatted(arn));
    return Json.items(answer, "tasks").getFirst();
  }

  /// `name status exitCode` of each container.
  private static List<String> containers(ObjectNode task) {
    var shown = new ArrayList<String>();
    for (var each : Json.items(task, "containers")) {
      shown.add(
          "%s %s %s"
              .formatted(
                  Json.text(each, "name", ""),
                  Json.text(each, "lastStatus", ""),
                  Json.has(each, "exitCode") ? each.get("exitCode").toString() : "-"));
    }
    return shown;
  }

  private static String end(ObjectNode task) {
    return Json.text(task, "lastStatus", "")
        + " "
        + Json.text(task, "stopCode", "")
        + ": "
        + Json.text(task, "stoppedReason", "");
  }

  @Test
  void a_task_goes_through_its_states_and_counts_them() {
    stage.register("job");
    var arn = run("job");
    var states = new ArrayList<String>();

    for (var second = 0; second < 80; second++) {
      if (second == 30) stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));
      var task = task(arn);
      var state = task.get("lastStatus").stringValue() + " " + task.get("version");
      if (states.isEmpty() || !states.getLast().equals(state)) states.add(state);
      stage.pass(1);
    }

    assertThat(states)
        .containsExactly(
            "PROVISIONING 1",
            "PENDING 2",
            "RUNNING 3",
            "STOPPING 4",
            "DEPROVISIONING 5",
            "STOPPED 6");
    assertThat(end(task(arn))).isEqualTo("STOPPED UserInitiated: Task stopped by user");
    assertThat(containers(task(arn))).containsExactly("app STOPPED 143");
    var names = new TreeSet<>(task(arn).propertyNames());
    assertThat(names)
        .contains(
            "createdAt",
            "connectivityAt",
            "pullStartedAt",
            "pullStoppedAt",
            "startedAt",
            "stoppingAt",
            "executionStoppedAt",
            "stoppedAt");
  }

  @Test
  void a_stopped_task_is_visible_for_an_hour() {
    stage.register("job");
    stage.script("{'match': {}, 'outcome': {'exit': {'code': 0, 'after': '10s'}}}");
    var arn = run("job");
    stage.pass(60);
    assertThat(end(task(arn)))
        .isEqualTo("STOPPED EssentialContainerExited: Essential container in task exited");

    stage.pass(3500);
    assertThat(containers(task(arn))).containsExactly("app STOPPED 0");
    stage.pass(120);

    var answer = stage.call("DescribeTasks", "{'cluster': 'c', 'tasks': ['%s']}".formatted(arn));
    assertThat(answer.get("failures").toString())
        .isEqualTo("[{\"arn\":\"%s\",\"reason\":\"MISSING\"}]".formatted(arn));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 137})
  void a_container_whose_success_was_needed_and_failed_keeps_the_others_from_starting(int code) {
    stage.register("api", WITH_INIT.formatted("SUCCESS"));
    stage.script(
        "{'match': {'container': 'init'}, 'outcome': {'exit': {'code': %d, 'after': '3s'}}}"
            .formatted(code));
    var arn = run("api");

    stage.pass(70);

    var why =
        "CannotStartContainerError: dependency graph: container \"init\" did not exit"
            + " successfully";
    assertThat(end(task(arn))).isEqualTo("STOPPED TaskFailedToStart: " + why);
    assertThat(containers(task(arn))).containsExactly("init STOPPED " + code, "app STOPPED 143");
    assertThat(Json.items(task(arn), "containers").get(1).get("reason").stringValue())
        .isEqualTo(why);
    assertThat(Json.has(task(arn), "startedAt")).isFalse();
  }

  @Test
  void a_container_that_only_had_to_complete_may_fail() {
    stage.register("api", WITH_INIT.formatted("COMPLETE"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'exit': {'code': 1}}}");
    var arn = run("api");

    stage.pass(60);

    assertThat(containers(task(arn))).containsExactly("init STOPPED 1", "app RUNNING -");
    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("RUNNING");
  }

  @Test
  void without_a_rule_an_awaited_container_ends_with_0_and_the_others_run_on() {
    stage.register("api", WITH_INIT.formatted("SUCCESS"));
    var arn = run("api");

    stage.pass(20);
    assertThat(containers(task(arn))).containsExactly("init RUNNING -", "app PENDING -");
    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("PENDING");
    stage.pass(3600);

    assertThat(containers(task(arn))).containsExactly("init STOPPED 0", "app RUNNING -");
  }

  @Test
  void a_container_that_never_ends_holds_the_others_for_ever() {
    stage.register("api", WITH_INIT.formatted("SUCCESS"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'neverEnds': true}}");
    var arn = run("api");

    stage.pass(7200);

    assertThat(containers(task(arn))).containsExactly("init RUNNING -", "app PENDING -");
    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("PENDING");
  }

  @Test
  void a_start_timeout_is_that_of_the_container_that_is_waited_for() {
    stage.register(
        "api",
        WITH_INIT
            .formatted("SUCCESS")
            .replace("'essential': false", "'essential': false, 'startTimeout': 20"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'neverEnds': true}}");
    var arn = run("api");

    stage.pass(90);

    assertThat(end(task(arn)))
        .isEqualTo(
            "STOPPED TaskFailedToStart: CannotStartContainerError: dependency graph: container"
                + " \"init\" did not meet its condition in time");
  }

  @Test
  void a_healthy_dependency_is_waited_for() {
    stage.register(
        "api",
        "{'name': 'db', 'image': 'db:1', 'healthCheck': {'command': ['CMD', 'true'], 'interval':"
            + " 10}},{'name': 'app', 'image': 'app:1', 'dependsOn': [{'containerName': 'db',"
            + " 'condition': 'HEALTHY'}]}");
    var arn = run("api");

    stage.pass(24);
    assertThat(containers(task(arn))).containsExactly("db RUNNING -", "app PENDING -");
    stage.pass(15);

    assertThat(containers(task(arn))).containsExactly("db RUNNING -", "app RUNNING -");
    assertThat(task(arn).get("healthStatus").stringValue()).isEqualTo("HEALTHY");
  }

  @Test
  void a_missing_image_leaves_no_exit_code() {
    stage.register("job");
    stage.script("{'match': {'image': 'job:*'}, 'outcome': {'imageMissing': true}}");
    var arn = run("job");

    stage.pass(90);

    assertThat(end(task(arn)))
        .isEqualTo(
            "STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has been"
                + " retried 1 time(s): failed to resolve ref job:1: not found");
    assertThat(containers(task(arn))).containsExactly("app STOPPED -");
  }

  @Test
  void memory_that_runs_out_kills() {
    stage.register("job");
    stage.script("{'match': {'family': 'job'}, 'outcome': {'outOfMemory': {'after': '5s'}}}");
    var arn = run("job");

    stage.pass(60);

    var container = Json.items(task(arn), "containers").getFirst();
    assertThat(container.get("exitCode").intValue()).isEqualTo(137);
    assertThat(container.get("reason").stringValue())
        .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
  }

  @Test
  void what_ignores_the_stop_signal_is_killed_after_its_stop_timeout() {
    stage.register("job", "{'name': 'app', 'image': 'job:1', 'stopTimeout': 60}");
    stage.script("{'match': {}, 'outcome': {'ignoresStop': true}}");
    var arn = run("job");
    stage.pass(30);

    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));

    stage.pass(59);
    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("STOPPING");
    stage.pass(2);
    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("DEPROVISIONING");
    assertThat(containers(task(arn))).containsExactly("app STOPPED 137");
  }

  @Test
  void a_container_stops_after_those_that_depend_on_it() {
    stage.register(
        "api",
        "{'name': 'db', 'image': 'db:1'},{'name': 'app', 'image': 'app:1', 'dependsOn':"
            + " [{'containerName': 'db', 'condition': 'START'}]}");
    var arn = run("api");
    stage.pass(30);

    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));

    stage.pass(3);
    assertThat(containers(task(arn))).containsExactly("db RUNNING -", "app STOPPED 143");
    stage.pass(2);
    assertThat(containers(task(arn))).containsExactly("db STOPPED 143", "app STOPPED 143");
  }

  @Test
  void a_restart_policy_restarts_in_place() {
    stage.register(
        "job",
        "{'name': 'app', 'image': 'job:1', 'restartPolicy': {'enabled': true,"
            + " 'restartAttemptPeriod': 60}}");
    stage.script("{'match': {}, 'outcome': {'crashLoop': {'after': '90s'}}}");
    var arn = run("job");

    stage.pass(600);

    assertThat(task(arn).get("lastStatus").stringValue()).isEqualTo("RUNNING");
  }

  @Test
  void a_non_essential_container_may_end() {
    stage.register(
        "api",
        "{'name': 'app', 'image': 'app:1'}, {'name': 'log', 'image': 'log:1', 'essential': false}");
    stage.script("{'match': {'container': 'log'}, 'outcome': {'exit': {'code': 3}}}");
    var arn = run("api");

    stage.pass(60);

    assertThat(containers(task(arn))).containsExactly("app RUNNING -", "log STOPPED 3");
    assertThat(task(arn).get("desiredStatus").stringValue()).isEqualTo("RUNNING");
  }

  @Test
  void a_task_that_finds_no_place_is_a_failure_in_the_answer() {
    stage.register("job");
    stage.script("{'match': {'family': 'job'}, 'outcome': {'noCapacity': true}}");

    var answer =
        stage.call(
            "RunTask",
            "{'cluster': 'c', 'taskDefinition': 'job', 'launchType': 'FARGATE',"
                + " 'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['s']}}}");

    assertThat(answer.toString())
        .isEqualTo(
            "{\"tasks\":[],\"failures\":[{\"reason\":\"Capacity is unavailable at this time."
                + " Please try again later or in a different availability zone\"}]}");
  }

  @Test
  void an_environment_value_can_decide() {
    stage.register(
        "job", "{'name': 'app', 'image': 'i', 'environment': [{'name': 'MODE', 'value': 'bad'}]}");
    stage.script("{'match': {'environment': 'MODE=bad'}, 'outcome': {'exit': {'code': 9}}}");
    var arn = run("job");

    stage.pass(60);

    assertThat(containers(task(arn))).containsExactly("app STOPPED 9");
  }
}
