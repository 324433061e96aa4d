package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.simulator.Clients;
import java.util.List;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;

/// An account that has all that a service refers to.
final class Referring {
  private final Follower web = new Follower();
  private String target;

  Referring() {
    Clients.ecs(web.simulator())
        .createCluster(r -> r.clusterName("test").capacityProviders("FARGATE", "FARGATE_SPOT"));
    Clients.cloudMap(web.simulator()).createHttpNamespace(r -> r.name("mesh"));
    web.rest();
    for (var thing :
        List.of(
            "{'role': 'web-execution'}",
            "{'logGroup': '/ecs/web'}",
            "{'subnet': 'subnet-1'}",
            "{'subnet': 'subnet-2'}",
            "{'securityGroup': 'sg-1'}")) {
      web.state(thing);
    }
    target = group("web", "ip", "traffic-port", "vpc-1");
    forward(target, "front");
    web.edit(
        "cluster: {name: test, create: true}",
        "cluster: {name: test}\n" + "  serviceConnectNamespace: {name: mesh}");
    web.edit(
        "launchType: FARGATE",
        "capacityProviderStrategy: [{capacityProvider: FARGATE_SPOT}]"
            + "\n  loadBalancers:\n"
            + "    - {targetGroupArn: \"TARGET\", containerName: web, containerPort: 8000}");
    web.edit(
        "{awsvpcConfiguration: {subnets: [subnet-1]}}",
        "{awsvpcConfiguration: {subnets: [subnet-1, subnet-2], securityGroups: [sg-1]}}");
    web.edit(
        "env: {LEVEL: info}",
        "portMappings: [{containerPort: 8000}]\n"
            + "        logConfiguration:\n"
            + "          logDriver: awslogs\n"
            + "          options: {awslogs-group: /ecs/web, awslogs-region: us-east-1, "
            + "awslogs-stream-prefix: web, CREATE: \"false\"}");
    web.edit("CREATE", "awslogs-create-group");
    web.edit("TARGET", target);
  }

  Follower follower() {
    return web;
  }

  private String group(String name, String type, String health, String vpc) {
    return Clients.loadBalancing(web.simulator())
        .createTargetGroup(r ->
            r.name(name)
                .targetType(type)
                .protocol("HTTP")
                .port(80)
                .vpcId(vpc)
                .healthCheckPath("/up")
                .healthCheckPort(health))
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  private void forward(String group, String name) {
    var balancing = Clients.loadBalancing(web.simulator());
    var balancer = balancing.createLoadBalancer(r -> r.name(name).subnets("subnet-1", "subnet-2"));
    var arn = balancer.loadBalancers().getFirst().loadBalancerArn();
    var forwarding = Action.builder().type("forward").targetGroupArn(group).build();
    balancing.createListener(
        r -> r.loadBalancerArn(arn).protocol("HTTP").port(80).defaultActions(List.of(forwarding)));
  }

  void change(String what) {
    var simulator = web.simulator();
    switch (what) {
      case "web:1@image" ->
          Clients.registry(simulator)
              .batchDeleteImage(r -> r.repositoryName("web").imageIds(tag()));
      case "web@repository" -> web.edit("IMAGE", Follower.REGISTRY + "/webb:1");
      case "arm@image" -> web.state("{'image': 'web:1', 'architectures': ['arm64']}");
      case "both@image" -> web.state("{'image': 'web:1', 'architectures': ['amd64', 'arm64']}");
      case "ghcr@image" -> web.edit("IMAGE", "ghcr.io/acme/web:1");
      case "web-execution@role" ->
          Clients.roles(simulator).deleteRole(r -> r.roleName("web-execution"));
      case "lambda@trust" ->
          web.state("{'role': 'web-execution', 'trusts': ['lambda.amazonaws.com']}");
      case "passed@role" -> web.state("{'caller': 'deployer', 'passes': ['another']}");
      case "deployer@role" -> web.state("{'caller': 'deployer', 'passes': ['web-execution']}");
      case "path@role" -> web.edit("role/web-execution", "role/apps/web-execution");
      case "db-password@secret" ->
          Clients.secrets(simulator)
              .deleteSecret(r -> r.secretId(Follower.SECRET).forceDeleteWithoutRecovery(true));
      case "db-password@deletion" ->
          Clients.secrets(simulator).deleteSecret(r -> r.secretId(Follower.SECRET));
      case "far@secret" -> web.edit("secretsmanager:us-east-1", "secretsmanager:eu-west-1");
      case "stage@secret" -> web.edit("DB_PASSWORD: " + Follower.SECRET, staged());
      case "/web/token@parameter" ->
          Clients.parameters(simulator).deleteParameter(r -> r.name("/web/token"));
      case "/ecs/web@logGroup" ->
          Clients.logs(simulator).deleteLogGroup(r -> r.logGroupName("/ecs/web"));
      case "create@logGroup" -> web.edit("group: \"false\"", "group: \"true\"");
      case "subnet-1@subnet" -> web.edit("[subnet-1, subnet-2]", "[subnet-9]");
      case "sg-1@group" -> web.edit("[sg-1]", "[sg-9]");
      case "vpc@group" -> web.state("{'securityGroup': 'sg-1', 'vpc': 'vpc-9'}");
      case "vpc@subnet" -> web.state("{'subnet': 'subnet-2', 'vpc': 'vpc-9'}");
      case "web@target" -> web.edit("TARGET", target.replace("/web/", "/other/"));
      case "instance@target" -> another(group("hosts", "instance", "traffic-port", "vpc-1"));
      case "loose@target" -> web.edit("TARGET", group("loose", "ip", "traffic-port", "vpc-1"));
      case "health@target" -> another(group("health", "ip", "9000", "vpc-1"));
      case "FARGATE_SPOT@provider" ->
          Clients.ecs(simulator)
              .putClusterCapacityProviders(r ->
                  r.cluster("test")
                      .capacityProviders("FARGATE")
                      .defaultCapacityProviderStrategy(List.of()));
      case "test@cluster" -> Clients.ecs(simulator).deleteCluster(r -> r.cluster("test"));
      case "mesh@namespace" ->
          web.edit(
              "serviceConnectNamespace: {name: mesh}", "serviceConnectNamespace: {name: other}");
      default -> throw new IllegalArgumentException(what);
    }
  }

  private static String staged() {
    return "DB_PASSWORD: \"" + Follower.SECRET + "::AWSPENDING:\"";
  }

  private void another(String group) {
    forward(group, "other");
    web.edit("TARGET", group);
  }

  private static ImageIdentifier tag() {
    return ImageIdentifier.builder().imageTag("1").build();
  }

  void deny(String operation) {
    web.fault(
        ("{'kind': 'error', 'operation': '%s', 'times': 0, 'status': 400,"
                + " 'code': 'AccessDeniedException', 'message': 'no'}")
            .formatted(operation));
  }

  Referring twice() {
    web.again();
    return this;
  }

  InProcess.Ran verify() {
    return web.berth("verify");
  }

  String json() {
    return web.berth("verify", "-o", "json").text();
  }

  /// What the first check of that kind and state says.
  String check(String kind, String state) {
    return ((Fields) Json.parse(json()))
        .each("checks").stream()
            .filter(check -> check.text("kind").filter(kind::equals).isPresent())
            .filter(check -> check.text("state").filter(state::equals).isPresent())
            .map(check -> Json.compact((Value) check))
            .findFirst()
            .orElse("there is none");
  }

  int calls(String operation) {
    return web.calls(operation);
  }

  long writes() {
    return web.simulator().callLog().writes().stream()
        .filter(call -> !call.operation().startsWith("Create"))
        .count();
  }
}
