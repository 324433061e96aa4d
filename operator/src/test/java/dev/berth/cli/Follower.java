package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final List<String[]> edits = new ArrayList<>();
  private int copies = 1;

  Follower() {
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

  /// One edit after another; the latest of the same text counts.
  Follower edit(String from, String to) {
    edits.removeIf(edit -> edit[0].equals(from));
    edits.add(new String[] {from, to});
    return this;
  }

  /// Two services of the same words.
  Follower again() {
    copies = 2;
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
    for (var edit : edits) text = text.replace(edit[0], edit[1]);
    text = text.replace("PIN", "false").replace("ROTATE", "false");
    text = text.replace("IMAGE", REGISTRY + "/web:1");
    var files = new ArrayList<>(List.of(new ManifestFile("web.yaml", text)));
    for (int copy = 1; copy < copies; copy++) {
      var service = text.substring(text.indexOf("---"));
      files.add(new ManifestFile("copy.yaml", service.replace("{name: web}", "{name: copy}")));
    }
    return files;
  }

  InProcess.Ran berth(String verb, String... options) {
    var words = new ArrayList<>(List.of(verb, "web"));
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
