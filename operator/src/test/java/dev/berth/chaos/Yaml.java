package dev.berth.chaos;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.EnvironmentSpec.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The manifests that say a [Wish].
final class Yaml {
  static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-password-AbCdEf";
  static final String TOKEN = "/test/token";
  static final String STAGE = "/test/stage";

  private static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: test}
      spec:
        installation: acme
        region: us-east-1
        cluster: {name: test}
        sync: {mode: %s, prune: %s}
        rolloutOnSecretChange: true
        policies: {plain-secret: warn}
        parameters:
          apiToken: none
          level: %s
          stage: {ssm: %s}
        defaults:
          service:
            launchType: FARGATE
            networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
            deploymentConfiguration:
              deploymentCircuitBreaker: {enable: true, rollback: true}
          job:
            launchType: FARGATE
            networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
          taskDefinition:
            cpu: 256
            memory: 512
            networkMode: awsvpc
            requiresCompatibilities: [FARGATE]
            executionRoleArn: arn:aws:iam::000000000000:role/execution
      """;

  private static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: %s}
      spec:
        deadline: 10m
        desiredCount: %d
        dependsOn: %s
        taskDefinition:
          containerDefinitions:
            - name: app
              image: app:%s
              env: {NAME: %s%s}
              secrets: {%s}
      """;

  private static final String JOB =
      """
      apiVersion: berth.dev/v1
      kind: Job
      metadata: {name: migrate}
      spec:
        deadline: 20m
        taskDefinition:
          containerDefinitions: [{name: app, image: "job:%s"}]
      """;

  private Yaml() {}

  static List<ManifestFile> of(Wish wish) {
    var files = new ArrayList<ManifestFile>();
    var mode = wish.mode() == Mode.APPLY ? "apply" : "observe";
    var prune = Boolean.toString(wish.prune() == Habit.ON);
    var environment = ENVIRONMENT.formatted(mode, prune, wish.level(), STAGE);
    files.add(new ManifestFile("environment.yaml", environment));
    wish.migration().ifPresent(tag -> files.add(new ManifestFile("job.yaml", JOB.formatted(tag))));
    wish.services()
        .forEach((name, service) -> {
          var text = of(name, service);
          files.add(new ManifestFile(name.toLowerCase(Locale.ROOT) + ".yaml", text));
        });
    return files;
  }

  private static String of(String name, Wish.Service service) {
    var variables = new StringBuilder();
    var secrets = "";
    for (var use : service.uses()) {
      switch (use) {
        case LEVEL -> variables.append(", LEVEL: \"${level}\"");
        case TOKEN -> variables.append(", API_TOKEN: \"${apiToken}\"");
        case STAGE -> variables.append(", STAGE: \"${stage}\"");
        case SECRET -> secrets = "PASSWORD: \"%s\", TOKEN: %s".formatted(SECRET, TOKEN);
      }
    }
    return SERVICE.formatted(
        name, service.count(), service.needs(), service.image(), name, variables, secrets);
  }

  /// A tree in which the environment has another name.
  static List<ManifestFile> renamed(Wish wish) {
    return of(wish).stream()
        .map(file ->
            new ManifestFile(
                file.path(),
                file.text().replace("metadata: {name: test}", "metadata: {name: prod}")))
        .toList();
  }

  /// A tree with a file that cannot be read, and all else gone but the Environment.
  static List<ManifestFile> broken(Wish wish) {
    return List.of(of(wish).getFirst(), new ManifestFile("web.yaml", "kind: ["));
  }

  /// A tree that can be read, with a word that no manifest has.
  static List<ManifestFile> invalid(Wish wish) {
    var files = new ArrayList<>(of(wish));
    var last = files.removeLast();
    files.add(new ManifestFile(last.path(), last.text() + "  desiredCuont: 3\n"));
    return files;
  }
}
