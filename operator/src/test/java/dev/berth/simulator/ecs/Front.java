package dev.berth.simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A load balancer with a listener rule over two target groups, `blue` and `green`.
final class Front {
  private final Stage stage;

  Front(Stage stage) {
    this.stage = stage;
    build();
  }

  private void build() {
    stage.balancing("CreateLoadBalancer", "{'Name': 'front', 'Subnets': ['subnet-1']}");
    for (var name : List.of("blue", "green")) {
      stage.balancing(
          "CreateTargetGroup", "{'Name': '%s', 'Port': 80, 'TargetType': 'ip'}".formatted(name));
    }
    var listener =
        stage.balancing(
            "CreateListener",
            "{'LoadBalancerArn': '%s', 'Port': 80, 'DefaultActions': [{'Type': 'fixed-response'}]}"
                .formatted(balancerArn()));
    var arn = Json.items(listener, "Listeners").getFirst().get("ListenerArn").stringValue();
    stage.balancing(
        "CreateRule",
        ("{'ListenerArn': '%s', 'Priority': 1, 'Actions': [{'Type': 'forward', 'ForwardConfig':"
                + " {'TargetGroups': [{'TargetGroupArn': '%s', 'Weight': 1}, {'TargetGroupArn':"
                + " '%s', 'Weight': 0}]}}]}")
            .formatted(arn, group("blue"), group("green")));
  }

  private String balancerArn() {
    var found = stage.balancing("DescribeLoadBalancers", "{}");
    return Json.items(found, "LoadBalancers").getFirst().get("LoadBalancerArn").stringValue();
  }

  String group(String name) {
    var found = stage.balancing("DescribeTargetGroups", "{'Names': ['%s']}".formatted(name));
    return Json.items(found, "TargetGroups").getFirst().get("TargetGroupArn").stringValue();
  }

  private ObjectNode rule() {
    var rules = Json.items(stage.balancing("DescribeRules", "{}"), "Rules");
    return rules.stream()
        .filter(each -> !Json.flag(each, "IsDefault", false))
        .findFirst()
        .orElseThrow();
  }

  String balanced() {
    return ("'loadBalancers': [{'containerName': 'app', 'containerPort': 80, 'targetGroupArn':"
            + " '%s', 'advancedConfiguration': {'alternateTargetGroupArn': '%s',"
            + " 'productionListenerRule': '%s', 'roleArn':"
            + " 'arn:aws:iam::000000000000:role/lb'}}]")
        .formatted(group("blue"), group("green"), rule().get("RuleArn").stringValue());
  }

  /// `blue 100 green 0`
  String weights() {
    var action = Json.items(rule(), "Actions").getFirst();
    var shown = new ArrayList<String>();
    for (var each : Json.items(Json.fields(action, "ForwardConfig"), "TargetGroups")) {
      var arn = Json.text(each, "TargetGroupArn", "");
      shown.add(arn.split("/")[1] + " " + Json.integer(each, "Weight", -1));
    }
    return String.join(" ", shown.stream().sorted().toList());
  }

  /// Names of the groups with healthy targets, and how many.
  List<String> healthy() {
    var shown = new ArrayList<String>();
    for (var name : List.of("blue", "green")) {
      var health =
          stage.balancing(
              "DescribeTargetHealth", "{'TargetGroupArn': '%s'}".formatted(group(name)));
      var count =
          Json.items(health, "TargetHealthDescriptions").stream()
              .filter(each -> each.get("TargetHealth").get("State").stringValue().equals("healthy"))
              .count();
      if (count > 0) shown.add(name + " " + count);
    }
    return shown;
  }

  static String strategy(String name, String more) {
    return "'deploymentConfiguration': {'strategy': '%s', 'bakeTimeInMinutes': 5 %s}"
        .formatted(name, more);
  }

  /// A service `web` of two tasks, rolled out for the first time.
  void create(String strategy) {
    stage.register("web");
    stage.create("web", 2, balanced() + ", " + strategy);
    stage.pass(7200);
    assertThat(status()).isEqualTo("SUCCESSFUL");
  }

  void release() {
    stage.register("web");
    stage.update("web", "'taskDefinition': 'web', 'desiredCount': 2");
  }

  String status() {
    return stage.record("web").get("status").stringValue();
  }

  String definition() {
    return Arns.last(stage.service("web").get("taskDefinition").stringValue());
  }
}
