package dev.berth.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// What one check sees of an endpoint: names of its own, requests that are legal as they stand, and
/// whoever takes away afterwards what the check has made.
final class Account {
  static final String IMAGE = "public.ecr.aws/docker/library/busybox:stable";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Endpoint endpoint;
  private final String prefix;
  private final Deque<Supplier<Reply>> leftovers = new ArrayDeque<>();
  private final TreeSet<String> families = new TreeSet<>();
  private final Surroundings surroundings;
  private String cluster = "";

  Account(Endpoint endpoint, String check) {
    this.endpoint = endpoint;
    this.prefix = "c" + Integer.toHexString(check.hashCode()) + endpoint.run();
    this.surroundings = new Surroundings(this);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /// A name that no other check has.
  String name(String word) {
    return prefix + "-" + word.toLowerCase(Locale.ROOT);
  }

  /// One call to ECS; the input is JSON with single quotes.
  Reply ecs(String operation, String input) {
    return ecs(operation, (ObjectNode) Reply.json(input));
  }

  Reply ecs(String operation, ObjectNode input) {
    return endpoint.send(
        Call.json("ecs", Call.ECS, operation, Reply.JSON.writeValueAsString(input)));
  }

  Reply cloudMap(String operation, String input) {
    var body = Reply.JSON.writeValueAsString(Reply.json(input));
    return endpoint.send(Call.json("servicediscovery", Call.CLOUD_MAP, operation, body));
  }

  /// One call to ELBv2, its arguments as a form has them.
  Reply balancing(String action, String... form) {
    return endpoint.send(
        Call.form("elasticloadbalancing", action, Forms.of(action, "2015-12-01", form)));
  }

  Reply ec2(String action, String... form) {
    return endpoint.send(Call.form("ec2", action, Forms.of(action, "2016-11-15", form)));
  }

  /// Is done when the check is over, the latest first.
  void leaves(Supplier<Reply> removal) {
    leftovers.push(removal);
  }

  /// The check's cluster, with Fargate's providers; made when it is first asked for.
  String cluster() {
    if (cluster.isEmpty()) cluster = cluster("cluster", "'capacityProviders': ['FARGATE']");
    return cluster;
  }

  String cluster(String word, String more) {
    var name = name(word);
    ecs("CreateCluster", "{'clusterName': '%s', %s}".formatted(name, more)).ok();
    leaves(() -> ecs("DeleteCluster", "{'cluster': '%s'}".formatted(name)));
    return name;
  }

  /// A definition for Fargate with one container `app`, which serves a page at its port `web`.
  Draft definition(String word) {
    var family = name(word);
    var input =
        """
        {'family': '%s', 'cpu': '256', 'memory': '512', 'networkMode': 'awsvpc',
         'requiresCompatibilities': ['FARGATE'],
         'containerDefinitions': [{'name': 'app', 'image': '%s', 'memory': 256,
           'command': ['sh', '-c', 'echo ok > /tmp/index.html; exec httpd -f -p 80 -h /tmp'],
           'portMappings': [{'containerPort': 80, 'name': 'web'}]}]}
        """
            .formatted(family, IMAGE);
    return new Draft((ObjectNode) Reply.json(input), this::register);
  }

  /// A definition for EC2 on the bridge network, without sizes of its own.
  Draft bridged(String word) {
    return definition(word).without("cpu", "memory", "networkMode", "requiresCompatibilities");
  }

  private Reply register(ObjectNode input) {
    var reply = ecs("RegisterTaskDefinition", input);
    if (!reply.isOk()) return reply;
    families.add(input.at("/family").asString());
    var arn = reply.text("/taskDefinition/taskDefinitionArn");
    leaves(() -> ecs("DeregisterTaskDefinition", "{'taskDefinition': '%s'}".formatted(arn)));
    return reply;
  }

  /// A service on Fargate that has no tasks, of the definition of that name.
  Draft service(String word) {
    if (!families.contains(name(word))) definition(word).ok();
    var input =
        """
        {'cluster': '%s', 'serviceName': '%s', 'taskDefinition': '%s', 'desiredCount': 0,
         'launchType': 'FARGATE', 'networkConfiguration': %s}
        """
            .formatted(cluster(), name(word), name(word), surroundings.network());
    return new Draft((ObjectNode) Reply.json(input), this::create);
  }

  /// The same on EC2: no network of its own.
  Draft bridgedService(String word) {
    if (!families.contains(name(word))) bridged(word).ok();
    return service(word).without("networkConfiguration").with("'launchType': 'EC2'");
  }

  private Reply create(ObjectNode input) {
    var reply = ecs("CreateService", input);
    if (!reply.isOk()) return reply;
    var named = new ArrayList<>(List.of(input.at("/cluster").asString()));
    named.add(input.at("/serviceName").asString(""));
    leaves(() ->
        ecs(
            "DeleteService",
            "{'cluster': '%s', 'service': '%s', 'force': true}".formatted(named.toArray())));
    return reply;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /// Any other call about the check's own service of that name.
  Reply update(String word, String members) {
    return ecs(
        "UpdateService",
        "{'cluster': '%s', 'service': '%s', %s}".formatted(cluster(), name(word), members));
  }

  Reply delete(String word, String members) {
    return ecs(
        "DeleteService",
        "{'cluster': '%s', 'service': '%s' %s}".formatted(cluster(), name(word), members));
  }

  Reply describe(String word) {
    return ecs(
        "DescribeServices",
        "{'cluster': '%s', 'services': ['%s']}".formatted(cluster(), name(word)));
  }

  /// RunTask of the definition of that name, on Fargate.
  Draft task(String word) {
    if (!families.contains(name(word))) definition(word).ok();
    var input =
        """
        {'cluster': '%s', 'taskDefinition': '%s', 'launchType': 'FARGATE',
         'networkConfiguration': %s}
        """
            .formatted(cluster(), name(word), surroundings.network());
    return new Draft((ObjectNode) Reply.json(input), this::run);
  }

  private Reply run(ObjectNode input) {
    var reply = ecs("RunTask", input);
    var cluster = input.get("cluster").asString();
    for (var each : reply.items("/tasks")) {
      var stop =
          "{'cluster': '%s', 'task': '%s'}".formatted(cluster, each.at("/taskArn").asString());
      leaves(() -> ecs("StopTask", stop));
    }
    return reply;
  }

  Reply task(Reply run) {
    return describeTask(run.text("/tasks/0/taskArn"));
  }

  Reply describeTask(String arn) {
    return ecs("DescribeTasks", "{'cluster': '%s', 'tasks': ['%s']}".formatted(cluster(), arn));
  }

  /// Waits until the answer shows that text there, and gives it.
  Reply until(Supplier<Reply> look, String pointer, String text) {
    return until(PATIENCE, look, pointer, text);
  }

  Reply until(Duration most, Supplier<Reply> look, String pointer, String text) {
    endpoint.until(most, () -> look.get().at(pointer).asString("").equals(text));
    return look.get().says(pointer, text);
  }

  /// Waits until a service has rolled out.
  Reply settled(String word) {
    return until(() -> describe(word), "/services/0/deployments/0/rolloutState", "COMPLETED")
        .sized("/services/0/deployments", 1);
  }

  /// Takes away what the check has made. What cannot go yet gets some time; what stays is named.
  void close() {
    for (var each : leftovers) {
      var last = each.get();
      if (last.isOk() || last.code().equals("ClusterNotFoundException")) continue;
      if (!List.of("DeleteCluster", "DeleteTargetGroup").contains(last.operation())) continue;
      if (!endpoint.until(Duration.ofMinutes(5), () -> each.get().isOk())) {
        System.out.println("left behind: " + prefix + ": " + each.get().summary());
      }
    }
  }
}
