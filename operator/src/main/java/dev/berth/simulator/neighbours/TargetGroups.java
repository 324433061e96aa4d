package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Target groups. Defaults: Elastic Load Balancing API reference, `CreateTargetGroup`.
final class TargetGroups {
  private static final Set<String> TYPES = Set.of("instance", "ip", "lambda", "alb");
  private static final List<String> CHECKS =
      List.of(
          "HealthCheckProtocol",
          "HealthCheckPort",
          "HealthCheckEnabled",
          "HealthCheckIntervalSeconds",
          "HealthCheckTimeoutSeconds",
          "HealthyThresholdCount",
          "UnhealthyThresholdCount",
          "HealthCheckPath",
          "Matcher");

  private final Ids ids;
  private final Kept groups = new Kept("TargetGroups", "TargetGroupNotFound");

  TargetGroups(Ids ids) {
    this.ids = ids;
  }

  boolean knows(String arn) {
    return groups.byArn().containsKey(arn);
  }

  ObjectNode one(String arn) {
    return groups.one(arn);
  }

  /// The ARN of the new one is in the answer.
  ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "Name", "");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,31}")) {
      throw ApiError.invalidParameter("Target group name '" + name + "' is not valid");
    }
    if (groups.all().anyMatch(each -> Json.text(each, "TargetGroupName", "").equals(name))) {
      throw ApiError.of(
          "DuplicateTargetGroupName", "A target group with the same name '" + name + "' exists");
    }
    var type = Json.text(input, "TargetType", "instance");
    if (!TYPES.contains(type)) throw ApiError.invalidParameter("Invalid target type " + type);
    var path = "targetgroup/" + name + "/" + ids.hex(16);
    var arn = caller.arn("elasticloadbalancing", path);
    var group = Json.object().put("TargetGroupArn", arn).put("TargetGroupName", name);
    var protocol = Json.text(input, "Protocol", "HTTP");
    group.put("Protocol", protocol).put("Port", Json.integer(input, "Port", 80));
    group.put("VpcId", Json.text(input, "VpcId", "")).put("TargetType", type);
    group.put("IpAddressType", Json.text(input, "IpAddressType", "ipv4"));
    checks(group, protocol);
    changed(group, input);
    groups.byArn().put(arn, group);
    return groups.answer(group);
  }

  private static void checks(ObjectNode group, String protocol) {
    var http = protocol.startsWith("HTTP");
    if (http) group.put("ProtocolVersion", "HTTP1");
    group.put("HealthCheckProtocol", http ? "HTTP" : "TCP").put("HealthCheckPort", "traffic-port");
    group.put("HealthCheckEnabled", true).put("HealthCheckIntervalSeconds", 30);
    group.put("HealthCheckTimeoutSeconds", http ? 5 : 10);
    group.put("HealthyThresholdCount", 5).put("UnhealthyThresholdCount", 2);
    if (!http) return;
    group.put("HealthCheckPath", "/").putObject("Matcher").put("HttpCode", "200");
  }

  private static void changed(ObjectNode group, ObjectNode input) {
    for (var each : CHECKS) if (Json.has(input, each)) group.set(each, input.get(each));
  }

  ObjectNode modify(ObjectNode input) {
    var group = one(Json.text(input, "TargetGroupArn", ""));
    changed(group, input);
    return groups.answer(group);
  }

  /// @param balancers the load balancers that a target group is attached to
  ObjectNode describe(ObjectNode input, Function<String, List<String>> balancers) {
    var arns = Json.texts(input, "TargetGroupArns");
    var names = Json.texts(input, "Names");
    arns.forEach(this::one);
    names.forEach(this::named);
    var balancer = Json.text(input, "LoadBalancerArn", "");
    var found =
        groups
            .all()
            .filter(each -> arns.isEmpty() || arns.contains(arn(each)))
            .filter(each -> names.isEmpty() || names.contains(name(each)))
            .map(each -> attached(each, balancers.apply(arn(each))))
            .filter(each ->
                balancer.isEmpty() || Json.texts(each, "LoadBalancerArns").contains(balancer))
            .toList();
    return groups.page(input, "TargetGroupArn", found);
  }

  private void named(String name) {
    if (groups.all().anyMatch(each -> name(each).equals(name))) return;
    throw ApiError.of("TargetGroupNotFound", "One or more target groups not found: " + name);
  }

  private static ObjectNode attached(ObjectNode group, List<String> balancers) {
    var shown = group.deepCopy();
    balancers.forEach(shown.putArray("LoadBalancerArns")::add);
    return shown;
  }

  private static String arn(ObjectNode group) {
    return Json.text(group, "TargetGroupArn", "");
  }

  private static String name(ObjectNode group) {
    return Json.text(group, "TargetGroupName", "");
  }

  void remove(String arn) {
    groups.byArn().remove(arn);
  }

  ObjectNode dump() {
    return groups.dump();
  }
}
