package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// ExecuteCommand, as far as the ECS API goes: in which containers a command can be started, and a
/// session with an address on the simulator. Nothing listens at that address.
final class Commands {
  /// From the container's start to that of its agent, which comes a little later.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String NO_AGENT =
      "The execute command failed because execute command was not enabled when the task was run or"
          + " the execute command agent isn’t running. Wait and try again or run a new task with"
          + " execute command enabled and try again.";

  private final World world;

  Commands(World world) {
    this.world = world;
  }

  private String disabled() {
    if (!world.switches().turned(Switch.EXEC_TEXT)) return NO_AGENT;
    return "Execute command is not enabled for this task, or its agent does not run.";
  }

  ObjectNode execute(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    if (Json.text(input, "command", "").isBlank()) {
      throw ApiError.invalidParameter("Command can not be blank.");
    }
    if (!Json.flag(input, "interactive", false)) {
      throw ApiError.invalidParameter("Interactive is the only mode supported currently.");
    }
    var task =
        Tasks.find(cluster, Json.text(input, "task", ""))
            .orElseThrow(() -> ApiError.invalidParameter("The referenced task was not found."));
    var container = container(task, Json.text(input, "container", ""));
    if (!running(task, container)) throw ApiError.invalidParameter(disabled());
    if (unreachable(container)) {
      throw ApiError.of(
          "TargetNotConnectedException",
          "The execute command failed due to an internal error. Try again later.");
    }
    return session(task, container, caller);
  }

  private static Container container(Task task, String name) {
    var commanded = task.containers.stream().filter(Commands::commanded).toList();
    if (name.isEmpty() && commanded.size() == 1) return commanded.getFirst();
    if (name.isEmpty()) {
      throw ApiError.invalidParameter(
          "A container must be named: the task has %d.".formatted(commanded.size()));
    }
    return commanded.stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> ApiError.invalidParameter("The task has no container named %s.".formatted(name)));
  }

  /// The proxy of Service Connect has no agent.
  private static boolean commanded(Container container) {
    return Json.has(container.definition, "image");
  }

  private boolean running(Task task, Container container) {
    return agent(task, container)
        .filter(agent -> Json.text(agent, "lastStatus", "").equals("RUNNING"))
        .isPresent();
  }

  private boolean unreachable(Container container) {
    for (var effect : container.effects) {
      if (effect instanceof Effect.Unreachable(var after)
          && !world.now().isBefore(container.startedAt.plus(after))) {
        return true;
      }
    }
    return false;
  }

  /// The agent of a container whose task was run to be talked to. It can't start where it can't
  /// write its files. Source: ECS developer guide, "Monitor Amazon ECS containers with ECS Exec".
  Optional<ObjectNode> agent(Task task, Container container) {
    var wanted = Json.flag(task.spec, "enableExecuteCommand", false);
    if (!wanted || !commanded(container)) return Optional.empty();
    var agent = Json.object().put("name", "ExecuteCommandAgent");
    return Optional.of(
        switch (container.status) {
          case PENDING -> agent.put("lastStatus", "PENDING");
          case STOPPED -> agent.put("lastStatus", "STOPPED");
          case RUNNING -> started(agent, container);
        });
  }

  private ObjectNode started(ObjectNode agent, Container container) {
    if (Json.flag(container.definition, "readonlyRootFilesystem", false)) {
      return agent.put("lastStatus", "STOPPED").put("reason", "The root file system is read-only.");
    }
    Instant since = container.startedAt.plus(SOON);
    if (world.now().isBefore(since)) return agent.put("lastStatus", "PENDING");
    return agent.put("lastStatus", "RUNNING").put("lastStartedAt", Json.epoch(since));
  }

  private ObjectNode session(Task task, Container container, Caller caller) {
    var id = "ecs-execute-command-" + world.ids().hex(17);
    var answer = Json.object().put("clusterArn", task.cluster.arn);
    answer.put("containerArn", container.arn).put("containerName", container.name);
    answer.put("interactive", true).put("taskArn", task.arn);
    var address = "ws://%s/v1/data-channel/%s?role=publish_subscribe";
    answer
        .putObject("session")
        .put("sessionId", id)
        .put("streamUrl", address.formatted(caller.host(), id))
        .put("tokenValue", world.ids().nanoid(1000));
    return answer;
  }

  /// For DescribeTasks; absent where no agent was asked for.
  void tell(ObjectNode shown, Task task, Container container) {
    agent(task, container).ifPresent(agent -> shown.putArray("managedAgents").add(agent));
  }
}
