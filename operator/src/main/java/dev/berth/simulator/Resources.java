package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

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
          "Name",
          "Id",
          "ServiceId",
          "ServiceName",
          "NamespaceId",
          "OperationId",
          "ResourceARN",
          "ResourceIds",
          "ResourceId");

  private Resources() {}

  static String of(byte[] body) {
    try {
      var input = Json.parse(new String(body, StandardCharsets.UTF_8));
      var named = MEMBERS.stream().filter(member -> Json.has(input, member)).findFirst();
      return named.map(member -> names(input.get(member))).orElse("");
    } catch (ApiError e) {
      return ""; // not readable: the call itself will be refused for it
    }
  }

  private static String names(JsonNode value) {
    if (!value.isArray()) return name(value);
    return value.valueStream().map(Resources::name).collect(Collectors.joining(","));
  }

  private static String name(JsonNode value) {
    var text = value.asString("");
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
