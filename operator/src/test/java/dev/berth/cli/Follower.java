package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;

/// A service that follows its image and its secrets, in an account where both move.
final class Follower {
  static final String REGISTRY = "000000000000.dkr.ecr.us-east-1.amazonaws.com";
  static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-password-AbCdEf";

  private static final String MANIFESTS =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: test}
      spec:
        installation: acme
        region: us-east-1
        cluster: {name: test, create: true}
        pinImages: PIN
        rolloutOnSecretChange: ROTATE
      ---
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        desiredCount: 1
        launchType: FARGATE
        networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
        deploymentConfiguration:
          deploymentCircuitBreaker: {enable: true, rollback: true}
        taskDefinition:
          cpu: 256
          memory: 512
          networkMode: awsvpc
          requiresCompatibilities: [FARGATE]
          executionRoleArn: arn:aws:iam::000000000000:role/web-execution
          containerDefinitions:
            - name: web
              image: IMAGE
              env: {LEVEL: info}
              secrets:
                DB_PASSWORD: %s
                TOKEN: /web/token
      """
          .formatted(SECRET);

  private final Simulator simulator = Simulator.stepped(7);
  private final SortedMap<String, String> edits = new TreeMap<>();

  Follower() {
    edits.put("PIN", "false");
    edits.put("ROTATE", "false");
    edits.put("IMAGE", REGISTRY + "/web:1");
    state("{'secret': '%s'}".formatted(SECRET));
    state("{'parameter': '/web/token', 'type': 'SecureString'}");
    state("{'image': 'web:1', 'content': 'first'}");
  }

  static Follower pinning() {
    return new Follower().edit("PIN", "true");
  }

  static Follower rotating() {
    return new Follower().edit("ROTATE", "true");
  }

  Simulator simulator() {
    return simulator;
  }

  Follower edit(String from, String to) {
    edits.put(from, to);
    return this;
  }

  Follower state(String thing) {
    simulator.state(Json.parse(thing.replace('\'', '"')));
    return this;
  }

  void fault(String rule) {
    simulator.fault(Json.parse(rule.replace('\'', '"')));
  }

  void rotate() {
    Clients.secrets(simulator).putSecretValue(r -> r.secretId(SECRET).secretString("another"));
  }

  List<ManifestFile> files() {
    var text = MANIFESTS;
    for (var edit : edits.entrySet()) text = text.replace(edit.getKey(), edit.getValue());
    return List.of(new ManifestFile("web.yaml", text));
  }

  InProcess.Ran berth(String verb, String... options) {
    var words = new java.util.ArrayList<>(List.of(verb, "web"));
    words.addAll(List.of(options));
    return new InProcess(simulator, files()).berth(words.toArray(String[]::new));
  }

  void rest() {
    simulator.advance(Duration.ofMinutes(10));
  }

  Service service() {
    return Clients.ecs(simulator)
        .describeServices(r -> r.cluster("test").services("web").include(ServiceField.TAGS))
        .services()
        .getFirst();
  }

  String tag(String key) {
    return service().tags().stream()
        .filter(tag -> tag.key().equals(key))
        .map(tag -> tag.value())
        .findFirst()
        .orElse("");
  }

  String image() {
    var definition = service().taskDefinition();
    return Clients.ecs(simulator)
        .describeTaskDefinition(r -> r.taskDefinition(definition))
        .taskDefinition()
        .containerDefinitions()
        .getFirst()
        .image();
  }

  /// How many deployments there ever were.
  int deployments() {
    return Clients.ecs(simulator)
        .listServiceDeployments(r -> r.cluster("test").service("web"))
        .serviceDeployments()
        .size();
  }

  List<String> primaries() {
    return service().deployments().stream().map(Deployment::id).toList();
  }

  int calls(String operation) {
    return simulator.callLog().count(operation);
  }

  int writes() {
    return simulator.callLog().writes().size();
  }
}
