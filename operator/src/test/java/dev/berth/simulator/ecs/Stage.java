package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.CloudMap;
import dev.berth.simulator.neighbours.EventDice;
import dev.berth.simulator.neighbours.LoadBalancing;
import dev.berth.simulator.neighbours.Network;
import dev.berth.simulator.neighbours.Surroundings;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An ECS with a stepped clock and a cluster `c`, driven by JSON as people write it (single quotes
/// stand for double ones).
final class Stage {
  static final Caller CALLER = new Caller("000000000000", "us-east-1");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = VirtualClock.stepped(START);
  private final CloudMap cloudMap;
  private final LoadBalancing balancing;
  private final Ecs ecs;

  Stage() {
    this(7);
  }

  Stage(long seed) {
    var ids = new Ids(seed);
    cloudMap = new CloudMap(clock, ids);
    balancing = new LoadBalancing(clock, ids);
    var definitions = new TaskDefinitions(clock, ids);
    var bus = new Surroundings(clock, new Ids(seed), new EventDice(seed)).bus();
    ecs = new Ecs(clock, ids, cloudMap, balancing, new Network(), bus, definitions);
    call(
        "CreateCluster",
        "{'clusterName': 'c', 'capacityProviders': ['FARGATE', 'FARGATE_SPOT'],"
            + " 'serviceConnectDefaults': {'namespace': 'space'}}");
  }

  ObjectNode call(String operation, String input) {
    return ecs.call(operation, json(input), CALLER);
  }

  ObjectNode balancing(String operation, String input) {
    return balancing.call(operation, json(input), CALLER);
  }

  static ObjectNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  void script(String rule) {
    ecs.script(json(rule));
  }

  void turn(Switch each, String position) {
    ecs.switches().turn(Json.object().put(each.label(), position));
  }

  void clearScript() {
    ecs.clearScript();
  }

  /// Instances behind all names of Cloud Map.
  int instances() {
    return cloudMap
        .dump()
        .get("services")
        .valueStream()
        .mapToInt(each -> each.get("Instances").size())
        .sum();
  }

  int names() {
    return cloudMap.dump().get("services").size();
  }

  ObjectNode dump() {
    return ecs.dump();
  }

  void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    ecs.advanceTo(clock.now());
  }

  /// A revision with one container `app`.
  void register(String family) {
    register(
        family,
        "{'name': 'app', 'image': '%s:1', 'portMappings': [{'containerPort': 80, 'name': 'web'}]}"
            .formatted(family));
  }

  void register(String family, String containers) {
    call(
        "RegisterTaskDefinition",
        ("{'family': '%s', 'cpu': '256', 'memory': '512', 'networkMode': 'awsvpc',"
                + " 'requiresCompatibilities': ['FARGATE'], 'containerDefinitions': [%s]}")
            .formatted(family, containers));
  }

  /// A service of that name, of the family of that name.
  ObjectNode create(String name, int desired, String more) {
    return call(
        "CreateService",
        ("{'cluster': 'c', 'serviceName': '%s', 'taskDefinition': '%s', 'desiredCount': %d,"
                + " 'launchType': 'FARGATE', 'networkConfiguration': {'awsvpcConfiguration':"
                + " {'subnets': ['subnet-1', 'subnet-2']}} %s}")
            .formatted(name, name, desired, more.isEmpty() ? "" : ", " + more));
  }

  ObjectNode update(String name, String more) {
    return call("UpdateService", "{'cluster': 'c', 'service': '%s', %s}".formatted(name, more));
  }

  JsonNode service(String name) {
    var answer =
        call(
            "DescribeServices",
            "{'cluster': 'c', 'services': ['%s'], 'include': ['TAGS']}".formatted(name));
    return answer.get("services").get(0);
  }

  /// Texts of the events, the oldest first, with ids left out.
  List<String> events(String name) {
    return Json.items(service(name), "events").reversed().stream()
        .map(each -> Json.text(each, "message", ""))
        .map(text -> text.replaceAll("[0-9a-f]{32}", "T").replaceAll("ecs-svc/\\d+", "ecs-svc/N"))
        .toList();
  }

  /// `status rolloutState desired/running/pending` of each deployment.
  List<String> deployments(String name) {
    return Json.items(service(name), "deployments").stream()
        .map(each ->
            "%s %s %d/%d/%d"
                .formatted(
                    Json.text(each, "status", ""),
                    Json.text(each, "rolloutState", ""),
                    Json.integer(each, "desiredCount", -1),
                    Json.integer(each, "runningCount", -1),
                    Json.integer(each, "pendingCount", -1)))
        .toList();
  }

  ObjectNode record(String name) {
    var list = call("ListServiceDeployments", "{'cluster': 'c', 'service': '%s'}".formatted(name));
    var arn = Json.items(list, "serviceDeployments").getFirst().get("serviceDeploymentArn");
    var described =
        call(
            "DescribeServiceDeployments",
            "{'serviceDeploymentArns': [%s]}".formatted(Json.write(arn)));
    return Json.items(described, "serviceDeployments").getFirst();
  }

  List<ObjectNode> tasks(String name, String desired) {
    var list =
        call(
            "ListTasks",
            "{'cluster': 'c', 'serviceName': '%s', 'desiredStatus': '%s'}"
                .formatted(name, desired));
    if (list.get("taskArns").isEmpty()) return List.of();
    var arns = Json.write(list.get("taskArns"));
    return Json.items(
        call("DescribeTasks", "{'cluster': 'c', 'tasks': %s}".formatted(arns)), "tasks");
  }

  String run(String family) {
    var answer =
        call(
            "RunTask",
            "{'cluster': 'c', 'taskDefinition': '%s', 'launchType': 'FARGATE',".formatted(family)
                + " 'networkConfiguration': {'awsvpcConfiguration': {'subnets': ['subnet-1']}}}");
    return Json.items(answer, "tasks").getFirst().get("taskArn").stringValue();
  }

  ObjectNode task(String arn) {
    var answer = call("DescribeTasks", "{'cluster': 'c', 'tasks': ['%s']}".formatted(arn));
    return Json.items(answer, "tasks").getFirst();
  }

  /// `name status exitCode` of each container.
  static List<String> containers(ObjectNode task) {
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

  static String end(ObjectNode task) {
    return Json.text(task, "lastStatus", "")
        + " "
        + Json.text(task, "stopCode", "")
        + ": "
        + Json.text(task, "stoppedReason", "");
  }
}
