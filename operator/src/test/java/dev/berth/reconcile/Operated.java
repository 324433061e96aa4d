package dev.berth.reconcile;

import dev.berth.aws.AwsClients;
import dev.berth.aws.AwsSettings;
import dev.berth.aws.InProcessHttp;
import dev.berth.aws.SdkEcsApi;
import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.EnvironmentSpec.Sync;
import dev.berth.model.Json;
import dev.berth.model.PolicySettings;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.model.Wiring.Condition;
import dev.berth.model.Wiring.Edge;
import dev.berth.plan.Allowance;
import dev.berth.plan.Change;
import dev.berth.reconcile.Reconciler.Pass;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One environment in a simulated account, and the passes of an operator over it, as its loop makes
/// them: with one hand that remembers.
final class Operated implements AutoCloseable {
  private final Simulator simulator = Simulator.stepped(1);
  private final Account account = new Account(simulator);
  private final AwsClients clients;
  private final Reconciler reconciler;
  private final EcsApi ecs;
  private final Sync sync;
  final OperatorHand hand = new OperatorHand();

  Operated(Sync sync) {
    this.sync = sync;
    account.ecs("CreateCluster", Fields.EMPTY.with("clusterName", Value.of(Account.CLUSTER)));
    var settings =
        AwsSettings.of(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.of("us-east-1"),
                new AwsSettings.Agent("test", "operated"),
                simulator::now,
                simulator::advance)
            .through(
                new InProcessHttp((method, path, headers, body) ->
                    Account.pass(simulator, Request.of(method, path, headers, body))));
    clients = new AwsClients(settings);
    ecs = new SdkEcsApi(clients, desired().environment());
    reconciler = new Reconciler(ecs, Optional::empty, Listener.silent(), Allowance.NONE, hand);
  }

  Desired desired(Wanted... wanted) {
    var map = new TreeMap<ResourceKey, Wanted>();
    for (var want : wanted) map.put(want.key(), want);
    var environment =
        new EnvironmentSpec(
            "test",
            "acme",
            Optional.of("us-east-1"),
            new Home(Account.CLUSTER, Origin.EXPECTED, Fields.EMPTY),
            Optional.empty(),
            new TreeMap<>(),
            sync,
            Optional.empty(),
            PolicySettings.NONE);
    return new Desired(environment, "c0ffee", map);
  }

  static Wanted want(String name, String image, int count, String... dependsOn) {
    var fields =
        (Fields)
            Json.parse(
                """
                {"desiredCount": %d, "launchType": "FARGATE",
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
                 "taskDefinition": {"family": "%s", "cpu": "256", "memory": "512",
                   "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
                   "containerDefinitions": [{"name": "app", "image": "%s"}]}}
                """
                    .formatted(count, name, image));
    var edges = new ArrayList<Edge>();
    for (var on : dependsOn) edges.add(new Edge(ResourceKey.service(on), Condition.ROLLED_OUT));
    var none = Wiring.NONE;
    var wiring =
        new Wiring(edges, List.of(), none.deadline(), List.of(), none.parameters(), none.places());
    return new Wanted(ResourceKey.service(name), fields, wiring);
  }

  /// One pass, after half a minute.
  Pass pass(Desired desired) {
    simulator.advance(Duration.ofSeconds(30));
    return reconciler.pass(desired, Depth.TAGS);
  }

  /// Passes until there is nothing to do, or to be done now.
  Pass quiet(Desired desired) {
    for (int i = 0; i < 60; i++) {
      var pass = pass(desired);
      boolean moving = pass.next() instanceof Next.Watch || pass.next() instanceof Next.Retry;
      if (!moving) return pass;
    }
    throw new AssertionError("no end of passes");
  }

  /// The same as a person's `berth apply` would do it.
  void apply(Desired desired) {
    var person = new Reconciler(ecs, Optional::empty, Listener.silent());
    for (int i = 0; i < 60; i++) {
      simulator.advance(Duration.ofSeconds(30));
      if (person.pass(desired, Depth.TAGS).next() instanceof Next.Settled) return;
    }
    throw new AssertionError("no end of passes");
  }

  /// What somebody else does.
  void count(String name, int count) {
    account.ecs("UpdateService", Account.named(name).with("desiredCount", Value.of(count)));
  }

  void delete(String name) {
    account.ecs("DeleteService", Account.named(name).with("force", Value.of(true)));
  }

  void tag(String name, String key, String value) {
    var arn = account.service(name).orElseThrow().at("serviceArn").orElseThrow();
    var tag = Fields.EMPTY.with("key", Value.of(key)).with("value", Value.of(value));
    account.ecs(
        "TagResource",
        Fields.EMPTY.with("resourceArn", arn).with("tags", Value.items(List.of(tag))));
  }

  void untag(String name, String... keys) {
    var arn = account.service(name).orElseThrow().at("serviceArn").orElseThrow();
    var request = Fields.EMPTY.with("resourceArn", arn);
    account.ecs("UntagResource", request.with("tagKeys", Value.texts(List.of(keys))));
  }

  int count(String name) {
    return account.service(name).orElseThrow().whole("desiredCount").orElseThrow();
  }

  /// `<family>:<revision>` that it names.
  String revision(String name) {
    var arn = account.service(name).orElseThrow().text("taskDefinition").orElseThrow();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  Account account() {
    return account;
  }

  Simulator simulator() {
    return simulator;
  }

  int writes() {
    return simulator.callLog().writes().size();
  }

  static Change of(Pass pass, String name) {
    return pass.plan().changes().stream()
        .filter(change -> change.key().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    clients.close();
  }
}
