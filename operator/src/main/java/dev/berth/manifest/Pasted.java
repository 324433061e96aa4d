package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Path;
import java.util.List;

/// What ECS adds to its answers, and people paste along: told and left out.
final class Pasted {
  private static final List<String> SERVICE =
      List.of(
          "clusterArn",
          "createdAt",
          "createdBy",
          "currentServiceDeployment",
          "currentServiceRevisions",
          "deployments",
          "events",
          "pendingCount",
          "platformFamily",
          "resourceManagementType",
          "roleArn",
          "runningCount",
          "serviceArn",
          "status",
          "taskSets");
  private static final List<String> DEFINITION =
      List.of(
          "compatibilities",
          "deregisteredAt",
          "registeredAt",
          "registeredBy",
          "requiresAttributes",
          "revision",
          "status",
          "taskDefinitionArn");

  private Pasted() {}

  static Mapping without(Mapping spec, Findings findings) {
    var service = without(spec, Document.SPEC, SERVICE, findings);
    var definition = service.mapping("taskDefinition");
    if (definition.isEmpty()) return service;
    var path = Document.SPEC.field("taskDefinition");
    var clean = without(definition.get(), path, DEFINITION, findings);
    return service.with("taskDefinition", clean);
  }

  private static Mapping without(
      Mapping mapping, Path path, List<String> answered, Findings findings) {
    var clean = mapping;
    for (var name : answered) {
      if (!mapping.entries().containsKey(name)) continue;
      var sentence = "ECS decides `" + name + "`, so it is ignored here";
      findings.warn("ignored-field", mapping.where(name), path.field(name), sentence, "remove it");
      clean = clean.without(name);
    }
    return clean;
  }
}
