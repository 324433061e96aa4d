package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.Sighting;

/// What a refused look says about the thing: nothing.
final class Refusals {
  private Refusals() {}

  static <T> Sighting<T> hidden(Failure failure) {
    var why =
        switch (failure.kind()) {
          case DENIED -> "not allowed to look";
          case THROTTLED, TRANSIENT, CONFLICT, LIMIT, INVALID, MISSING, UNKNOWN ->
              failure.message();
        };
    return new Sighting.Hidden<>(why, failure.hint());
  }
}
