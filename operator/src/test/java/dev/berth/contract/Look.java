package dev.berth.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What ECS says of a cluster and of all that is in it, an answer a member; a refusal is an answer.
final class Look {
  /// Between these, how far a task has come is chance.
  private static final Set<String> RESTING = Set.of("RUNNING", "STOPPED");

  private static final int MOST_SERVICES = 10;
  private static final int MOST_TASKS = 100;

  private final Endpoint endpoint;
  private final String cluster;
  private final ObjectNode answers = Reply.JSON.createObjectNode();

  private Look(Endpoint endpoint, String cluster) {
    this.endpoint = endpoint;
    this.cluster = cluster;
  }

  static ObjectNode at(Endpoint endpoint, String cluster) {
    var look = new Look(endpoint, cluster);
    look.cluster();
    look.services();
    look.tasks();
    look.definitions();
    return look.answers;
  }

  private void cluster() {
    var found =
        kept(
            "DescribeClusters",
            "",
            "{'clusters': ['%s'], 'include': ['CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS']}"
                .formatted(cluster));
    tags("of the cluster", found.at("/clusters/0/clusterArn").asString(""));
  }

  private void services() {
    var arns = listed("ListServices", "{'cluster': '%s'}".formatted(cluster), "serviceArns");
    if (arns.isEmpty()) return;
    var named = quoted(arns.subList(0, Math.min(MOST_SERVICES, arns.size())));
    var input = "{'cluster': '%s', 'services': [%s], 'include': ['TAGS']}";
    kept("DescribeServices", "", input.formatted(cluster, named));
    arns.forEach(this::service);
  }

  private void service(String arn) {
    var name = last(arn);
    tags("of service " + name, arn);
    var of = "{'cluster': '%s', 'service': '%s'}".formatted(cluster, arn);
    var deployments = new ArrayList<String>();
    var revisions = new LinkedHashSet<String>();
    for (var each : kept("ListServiceDeployments", "of " + name, of).items("/serviceDeployments")) {
      deployments.add(each.at("/serviceDeploymentArn").asString());
      revisions.add(each.at("/targetServiceRevisionArn").asString());
    }
    if (deployments.isEmpty()) return;
    kept(
        "DescribeServiceDeployments",
        "of " + name,
        "{'serviceDeploymentArns': [%s]}".formatted(quoted(deployments)));
    kept(
        "DescribeServiceRevisions",
        "of " + name,
        "{'serviceRevisionArns': [%s]}".formatted(quoted(List.copyOf(revisions))));
  }

  private void tasks() {
    var arns = new ArrayList<String>();
    for (var status : RESTING.stream().sorted().toList()) {
      var input = "{'cluster': '%s', 'desiredStatus': '%s'}".formatted(cluster, status);
      arns.addAll(listed("ListTasks", input, "taskArns"));
    }
    if (arns.isEmpty()) return;
    var named = quoted(arns.subList(0, Math.min(MOST_TASKS, arns.size())));
    var input = "{'cluster': '%s', 'tasks': [%s], 'include': ['TAGS']}".formatted(cluster, named);
    var found = sent("DescribeTasks", input);
    var resting =
        found.items("/tasks").stream()
            .filter(task -> RESTING.contains(task.at("/lastStatus").asString("")))
            .toList();
    var said = (ObjectNode) said(found);
    if (found.isOk()) said.putArray("tasks").addAll(resting);
    answers.set("DescribeTasks", said);
  }

  private void definitions() {
    var families =
        listed(
            "ListTaskDefinitionFamilies",
            "{'familyPrefix': '%s', 'status': 'ALL'}".formatted(cluster),
            "families");
    for (var family : families) {
      for (var status : List.of("ACTIVE", "INACTIVE")) {
        var input = "{'familyPrefix': '%s', 'status': '%s'}".formatted(family, status);
        listed("ListTaskDefinitions", input, "taskDefinitionArns").forEach(this::definition);
      }
    }
  }

  private void definition(String arn) {
    tags("of " + last(arn), arn);
    kept(
        "DescribeTaskDefinition",
        "of " + last(arn),
        "{'taskDefinition': '%s', 'include': ['TAGS']}".formatted(arn));
  }

  private void tags(String of, String arn) {
    if (!arn.isEmpty()) kept("ListTagsForResource", of, "{'resourceArn': '%s'}".formatted(arn));
  }

  /// All pages; a refusal is kept in their place.
  private List<String> listed(String operation, String input, String member) {
    var all = new ArrayList<String>();
    var page = (ObjectNode) Reply.json(input);
    while (true) {
      var reply = sent(operation, Reply.JSON.writeValueAsString(page));
      if (!reply.isOk()) answers.set(operation, said(reply));
      all.addAll(reply.texts("/" + member));
      var next = reply.at("/nextToken").asString("");
      if (next.isEmpty()) return all.stream().sorted().toList();
      page.put("nextToken", next);
    }
  }

  private Reply kept(String operation, String of, String input) {
    var reply = sent(operation, input);
    answers.set((operation + " " + of).strip(), said(reply));
    return reply;
  }

  private Reply sent(String operation, String input) {
    return endpoint.send(
        Call.json("ecs", Call.ECS, operation, Reply.JSON.writeValueAsString(Reply.json(input))));
  }

  private static JsonNode said(Reply reply) {
    if (reply.isOk()) return reply.body().deepCopy();
    return Reply.JSON
        .createObjectNode()
        .put("status", reply.status())
        .put("code", reply.code())
        .put("message", reply.message());
  }

  private static String quoted(List<String> texts) {
    return String.join(", ", texts.stream().map("'%s'"::formatted).toList());
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
