package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a call is mainly about, in short names: `api`, or `api,worker` of a batch.
final class Resources {
  private static final List<String> MEMBERS =
      List.of(
          "services",
          "service",
          "serviceName",
          "serviceDeploymentArns",
          "serviceDeploymentArn",
          "serviceRevisionArns",
          "tasks",
          "task",
          "taskDefinition",
          "family",
          "familyPrefix",
          "resourceArn",
          "clusters",
          "clusterName",
          "cluster",
          "repositoryName",
          "SecretId",
          "logGroupName",
          "Names",
          "Name",
          "Id",
          "ServiceId",
          "ServiceName",
          "NamespaceId",
          "OperationId",
          "ResourceARN",
          "ResourceIds",
          "ResourceId",
          "RoleName",
          "RuleArns",
          "RuleArn",
          "ListenerArns",
          "ListenerArn",
          "TargetGroupArns",
          "TargetGroupArn",
          "LoadBalancerArns",
          "LoadBalancerArn",
          "ResourceArns",
          "TableName",
          "QueueName",
          "QueueUrl",
          "ResourceArn");

  private static final Pattern TARGET_GROUP = Pattern.compile(":targetgroup/([^/]+)/");

  private Resources() {}

  static String of(byte[] body) {
    try {
      return of(Json.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (ApiError e) {
      return ""; // not readable: the call itself will be refused for it
    }
  }

  static String of(Form form) {
    try {
      return of(form.tree());
    } catch (ApiError e) {
      return ""; // as above
    }
  }

  private static String of(ObjectNode input) {
    var named = MEMBERS.stream().filter(member -> Json.has(input, member)).findFirst();
    return named.map(member -> names(input.get(member))).orElse("");
  }

  private static String names(JsonNode value) {
    if (!value.isArray()) return name(value);
    return value.valueStream().map(Resources::name).collect(Collectors.joining(","));
  }

  private static String name(JsonNode value) {
    var text = value.asString("");
    var group = TARGET_GROUP.matcher(text);
    if (group.find()) return group.group(1);
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
