package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.Optional;

/// One difference between what is wanted and what is live.
///
/// @param from the live side; empty where ECS has nothing there (or its default)
/// @param to the wanted side; empty where the manifest says nothing, which means AWS's default
public record Field(
    Path path, Optional<Value> from, Optional<Value> to, Cause cause, Consequence consequence) {

  /// What moved.
  public sealed interface Cause {
    record Manifest() implements Cause {}

    record Parameter(String name) implements Cause {}

    /// The image's tag names another digest than before.
    ///
    /// @param tag as the manifest has it
    record Digest(String tag) implements Cause {}

    /// Somebody or something else wrote to the live side.
    record Drift() implements Cause {}
  }

  /// What writing a field does to the service, or the Job.
  public sealed interface Consequence {
    record InPlace() implements Consequence {}

    record NewDeployment() implements Consequence {}

    record Replace() implements Consequence {}

    /// A Job runs once more.
    record RunAgain() implements Consequence {}

    record Ignored(String why) implements Consequence {}
  }

  public boolean ignored() {
    return consequence instanceof Consequence.Ignored;
  }
}
