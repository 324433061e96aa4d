package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.Sighting;

/// What a refused look says about the thing: nothing.
///
/// A look that is not allowed names the permission that it lacked.
final class Refusals {
  private Refusals() {}

  /// @param permission that the look needs
  static <T> Sighting<T> hidden(Failure failure, String permission) {
    return switch (failure.kind()) {
      case DENIED ->
          new Sighting.Hidden<>(
              "not allowed to look", "allow %s in the caller's IAM policy".formatted(permission));
      case THROTTLED, TRANSIENT, CONFLICT, LIMIT, INVALID, MISSING, STOPPED, UNKNOWN ->
          new Sighting.Hidden<>(failure.message(), failure.hint());
    };
  }
}
