package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// Each switch does something: what a client sees in one position and in the other.
class SwitchesTest {
  @ParameterizedTest
  @EnumSource(Switch.class)
  void each_position_is_seen(Switch each) {
    var seen = new ArrayList<String>();
    for (var position : each.positions()) {
      var stage = new Stage();
      stage.turn(each, position);
      seen.add(observed(each, stage));
    }

    assertThat(seen).containsExactlyElementsOf(expected(each));
  }

  /// In the default position, and in the other one.
  private static List<String> expected(Switch each) {
    return switch (each) {
      case STOPPING_COUNTS -> List.of("2 of 2 run", "1 of 2 run");
      case STRATEGY_DEPLOYS, SAME_DEFINITION_DEPLOYS -> List.of("1 deployments", "2 deployments");
      case CREATION_REPEATS -> List.of("done", "Creation of service was not idempotent.");
      case SECOND_DELETE -> List.of("done", "Service was not ACTIVE.");
      case DAEMON_DELETE ->
          List.of("done", "The service cannot be stopped while it is scaled above 0.");
      case FORCED_DELETE_COUNT -> List.of("0", "2");
      case INACTIVE_SHOWN -> List.of("INACTIVE", "MISSING");
      case STOPPED_DEPLOYMENT, UNKNOWN_DEFINITION, DEPENDENCY_STOP_CODE -> each.positions();
      case ACTIVATING_IS_PENDING -> List.of("1 pending", "0 pending");
      case FIRST_PROBE -> List.of("PRIMARY IN_PROGRESS 1/1/0", "PRIMARY COMPLETED 1/1/0");
      case FARGATE_32768 -> List.of("No Fargate configuration exists for given values.", "done");
      case FARGATE_SIZE_TEXT ->
          List.of(
              "No Fargate configuration exists for given values.",
              "No Fargate configuration exists for given values: 256 CPU, 4096 memory.");
      case ROLE_NAMES -> List.of("arn:aws:iam::000000000000:role/r", "r");
      case RESTART_PERIOD -> List.of("300", "-1");
      case STOP_TEXT -> List.of("Task stopped by user", "");
      case EXEC_TEXT ->
          List.of(
              "The execute command failed because execute command was not enabled when the task"
                  + " was run or the execute command agent isn’t running. Wait and try again or run"
                  + " a new task with execute command enabled and try again.",
              "Execute command is not enabled for this task, or its agent does not run.");
      case ROLLBACK_TEXT ->
          List.of(
              "(service web) rolling back to deployment ecs-svc/N.",
              "(service web) goes back to its last completed deployment, ecs-svc/N.");
      case ALARM_TEXT ->
          List.of(
              "ECS deployment failed: alarm detected.",
              "ECS deployment ecs-svc/N failed because an alarm went off.");
    };
  }

  private static String observed(Switch each, Stage stage) {
    return switch (each) {
      case STOPPING_COUNTS -> replaced(stage);
      case STRATEGY_DEPLOYS ->
          updated(
              stage,
              "'capacityProviderStrategy': [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]");
      case SAME_DEFINITION_DEPLOYS -> updated(stage, "'taskDefinition': 'web:1'");
      case CREATION_REPEATS -> {
        web(stage, "");
        yield refusal(() -> stage.create("web", 2, ""));
      }
      case SECOND_DELETE -> {
        delete(stage);
        yield refusal(() -> delete(stage));
      }
      case DAEMON_DELETE -> daemon(stage);
      case FORCED_DELETE_COUNT -> {
        web(stage, "");
        yield delete(stage).at("/service/desiredCount").toString();
      }
      case INACTIVE_SHOWN -> gone(stage);
      case STOPPED_DEPLOYMENT -> {
        web(stage, "");
        var arn = Json.text(stage.record("web"), "serviceDeploymentArn", "");
        yield code(() ->
            stage.call("StopServiceDeployment", "{'serviceDeploymentArn': '%s'}".formatted(arn)));
      }
      case UNKNOWN_DEFINITION -> code(() -> stage.create("nobody", 1, ""));
      case DEPENDENCY_STOP_CODE -> stopCode(stage);
      case ACTIVATING_IS_PENDING, FIRST_PROBE -> balanced(each, stage);
      case FARGATE_32768 -> refusal(() -> sized(stage, "32768", "61440"));
      case FARGATE_SIZE_TEXT -> refusal(() -> sized(stage, "256", "4096"));
      case ROLE_NAMES -> {
        stage.call(
            "RegisterTaskDefinition",
            "{'family': 'f', 'taskRoleArn': 'r', 'containerDefinitions': [{'name': 'a',"
                + " 'image': 'i', 'memory': 64}]}");
        yield definition(stage).at("/taskRoleArn").asString();
      }
      case RESTART_PERIOD -> {
        stage.register("f", "{'name': 'a', 'image': 'i', 'restartPolicy': {'enabled': true}}");
        var policy = definition(stage).at("/containerDefinitions/0/restartPolicy");
        yield "" + Json.integer(policy, "restartAttemptPeriod", -1);
      }
      case STOP_TEXT -> {
        stage.register("f");
        var arn = stage.run("f");
        stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(arn));
        yield Json.text(stage.task(arn), "stoppedReason", "");
      }
      case EXEC_TEXT -> {
        stage.register("f");
        var arn = stage.run("f");
        yield refusal(() ->
            stage.call(
                "ExecuteCommand",
                "{'cluster': 'c', 'task': '%s', 'command': 'sh', 'interactive': true}"
                    .formatted(arn)));
      }
      case ROLLBACK_TEXT -> rolledBack(stage);
      case ALARM_TEXT -> alarmed(stage);
    };
  }

  private static void web(Stage stage, String more) {
    stage.register("web");
    stage.create("web", 2, more);
    stage.pass(600);
  }

  private static String updated(Stage stage, String change) {
    stage.register("web");
    stage.call(
        "CreateService",
        "{'cluster': 'c', 'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2,"
            + " 'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}],"
            + " 'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}}");
    stage.pass(600);
    stage.update("web", change);
    return stage.deployments("web").size() + " deployments";
  }

  /// One task at a time may go, and none may be too many.
  private static String replaced(Stage stage) {
    web(stage, "'deploymentConfiguration': {'minimumHealthyPercent': 0, 'maximumPercent': 100}");
    stage.script("{'match': {}, 'outcome': {'ignoresStop': true}}");
    var one = Json.text(stage.tasks("web", "RUNNING").getFirst(), "taskArn", "");
    stage.call("StopTask", "{'cluster': 'c', 'task': '%s'}".formatted(one));
    stage.pass(12);
    return stage.tasks("web", "RUNNING").size() + " of 2 run";
  }

  private static ObjectNode delete(Stage stage) {
    if (stage.service("web") == null) web(stage, "");
    return stage.call("DeleteService", "{'cluster': 'c', 'service': 'web', 'force': true}");
  }

  private static String gone(Stage stage) {
    web(stage, "");
    delete(stage);
    stage.pass(600);
    var answer = stage.call("DescribeServices", "{'cluster': 'c', 'services': ['web']}");
    return Stream.concat(
            Json.items(answer, "services").stream().map(s -> Json.text(s, "status", "")),
            Json.items(answer, "failures").stream().map(f -> Json.text(f, "reason", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String daemon(Stage stage) {
    stage.call(
        "RegisterTaskDefinition",
        "{'family': 'd', 'containerDefinitions': [{'name': 'a', 'image': 'i', 'memory': 64}]}");
    stage.call(
        "CreateService",
        "{'cluster': 'c', 'serviceName': 'd', 'taskDefinition': 'd', 'launchType': 'EC2',"
            + " 'schedulingStrategy': 'DAEMON'}");
    return refusal(() -> stage.call("DeleteService", "{'cluster': 'c', 'service': 'd'}"));
  }

  private static String stopCode(Stage stage) {
    stage.register(
        "f",
        "{'name': 'first', 'image': 'i', 'essential': false},"
            + " {'name': 'app', 'image': 'i', 'dependsOn': [{'containerName': 'first',"
            + " 'condition': 'SUCCESS'}]}");
    stage.script("{'match': {'container': 'first'}, 'outcome': {'exit': {'code': 1}}}");
    var arn = stage.run("f");
    stage.pass(300);
    return Json.text(stage.task(arn), "stopCode", "");
  }

  private static String balanced(Switch each, Stage stage) {
    var group =
        "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/0123456789abcdef";
    stage.register("web");
    stage.create(
        "web",
        1,
        "'loadBalancers': [{'targetGroupArn': '%s', 'containerName': 'app', 'containerPort': 80}]"
            .formatted(group));
    var wanted = each == Switch.FIRST_PROBE ? "RUNNING" : "ACTIVATING";
    while (tasks(stage).stream().noneMatch(t -> Json.text(t, "lastStatus", "").equals(wanted))) {
      stage.pass(1);
    }
    if (each == Switch.ACTIVATING_IS_PENDING) {
      return Json.integer(stage.service("web"), "pendingCount", -1) + " pending";
    }
    stage.pass(10);
    return stage.deployments("web").getFirst();
  }

  private static List<ObjectNode> tasks(Stage stage) {
    return stage.tasks("web", "RUNNING");
  }

  private static void sized(Stage stage, String cpu, String memory) {
    stage.call(
        "RegisterTaskDefinition",
        ("{'family': 'f', 'cpu': '%s', 'memory': '%s', 'networkMode': 'awsvpc',"
                + " 'requiresCompatibilities': ['FARGATE'],"
                + " 'containerDefinitions': [{'name': 'a', 'image': 'i'}]}")
            .formatted(cpu, memory));
  }

  private static ObjectNode definition(Stage stage) {
    var answer = stage.call("DescribeTaskDefinition", "{'taskDefinition': 'f'}");
    return Json.fields(answer, "taskDefinition");
  }

  private static String rolledBack(Stage stage) {
    web(
        stage,
        "'deploymentConfiguration': {'deploymentCircuitBreaker': {'enable': true, 'rollback':"
            + " true}}");
    stage.script("{'match': {'revision': 2}, 'outcome': {'exit': {'code': 1, 'after': '1s'}}}");
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web:2'");
    stage.pass(1200);
    return stage.events("web").stream().filter(text -> text.contains("back to")).findFirst().get();
  }

  private static String alarmed(Stage stage) {
    stage.script("{'alarm': {'name': 'a', 'revision': 2}, 'after': '30s'}");
    web(
        stage,
        "'deploymentConfiguration': {'alarms': {'alarmNames': ['a'], 'enable': true, 'rollback':"
            + " false}}");
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web:2'");
    stage.pass(600);
    return Json.items(stage.service("web"), "deployments").stream()
        .map(each -> Json.text(each, "rolloutStateReason", ""))
        .filter(text -> text.contains("alarm"))
        .findFirst()
        .orElse("")
        .replaceAll("ecs-svc/\\d+", "ecs-svc/N");
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (ApiError e) {
      return e.getMessage();
    }
  }

  private static String code(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (ApiError e) {
      return e.code();
    }
  }
}
