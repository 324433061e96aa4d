package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder of manifests that a test writes.
record Folder(List<ManifestFile> files) {
  static final String ENVIRONMENT =
      """
      apiVersion: berth.dev/v1
      kind: Environment
      metadata: {name: demo}
      spec:
        installation: acme
        cluster: {name: demo}
      """;

  /// The least that Fargate takes; `{}` in a test's text stands where it goes on.
  static final String SERVICE =
      """
      apiVersion: berth.dev/v1
      kind: Service
      metadata: {name: web}
      spec:
        launchType: FARGATE
        networkConfiguration:
          awsvpcConfiguration: {subnets: [subnet-1]}
        taskDefinition:
          cpu: 256
          memory: 512
          networkMode: awsvpc
          containerDefinitions:
            - name: web
              image: web:1
      """;

  static Folder of(String environment, String... services) {
    var files = new ArrayList<ManifestFile>();
    files.add(new ManifestFile("environments/demo.yaml", environment));
    for (int i = 0; i < services.length; i++) {
      files.add(new ManifestFile("service-" + i + ".yaml", services[i]));
    }
    return new Folder(files);
  }

  Parsed parsed(SortedMap<String, String> parameters) {
    return Manifests.parse(files, Optional.empty(), new ResolvedParameters(parameters), "a folder");
  }

  Parsed parsed() {
    return parsed(new TreeMap<>());
  }

  List<String> findings() {
    return switch (parsed()) {
      case Parsed.Valid(_, var warnings) -> warnings.stream().map(Finding::toString).toList();
      case Parsed.Invalid(var findings) -> findings.stream().map(Finding::toString).toList();
    };
  }

  /// The one service of a folder that is sound.
  Wanted only() {
    return switch (parsed()) {
      case Parsed.Valid(var desired, _) -> desired.wanted().lastEntry().getValue();
      case Parsed.Invalid(var findings) -> throw new AssertionError(findings);
    };
  }

  /// Its first container.
  Value.Fields container() {
    return only().fields().fields("taskDefinition").each("containerDefinitions").getFirst();
  }
}
