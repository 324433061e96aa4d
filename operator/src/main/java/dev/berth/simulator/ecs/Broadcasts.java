package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// What ECS tells EventBridge. Source: ECS developer guide, "Amazon ECS events": state changes of
/// tasks, service actions, deployment state changes.
final class Broadcasts {
  private static final String SOURCE = "aws.ecs";
  private static final Pattern DEPLOYMENT = Pattern.compile("\\(deployment (ecs-svc/\\d+)\\)");
  private static final String ALARM = "ECS deployment failed: alarm detected.";

  private final World world;

  Broadcasts(World world) {
    this.world = world;
  }

  /// A task has another status.
  void moved(Task task) {
    var owner = task.cluster.owner;
    var type = "ECS Task State Change";
    world.bus().send(SOURCE, type, world.now(), owner, task.arn, () -> detail(task));
  }

  /// As the task is described, but with times as texts and without tags.
  private ObjectNode detail(Task task) {
    var detail = new TaskView(world).of(task);
    detail.remove("tags");
    task.times.forEach((name, time) -> detail.put(name, time.toString()));
    for (var container : Json.items(detail, "containers")) container.remove("managedAgents");
    return detail.put("updatedAt", world.now().toString());
  }

  void begun(Service service, Deployment deployment) {
    deployment(service, deployment, "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS", deployment.reason);
  }

  /// A service says something; not all of it is told to EventBridge.
  void said(Service service, String text) {
    if (text.startsWith("has reached a steady state")) {
      action(service, "INFO", "SERVICE_STEADY_STATE", "");
    } else if (text.startsWith("is unable to consistently start tasks")) {
      action(service, "WARN", "SERVICE_TASK_START_IMPAIRED", "");
    } else if (text.startsWith("was unable to place a task")) {
      action(service, "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", "RESOURCE:FARGATE");
    } else if (text.contains(") deployment completed.")) {
      ended(service, text, "INFO", "SERVICE_DEPLOYMENT_COMPLETED");
    } else if (text.contains(") deployment failed: ")) {
      ended(service, text, "ERROR", "SERVICE_DEPLOYMENT_FAILED");
    }
  }

  private void action(Service service, String type, String name, String reason) {
    send(
        service,
        "ECS Service Action",
        () -> {
          var detail = Json.object().put("eventType", type).put("eventName", name);
          detail.put("clusterArn", service.cluster.arn).put("createdAt", world.now().toString());
          return reason.isEmpty() ? detail : detail.put("reason", reason);
        });
  }

  private void ended(Service service, String text, String type, String name) {
    var named = DEPLOYMENT.matcher(text);
    if (!named.find()) return;
    service.deployments.stream()
        .filter(each -> each.id.equals(named.group(1)))
        .forEach(each -> deployment(service, each, type, name, reason(each)));
  }

  /// An alarm is told before the deployment has failed for it.
  private static String reason(Deployment deployment) {
    return deployment.rollout == Deployment.Rollout.IN_PROGRESS ? ALARM : deployment.reason;
  }

  private void deployment(
      Service service, Deployment deployment, String type, String name, String reason) {
    var at = world.now().toString();
    send(
        service,
        "ECS Deployment State Change",
        () ->
            Json.object()
                .put("eventType", type)
                .put("eventName", name)
                .put("deploymentId", deployment.id)
                .put("updatedAt", at)
                .put("reason", reason));
  }

  private void send(Service service, String type, Supplier<ObjectNode> detail) {
    world.bus().send(SOURCE, type, world.now(), service.cluster.owner, service.arn, detail);
  }
}
