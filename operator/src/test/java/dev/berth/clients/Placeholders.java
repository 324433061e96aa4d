package dev.berth.clients;

import dev.berth.simulator.wire.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Names of things in the place of the things: `${cluster}` for whatever cluster a client named, so
/// that a request fits the cluster of another world. [SmallWorld] has a thing for each.
final class Placeholders {
  /// What a text says by itself.
  private static final Map<String, Pattern> FORMS = forms();

  /// What a member refers to, by its name.
  private static final Map<String, String> MEMBERS = members();

  /// Where a client gives a name of its own to something new.
  private static final List<String> NAMES =
      List.of(
          "clusterName",
          "serviceName",
          "family",
          "name",
          "Name",
          "repositoryName",
          "PolicyName",
          "RoleName",
          "logGroupName",
          "logStreamName");

  private Placeholders() {}

  private static Map<String, Pattern> forms() {
    var forms = new LinkedHashMap<String, Pattern>();
    for (var line :
        """
        clusterArn            arn:aws:ecs:[^:]*:\\d+:cluster/.+
        serviceArn            arn:aws:ecs:[^:]*:\\d+:service/.+
        taskArn               arn:aws:ecs:[^:]*:\\d+:task/.+
        familyArn             arn:aws:ecs:[^:]*:\\d+:task-definition/[^:]+
        definitionArn         arn:aws:ecs:[^:]*:\\d+:task-definition/.+:\\d+
        serviceDeploymentArn  arn:aws:ecs:[^:]*:\\d+:service-deployment/.+
        serviceRevisionArn    arn:aws:ecs:[^:]*:\\d+:service-revision/.+
        containerInstanceArn  arn:aws:ecs:[^:]*:\\d+:container-instance/.+
        providerArn           arn:aws:ecs:[^:]*:\\d+:capacity-provider/.+
        targetGroupArn        arn:aws:elasticloadbalancing:.*:targetgroup/.+
        loadBalancerArn       arn:aws:elasticloadbalancing:.*:loadbalancer/.+
        listenerArn           arn:aws:elasticloadbalancing:.*:listener/.+
        ruleArn               arn:aws:elasticloadbalancing:.*:listener-rule/.+
        namespaceArn          arn:aws:servicediscovery:.*:namespace/.+
        discoveryArn          arn:aws:servicediscovery:.*:service/.+
        scalableArn           arn:aws:application-autoscaling:.*
        groupArn              arn:aws:autoscaling:.*
        roleArn               arn:aws:iam::\\d+:.+
        namespaceId           ns-[a-z0-9]+
        discoveryId           srv-[a-z0-9]+
        scalable              service/[^/]+/[^/]+
        """
            .lines()
            .toList()) {
      var words = line.split(" +");
      forms.put(words[0], Pattern.compile(words[1]));
    }
    return forms;
  }

  private static Map<String, String> members() {
    var members = new LinkedHashMap<String, String>();
    for (var line :
        """
        cluster        cluster clusters
        service        service services serviceName
        task           task tasks
        definition     taskDefinition taskDefinitions familyPrefix family
        container      container containerName
        containerInstanceArn containerInstance containerInstances
        portName       portName
        namespace      namespace NamespaceName
        discovery      ServiceName
        operation      OperationId
        instance       InstanceId
        image          image
        token          clientToken ClientToken ClientRequestToken CreatorRequestId
        nextToken      nextToken NextToken Marker PaginationToken
        secret         SecretString SecretBinary Value
        secretName     SecretId
        parameter      Names
        repository     repositoryName
        role           RoleName
        logGroup       logGroupName logGroupNamePrefix
        logStream      logStreamName
        policy         PolicyName
        action         ScheduledActionName
        eventRule      Rule
        """
            .lines()
            .toList()) {
      var words = line.split(" +");
      for (var i = 1; i < words.length; i++) members.put(words[i], words[0]);
    }
    return members;
  }

  static String path(String path) {
    return path.replaceFirst("^/schedules/.+", "/schedules/\\${schedule}");
  }

  static ObjectNode in(ObjectNode body, String operation) {
    var copy = Json.object();
    var names = operation.matches("(Create|Register|Put[^A]).*") ? NAMES : List.<String>of();
    for (var each : body.properties()) {
      var fresh = names.contains(each.getKey()) && each.getValue().isString();
      if (fresh) copy.put(each.getKey(), named(operation, each.getKey()));
      else copy.set(each.getKey(), node(each.getKey(), each.getValue(), operation));
    }
    return copy;
  }

  /// What is put into something is no new thing.
  private static String named(String operation, String member) {
    var placeholder =
        switch (operation) {
          case "PutLogEvents" -> MEMBERS.get(member);
          case "CreateLogStream" -> member.equals("logGroupName") ? "logGroup" : "new";
          case "PutImage" -> "repository";
          default -> "new";
        };
    return "${" + placeholder + "}";
  }

  private static JsonNode node(String name, JsonNode node, String operation) {
    if (node instanceof ObjectNode object) {
      var copy = Json.object();
      for (var each : object.properties()) {
        copy.set(each.getKey(), node(each.getKey(), each.getValue(), operation));
      }
      return copy;
    }
    if (node instanceof ArrayNode items) {
      var copy = new LinkedHashSet<JsonNode>();
      items.forEach(item -> copy.add(node(name, item, operation)));
      return Json.array().addAll(copy);
    }
    if (!node.isString()) return node;
    return Json.MAPPER.getNodeFactory().stringNode(text(name, node.stringValue(), operation));
  }

  private static String text(String path, String value, String operation) {
    if (path.equals("alternateTargetGroupArn")) return "${otherTargetGroupArn}";
    for (var form : FORMS.entrySet()) {
      if (form.getValue().matcher(value).matches()) return "${" + form.getKey() + "}";
    }
    var name = path.replaceFirst("\\.member\\.\\d+$", "").replaceFirst(".*\\.", "");
    var placeholder = MEMBERS.get(name);
    if (name.equals("Name") && operation.endsWith("Parameter")) return "${parameter}";
    if (placeholder == null || value.isEmpty()) return value;
    if (placeholder.equals("container") && operation.startsWith("Register")) return value;
    if (placeholder.equals("secret") && !operation.matches(".*(Secret|Parameter).*")) return value;
    if (placeholder.equals("parameter") && !operation.endsWith("Parameters")) return value;
    if (placeholder.equals("definition") && value.matches(".*:\\d+")) return "${definition}:1";
    return "${" + placeholder + "}";
  }
}
