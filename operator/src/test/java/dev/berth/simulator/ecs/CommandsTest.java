package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// ecs-semantics 1.9: ExecuteCommand as ECS answers it.
class CommandsTest {
  private static final String TWO =
      "{'name': 'app', 'image': 'a', 'portMappings': [{'containerPort': 80}]}, {'name': 'side',"
          + " 'image': 's', 'portMappings': [{'containerPort': 81}], 'readonlyRootFilesystem':"
          + " true}";

  private final Stage stage = new Stage();

  @Test
  void an_agent_starts_a_little_later_than_its_container() {
    stage.register("web");
    var task = run("web");

    assertThat(agents(task)).containsExactly("PENDING");
    stage.pass(120);
    assertThat(agents(task)).containsExactly("RUNNING");
    assertThat(Json.text(execute(task, "''"), "containerName", "")).isEqualTo("app");
  }

  @Test
  void a_container_of_several_must_be_named() {
    stage.register("web", TWO);
    var task = run("web");
    stage.pass(120);

    assertThat(Json.text(execute(task, "'app'"), "containerName", "")).isEqualTo("app");
    assertThatThrownBy(() -> execute(task, "null"))
        .isInstanceOf(ApiError.class)
        .hasMessage("A container must be named: the task has 2.");
  }

  @Test
  void an_agent_that_can_write_nothing_does_not_start() {
    stage.register("web", TWO);
    var task = run("web");
    stage.pass(120);

    assertThat(agents(task)).containsExactly("RUNNING", "STOPPED");
    assertThatThrownBy(() -> execute(task, "'side'"))
        .hasMessageContaining("the execute command agent isn’t running");
  }

  @Test
  void a_session_is_on_the_port_that_was_asked() {
    stage.register("web");
    var task = run("web");
    stage.pass(120);

    var session = Json.fields(execute(task, "null"), "session");

    assertThat(Json.text(session, "sessionId", "")).matches("ecs-execute-command-[0-9a-f]{17}");
    assertThat(Json.text(session, "tokenValue", "")).hasSize(1000);
    assertThat(Json.text(session, "streamUrl", ""))
        .isEqualTo(
            "ws://127.0.0.1/v1/data-channel/%s?role=publish_subscribe"
                .formatted(Json.text(session, "sessionId", "")));
  }

  private String run(String family) {
    var answer =
        stage.call(
            "RunTask",
            ("{'cluster': 'c', 'taskDefinition': '%s', 'launchType': 'FARGATE',"
                    + " 'enableExecuteCommand': true, 'networkConfiguration':"
                    + " {'awsvpcConfiguration': {'subnets': ['subnet-1']}}}")
                .formatted(family));
    return Json.items(answer, "tasks").getFirst().get("taskArn").stringValue();
  }

  private ObjectNode execute(String task, String container) {
    return stage.call(
        "ExecuteCommand",
        ("{'cluster': 'c', 'task': '%s', 'container': %s, 'command': 'sh', 'interactive': true}")
            .formatted(task, container));
  }

  private List<String> agents(String task) {
    return Json.items(stage.task(task), "containers").stream()
        .flatMap(each -> Json.items(each, "managedAgents").stream())
        .map(each -> Json.text(each, "lastStatus", ""))
        .toList();
  }
}
