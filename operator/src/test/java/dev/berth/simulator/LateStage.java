package dev.berth.simulator;

import dev.berth.simulator.ecs.Consistency;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A simulator with a cluster `c` and a revision `web:1`, to be late with.
final class LateStage {
  private static final String NETWORK =
      "'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}";

  final Simulator simulator = Simulator.stepped(5);

  LateStage() {
    call("CreateCluster", "{'clusterName': 'c'}");
    call(
        "RegisterTaskDefinition",
        "{'family': 'web', 'cpu': '256', 'memory': '512', 'networkMode': 'awsvpc',"
            + " 'requiresCompatibilities': ['FARGATE'],"
            + " 'containerDefinitions': [{'name': 'web', 'image': 'web:1',"
            + " 'portMappings': [{'containerPort': 80}]}]}");
  }

  void pass(int seconds) {
    simulator.advance(Duration.ofSeconds(seconds));
  }

  void only(String kind, String span) {
    var spans = Json.object();
    Consistency.EVENTUAL.spans().keySet().forEach(each -> spans.put(each, "0s"));
    simulator.become(Consistency.of(spans.put(kind, span)));
  }

  String create(String name) {
    var answer =
        call(
            "CreateService",
            service().replace("'serviceName': 'web'", "'serviceName': '" + name + "'"));
    return answer.at("/service/serviceName").asString();
  }

  static String service() {
    return "{'cluster': 'c', 'serviceName': 'web', 'taskDefinition': 'web', 'desiredCount': 2,"
        + " 'launchType': 'FARGATE', "
        + NETWORK
        + "}";
  }

  static String task() {
    return "{'cluster': 'c', 'taskDefinition': 'web:1', 'launchType': 'FARGATE', " + NETWORK + "}";
  }

  String run() {
    return call("RunTask", task()).at("/tasks/0/taskArn").asString();
  }

  List<ObjectNode> tasks(String arn) {
    return Json.items(
        call("DescribeTasks", "{'cluster': 'c', 'tasks': ['%s']}".formatted(arn)), "tasks");
  }

  String describe() {
    return ask("DescribeServices", "{'cluster': 'c', 'services': ['web'], 'include': ['TAGS']}");
  }

  Optional<ObjectNode> service(String name) {
    var asked = "{'cluster': 'c', 'services': ['%s'], 'include': ['TAGS']}".formatted(name);
    return Json.items(call("DescribeServices", asked), "services").stream().findFirst();
  }

  String primary() {
    return service("web").orElseThrow().at("/deployments/0/id").asString();
  }

  void tag(String value) {
    var arn = service("web").orElseThrow().get("serviceArn").asString();
    call(
        "TagResource",
        "{'resourceArn': '%s', 'tags': [{'key': 'k', 'value': '%s'}]}".formatted(arn, value));
  }

  List<String> tags() {
    return Json.items(service("web").orElseThrow(), "tags").stream()
        .map(each -> each.get("value").asString())
        .toList();
  }

  ObjectNode call(String operation, String input) {
    return Json.parse(ask(operation, input));
  }

  String ask(String operation, String input) {
    var target = "AmazonEC2ContainerServiceV20141113." + operation;
    return Clients.call(simulator, target, input.replace('\'', '"')).text();
  }

  static ObjectNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }
}
