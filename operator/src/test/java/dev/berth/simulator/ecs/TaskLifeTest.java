package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLifeTest {
  private static final String WITH_INIT =
      "{'name': 'init', 'image': 'tool:1', 'essential': false},{'name': 'app', 'image': 'app:1',"
          + " 'portMappings': [{'containerPort': 80}], 'dependsOn': [{'containerName': 'init',"
          + " 'condition': '%s'}]}";

  private final Stage stage = new Stage();

  @Test
  void a_task_goes_through_its_states_and_counts_them() {
    stage.register("job");
    var arn = stage.run("job");
    var states = new ArrayList<String>();

    for (var second = 0; second < 80; second++) {
      if (second == 30) stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));
      var task = stage.task(arn);
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
    assertThat(Stage.end(stage.task(arn))).isEqualTo("STOPPED UserInitiated: Task stopped by user");
    assertThat(Stage.containers(stage.task(arn))).containsExactly("app STOPPED 143");
    var names = new TreeSet<>(stage.task(arn).propertyNames());
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
    var arn = stage.run("job");
    stage.pass(60);
    assertThat(Stage.end(stage.task(arn)))
        .isEqualTo("STOPPED EssentialContainerExited: Essential container in task exited");

    stage.pass(3500);
    assertThat(Stage.containers(stage.task(arn))).containsExactly("app STOPPED 0");
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
    var arn = stage.run("api");

    stage.pass(70);

    var why =
        "CannotStartContainerError: dependency graph: container \"init\" did not exit"
            + " successfully";
    assertThat(Stage.end(stage.task(arn))).isEqualTo("STOPPED TaskFailedToStart: " + why);
    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("init STOPPED " + code, "app STOPPED 143");
    assertThat(Json.items(stage.task(arn), "containers").get(1).get("reason").stringValue())
        .isEqualTo(why);
    assertThat(Json.has(stage.task(arn), "startedAt")).isFalse();
  }

  @Test
  void a_container_that_only_had_to_complete_may_fail() {
    stage.register("api", WITH_INIT.formatted("COMPLETE"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'exit': {'code': 1}}}");
    var arn = stage.run("api");

    stage.pass(60);

    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("init STOPPED 1", "app RUNNING -");
    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("RUNNING");
  }

  @Test
  void without_a_rule_an_awaited_container_ends_with_0_and_the_others_run_on() {
    stage.register("api", WITH_INIT.formatted("SUCCESS"));
    var arn = stage.run("api");

    stage.pass(20);
    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("init RUNNING -", "app PENDING -");
    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("PENDING");
    stage.pass(3600);

    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("init STOPPED 0", "app RUNNING -");
  }

  @Test
  void a_task_without_a_service_is_done_with_its_work_unless_it_can_be_called() {
    stage.register("job", "{'name': 'work', 'image': 'job:1'}");
    var arn = stage.run("job");

    stage.pass(90);

    assertThat(Stage.end(stage.task(arn)))
        .isEqualTo("STOPPED EssentialContainerExited: Essential container in task exited");
    assertThat(Stage.containers(stage.task(arn))).containsExactly("work STOPPED 0");
  }

  @Test
  void a_container_that_never_ends_holds_the_others_for_ever() {
    stage.register("api", WITH_INIT.formatted("SUCCESS"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'neverEnds': true}}");
    var arn = stage.run("api");

    stage.pass(7200);

    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("init RUNNING -", "app PENDING -");
    assertThat(stage.task(arn).get("lastStatus").stringValue()).isEqualTo("PENDING");
  }

  @Test
  void a_start_timeout_is_that_of_the_container_that_is_waited_for() {
    stage.register(
        "api",
        WITH_INIT
            .formatted("SUCCESS")
            .replace("'essential': false", "'essential': false, 'startTimeout': 20"));
    stage.script("{'match': {'container': 'init'}, 'outcome': {'neverEnds': true}}");
    var arn = stage.run("api");

    stage.pass(90);

    assertThat(Stage.end(stage.task(arn)))
        .isEqualTo(
            "STOPPED TaskFailedToStart: CannotStartContainerError: dependency graph: container"
                + " \"init\" did not meet its condition in time");
  }

  @Test
  void a_healthy_dependency_is_waited_for() {
    stage.register(
        "api",
        "{'name': 'db', 'image': 'db:1', 'healthCheck': {'command': ['CMD', 'true'], 'interval':"
            + " 10}},{'name': 'app', 'image': 'app:1', 'portMappings': [{'containerPort': 80}],"
            + " 'dependsOn': [{'containerName': 'db', 'condition': 'HEALTHY'}]}");
    var arn = stage.run("api");

    stage.pass(24);
    assertThat(Stage.containers(stage.task(arn))).containsExactly("db RUNNING -", "app PENDING -");
    stage.pass(15);

    assertThat(Stage.containers(stage.task(arn))).containsExactly("db RUNNING -", "app RUNNING -");
    assertThat(stage.task(arn).get("healthStatus").stringValue()).isEqualTo("HEALTHY");
  }

  @Test
  void a_container_stops_after_those_that_depend_on_it() {
    stage.register(
        "api",
        "{'name': 'db', 'image': 'db:1', 'portMappings': [{'containerPort': 81}]},{'name': 'app',"
            + " 'image': 'app:1', 'portMappings': [{'containerPort': 80}], 'dependsOn':"
            + " [{'containerName': 'db', 'condition': 'START'}]}");
    var arn = stage.run("api");
    stage.pass(30);

    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));

    stage.pass(3);
    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("db RUNNING -", "app STOPPED 143");
    stage.pass(2);
    assertThat(Stage.containers(stage.task(arn)))
        .containsExactly("db STOPPED 143", "app STOPPED 143");
  }

  @Test
  void a_non_essential_container_may_end() {
    stage.register(
        "api",
        "{'name': 'app', 'image': 'app:1', 'portMappings': [{'containerPort': 80}]}, {'name':"
            + " 'log', 'image': 'log:1', 'essential': false}");
    stage.script("{'match': {'container': 'log'}, 'outcome': {'exit': {'code': 3}}}");
    var arn = stage.run("api");

    stage.pass(60);

    assertThat(Stage.containers(stage.task(arn))).containsExactly("app RUNNING -", "log STOPPED 3");
    assertThat(stage.task(arn).get("desiredStatus").stringValue()).isEqualTo("RUNNING");
  }
}
