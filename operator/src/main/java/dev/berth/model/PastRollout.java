package dev.berth.model;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.PastDeployment;
import java.time.Instant;
import java.util.Optional;

/// A service deployment with what it deployed.
///
/// @param finishedAt empty while it runs
/// @param fields those of the service that ECS keeps in its service revision, in CreateService's
///   spelling; without the task definition
/// @param definition empty where ECS can no longer describe it
public record PastRollout(
    PastDeployment deployment,
    Optional<Instant> finishedAt,
    Value.Fields fields,
    Optional<Definition> definition) {
  /// `<family>:<revision>`
  public String revision() {
    return Definition.revision(deployment.taskDefinition());
  }

  public boolean successful() {
    return deployment.status().equals("SUCCESSFUL");
  }
}
