package dev.berth.plan;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;

/// A service as a plan saw it, in short: whether it is still so is asked just before a call. Counts
/// move by themselves and marks are Berth's own, so neither takes part.
public final class Fingerprint {
  private Fingerprint() {}

  public static String of(LiveService live) {
    return Digest.of(
        Fields.EMPTY
            .with("arn", Value.of(live.arn()))
            .with("state", Value.of(live.state().name()))
            .with("owner", Value.of(owner(live.owner())))
            .with("taskDefinition", Value.of(live.taskDefinition()))
            .with("primary", Value.of(live.primary().map(p -> p.id()).orElse("")))
            .with("fields", Canonical.service(live.fields()).without(ServiceFields.COUNT)));
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case Owner.Ours(var name) -> "ours " + name;
      case Owner.Foreign(var name) -> "foreign " + name.orElse("");
      case Owner.Lost() -> "lost";
    };
  }
}
