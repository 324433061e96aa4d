package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Json;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action;
import dev.berth.plan.Expect;
import dev.berth.plan.Fingerprint;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The simulator in the process behind the port, on a stepped clock; and one service to play with.
final class SimulatedWorld {
  static final ResourceKey API = ResourceKey.service("api");
  static final EnvironmentSpec ENVIRONMENT =
      FakeAws.environment(Origin.CREATED, Optional.of(Origin.CREATED));

  private final Simulator simulator = Simulator.stepped(7);
  private final SdkEcsApi ecs = new SdkEcsApi(clients(simulator), ENVIRONMENT);

  private static AwsClients clients(Simulator simulator) {
    var settings =
        AwsSettings.of(
            Optional.of(URI.create("http://localhost")),
            Optional.of("eu-west-1"),
            new AwsSettings.Agent("1", "1"),
            simulator::now,
            simulator::advance);
    return new AwsClients(
        settings.through(
            new InProcessHttp((method, path, headers, body) -> {
              var answer = simulator.handle(Request.of(method, path, headers, body));
              return new InProcessHttp.Answer(answer.status(), answer.headers(), answer.body());
            })));
  }

  Simulator simulator() {
    return simulator;
  }

  void pass(Duration time) {
    simulator.advance(time);
  }

  void fault(String json) {
    simulator.fault(object(json));
  }

  void script(String json) {
    simulator.script(object(json));
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) JsonMapper.shared().readTree(json);
  }

  Performed perform(Action action, Optional<String> registered) {
    return ecs.perform(action, registered);
  }

  /// @return the ARN that came of it
  Optional<String> done(Action action, Optional<String> registered) {
    return ((Performed.Done) perform(action, registered)).arn();
  }

  Observed observe(String hash, Depth depth) {
    var hashes = new TreeMap<ResourceKey, String>();
    hashes.put(API, hash);
    return ecs.observe(new Scope(ENVIRONMENT, hashes, depth));
  }

  LiveService api(String hash) {
    return observe(hash, Depth.TAGS).service(API).orElseThrow();
  }

  /// The cluster and the namespace, made and there.
  SimulatedWorld homes() {
    var cluster = ResourceKey.cluster("c");
    var request =
        fields("{\"capacityProviders\":[\"FARGATE\"]}").with("tags", Value.tags(tags(cluster)));
    done(new Action.CreateCluster(cluster, request, ""), Optional.empty());
    var namespace = ResourceKey.namespace("internal");
    done(new Action.CreateNamespace(namespace, tags(namespace), ""), Optional.empty());
    return this;
  }

  Optional<String> register(String image) {
    var definition =
        fields(
            """
            {"family":"api","cpu":"256","memory":"512","networkMode":"awsvpc",
             "requiresCompatibilities":["FARGATE"],
             "containerDefinitions":[{"name":"web","image":"%s",
               "portMappings":[{"name":"http","containerPort":8000}]}]}\
            """
                .formatted(image));
    return done(
        new Action.RegisterTaskDefinition(API, definition, tags(API), Optional.empty(), ""),
        Optional.empty());
  }

  Action create(String hash) {
    var request =
        fields(
            """
            {"desiredCount":2,"launchType":"FARGATE",
             "deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true}},
             "networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"]}},
             "serviceConnectConfiguration":{"enabled":true,"namespace":"internal","services":[
               {"portName":"http","clientAliases":[{"port":80}]}]}}\
            """);
    return new Action.CreateService(API, request, tags(API), hash, "token", "");
  }

  /// Registers an image and rolls it out, as a plan would.
  Performed roll(String image, String hash) {
    var expect = unchanged();
    var registered = register(image);
    done(new Action.MarkApplied(API, hash, tags(API), expect, ""), registered);
    return perform(
        new Action.UpdateService(API, Fields.EMPTY, Action.Definition.REGISTERED, expect, ""),
        registered);
  }

  Expect unchanged() {
    return new Expect.Unchanged(Fingerprint.of(api("")));
  }

  static SortedMap<String, String> tags(ResourceKey key) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, ENVIRONMENT.owner());
    tags.put(Marks.KEY, key.toString());
    return tags;
  }

  static Fields fields(String json) {
    return (Fields) Json.parse(json);
  }
}
