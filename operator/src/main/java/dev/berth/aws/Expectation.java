package dev.berth.aws;

import dev.berth.model.Live.LiveService;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Expect;
import dev.berth.plan.Fingerprint;
import dev.berth.reconcile.EcsApi.Performed;
import java.util.Optional;

/// What a plan counts on, held against what is there just before the call.
record Expectation(ResourceKey key, Expect expect) {
  /// @return what to say when it does not hold
  Optional<Performed> broken(Optional<LiveService> found) {
    return switch (expect) {
      case Expect.Anything() -> Optional.empty();
      case Expect.Absent() -> found.map(live -> new Performed.Stale("absent", words(live)));
      case Expect.Unchanged(var fingerprint) -> changed(fingerprint, found);
    };
  }

  private static Optional<Performed> changed(String fingerprint, Optional<LiveService> found) {
    if (found.map(Fingerprint::of).filter(fingerprint::equals).isPresent()) {
      return Optional.empty();
    }
    var now = found.map(Expectation::words).orElse("absent");
    return Optional.of(new Performed.Stale("as it was planned for", now));
  }

  /// Such as `ACTIVE, api:4, deployment ecs-svc/123`.
  static String words(LiveService live) {
    var primary = live.primary().map(p -> ", deployment " + p.id()).orElse("");
    return live.state() + ", " + live.revision() + primary;
  }
}
