package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final Stage stage = new Stage();

  @Test
  void a_missing_image_leaves_no_exit_code() {
    stage.register("job");
    stage.script("{'match': {'image': 'job:*'}, 'outcome': {'imageMissing': true}}");
    var arn = stage.run("job");

    stage.pass(90);

    assertThat(Stage.end(stage.task(arn)))
        .isEqualTo(
            "STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has been"
                + " retried 1 time(s): failed to resolve ref job:1: not found");
    assertThat(Stage.containers(stage.task(arn))).containsExactly("app STOPPED -");
  }

  @Test
  void memory_that_runs_out_kills() {
    stage.register("job");
    stage.script("{'match': {'family': 'job'}, 'outcome': {'outOfMemory': {'after': '5s'}}}");
    var arn = stage.run("job");

    stage.pass(60);

    var container = Json.items(stage.task(arn), "containers").getFirst();
    assertThat(container.get("exitCode").intValue()).isEqualTo(137);
    assertThat(container.get("reason").stringValue())
        .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
  }

  @Test
  void what_ignores_the_stop_signal_is_killed_after_its_stop_timeout() {
    stage.register("job", "{'name': 'app', 'image': 'job:1', 'stopTimeout': 60}");
    stage.script("{'match': {}, 'outcome': {'ignoresStop': true, 'neverEnds': true}}");
    var arn = stage.run("job");
    stage.pass(30);

    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));

    stage.pass(59);
    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("STOPPING");
    stage.pass(2);
    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("DEPROVISIONING");
    assertThat(Stage.containers(stage.task(arn))).containsExactly("app STOPPED 137");
  }

  @Test
  void a_restart_policy_restarts_in_place() {
    stage.register(
        "job",
        "{'name': 'app', 'image': 'job:1', 'restartPolicy': {'enabled': true,"
            + " 'restartAttemptPeriod': 60}}");
    stage.script("{'match': {}, 'outcome': {'crashLoop': {'after': '90s'}}}");
    var arn = stage.run("job");

    stage.pass(600);

    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("RUNNING");
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
    var arn = stage.run("job");

    stage.pass(60);

    assertThat(Stage.containers(stage.task(arn))).containsExactly("app STOPPED 9");
  }
}
