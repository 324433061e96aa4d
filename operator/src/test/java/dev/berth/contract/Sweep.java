package dev.berth.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes away whatever is called so: what checks made, that were killed or could not clean up. What
/// must wait for something else is tried again.
final class Sweep {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int BATCH = 10;
  private static final String ELB = "elasticloadbalancing";
  private static final String VERSION = "2015-12-01";

  private final Endpoint endpoint;
  private final Pattern name;

  Sweep(Endpoint endpoint, String name) {
    this.endpoint = endpoint;
    this.name = Pattern.compile(name);
  }

  /// What is still there at the end, by kind and name.
  List<String> sweep() {
    endpoint.until(PATIENCE, () -> round().isEmpty());
    return List.copyOf(round());
  }

  /// What was there when it was looked for.
  private TreeSet<String> round() {
    var there = new TreeSet<String>();
    clusters(there);
    definitions(there);
    balancers(there);
    namespaces(there);
    return there;
  }

  private void clusters(TreeSet<String> there) {
    for (var arn : texts("ListClusters", "{}", "clusterArns")) {
      if (!ours(last(arn))) continue;
      there.add("cluster " + last(arn));
      var of = "{'cluster': '%s'}".formatted(arn);
      for (var each : texts("ListServices", of, "serviceArns")) {
        var service = "{'cluster': '%s', 'service': '%s', 'force': true}";
        ecs("DeleteService", service.formatted(arn, each));
      }
      for (var each : texts("ListTasks", of, "taskArns")) {
        ecs("StopTask", "{'cluster': '%s', 'task': '%s'}".formatted(arn, each));
      }
      ecs("DeleteCluster", of);
    }
  }

  /// Deregistered ones would stay for ever.
  private void definitions(TreeSet<String> there) {
    var prefix = "{'familyPrefix': 'c', 'status': 'ALL'}";
    for (var family : texts("ListTaskDefinitionFamilies", prefix, "families")) {
      if (!ours(family)) continue;
      for (var each : revisions(family, "ACTIVE")) {
        there.add("task definition " + last(each));
        ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s'}".formatted(each));
      }
      var inactive = revisions(family, "INACTIVE");
      inactive.forEach(each -> there.add("task definition " + last(each)));
      for (var i = 0; i < inactive.size(); i += BATCH) {
        var batch = inactive.subList(i, Math.min(i + BATCH, inactive.size()));
        ecs(
            "DeleteTaskDefinitions",
            "{'taskDefinitions': ['%s']}".formatted(String.join("', '", batch)));
      }
    }
  }

  private List<String> revisions(String family, String status) {
    var input = "{'familyPrefix': '%s', 'status': '%s'}".formatted(family, status);
    return texts("ListTaskDefinitions", input, "taskDefinitionArns");
  }

  private void balancers(TreeSet<String> there) {
    for (var kind : List.of("LoadBalancer", "TargetGroup")) {
      var listed = "/Describe%ss".formatted(kind);
      for (var each : pages(listed.substring(1), listed + "Result/" + kind + "s")) {
        var called = each.at("/" + kind + "Name").asString("");
        if (!ours(called)) continue;
        there.add(kind.toLowerCase(Locale.ROOT) + " " + called);
        var arn = kind + "Arn";
        form("Delete" + kind, arn, each.at("/" + arn).asString(""));
      }
    }
  }

  private List<JsonNode> pages(String action, String pointer) {
    var all = new ArrayList<JsonNode>();
    var marker = "";
    do {
      var reply = marker.isEmpty() ? form(action) : form(action, "Marker", marker);
      all.addAll(reply.ok().items(pointer));
      marker = reply.at("/" + action + "Result/NextMarker").asString("");
    } while (!marker.isEmpty());
    return all;
  }

  private void namespaces(TreeSet<String> there) {
    for (var space : items(Call.CLOUD_MAP, "ListNamespaces", "{}", "Namespaces")) {
      var called = space.at("/Name").asString("");
      if (!ours(called)) continue;
      there.add("namespace " + called);
      var id = space.at("/Id").asString("");
      var filter = "{'Filters': [{'Name': 'NAMESPACE_ID', 'Values': ['%s']}]}".formatted(id);
      for (var each : items(Call.CLOUD_MAP, "ListServices", filter, "Services")) {
        discovered(each.at("/Id").asString(""));
      }
      send(Call.CLOUD_MAP, "DeleteNamespace", "{'Id': '%s'}".formatted(id));
    }
  }

  private void discovered(String service) {
    var of = "{'ServiceId': '%s'}".formatted(service);
    for (var each : items(Call.CLOUD_MAP, "ListInstances", of, "Instances")) {
      var instance = "{'ServiceId': '%s', 'InstanceId': '%s'}";
      send(
          Call.CLOUD_MAP,
          "DeregisterInstance",
          instance.formatted(service, each.at("/Id").asString("")));
    }
    send(Call.CLOUD_MAP, "DeleteService", "{'Id': '%s'}".formatted(service));
  }

  private boolean ours(String called) {
    return name.matcher(called).matches();
  }

  private List<String> texts(String operation, String input, String member) {
    return items(Call.ECS, operation, input, member).stream().map(JsonNode::asString).toList();
  }

  /// All pages of a list; one that is refused is no list.
  private List<JsonNode> items(String target, String operation, String input, String member) {
    var token = target.equals(Call.ECS) ? "nextToken" : "NextToken";
    var all = new ArrayList<JsonNode>();
    var page = (ObjectNode) Reply.json(input);
    while (true) {
      var reply = send(target, operation, Reply.JSON.writeValueAsString(page)).ok();
      all.addAll(reply.items("/" + member));
      var next = reply.at("/" + token).asString("");
      if (next.isEmpty()) return all;
      page.put(token, next);
    }
  }

  private Reply ecs(String operation, String input) {
    return send(Call.ECS, operation, input);
  }

  private Reply send(String target, String operation, String input) {
    var service = target.equals(Call.ECS) ? "ecs" : "servicediscovery";
    var body = Reply.JSON.writeValueAsString(Reply.json(input));
    return endpoint.send(Call.json(service, target, operation, body));
  }

  private Reply form(String action, String... members) {
    return endpoint.send(Call.form(ELB, action, Forms.of(action, VERSION, members)));
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
