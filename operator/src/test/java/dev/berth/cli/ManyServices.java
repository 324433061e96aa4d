package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Manifests of an environment with many services, each a little different.
final class ManyServices {
  private static final int A_FILE = 50;

  private ManyServices() {}

  static List<ManifestFile> of(int count) {
    var files = new ArrayList<ManifestFile>();
    files.add(new ManifestFile("many/environments/many.yaml", environment()));
    for (int from = 0; from < count; from += A_FILE) {
      var text = new StringBuilder();
      for (int n = from; n < Math.min(count, from + A_FILE); n++) text.append(service(n));
      files.add(new ManifestFile("many/services-%05d.yaml".formatted(from), text.toString()));
    }
    return List.copyOf(files);
  }

  static void write(int count, Path folder) throws IOException {
    for (var file : of(count)) {
      var path = folder.resolve(file.path());
      java.nio.file.Files.createDirectories(path.getParent());
      java.nio.file.Files.writeString(path, file.text());
    }
  }

  private static String environment() {
    return """
    apiVersion: berth.dev/v1
    kind: Environment
    metadata: {name: many}
    spec:
      installation: acme-platform
      region: us-east-1
      cluster: {name: many, create: true, capacityProviders: [FARGATE]}
      sync: {mode: apply}
      defaults:
        service:
          launchType: FARGATE
          networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-00000000000000001]}}
          deploymentConfiguration: {deploymentCircuitBreaker: {enable: true, rollback: true}}
        taskDefinition:
          networkMode: awsvpc
          requiresCompatibilities: [FARGATE]
          executionRoleArn: arn:aws:iam::000000000000:role/execution
    """;
  }

  private static String service(int number) {
    return """
    ---
    apiVersion: berth.dev/v1
    kind: Service
    metadata: {name: service-%04d}
    spec:
      desiredCount: %d
      taskDefinition:
        cpu: 256
        memory: 512
        containerDefinitions:
          - name: main
            image: registry.example.com/service-%d:1.%d
            env: {LOG_LEVEL: info, SHARD: "%d", REGION: us-east-1}
            portMappings: [{containerPort: 8080, name: http}]
    """
        .formatted(number, 1 + number % 3, number, number % 7, number);
  }
}
