package dev.berth.plan;

import dev.berth.model.Ledger;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.Optional;

/// What a plan saw, in short: whether it is still so is asked just before a call. Counts move by
/// themselves and marks are Berth's own, so neither takes part, but for a pause: that is a
/// person's.
public final class Fingerprint {
  private Fingerprint() {}

  public static String of(LiveService live) {
    return Digest.of(
        pause(live)
            .with("arn", Value.of(live.arn()))
            .with("state", Value.of(live.state().name()))
            .with("owner", Value.of(owner(live.owner())))
            .with("taskDefinition", Value.of(live.taskDefinition()))
            .with("primary", Value.of(live.primary().map(p -> p.id()).orElse("")))
            .with("fields", Canonical.service(live.fields()).without(ServiceFields.COUNT)));
  }

  private static Fields pause(LiveService live) {
    var pause = Optional.ofNullable(live.marks().tags().get(Marks.PAUSE)).map(Value::of);
    return pause.map(text -> Fields.EMPTY.with("pause", text)).orElse(Fields.EMPTY);
  }

  /// Of a Job: its ledger. Which revision bears it is all the same, as two writers may register the
  /// same attempt twice.
  public static String of(LiveJob live) {
    return of(live.owner(), live.ledger());
  }

  static String of(Owner owner, Ledger ledger) {
    return Digest.of(
        Fields.EMPTY
            .with("owner", Value.of(owner(owner)))
            .with("identity", Value.of(ledger.identity().orElse("")))
            .with("attempt", Value.of(ledger.attempt().map(a -> a.id()).orElse("")))
            .with("outcome", Value.of(ledger.outcome().map(o -> o.toString()).orElse("")))
            .with("forgiven", Value.of(ledger.forgiven())));
  }

  /// The same of what scales a service; scheduled actions move its range by themselves.
  public static String scaling(Live live, Fields fields) {
    var plain = ScalingFields.canonical(live.key().kind(), fields);
    var known =
        live.key().kind() == ResourceKey.Kind.SCALABLE_TARGET
            ? plain.without(ScalingFields.MIN).without(ScalingFields.MAX)
            : plain;
    return Digest.of(
        Fields.EMPTY
            .with("arn", Value.of(live.arn()))
            .with("owner", Value.of(owner(live.owner())))
            .with("fields", known));
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case Owner.Ours(var name) -> "ours " + name;
      case Owner.Foreign(var name) -> "foreign " + name.orElse("");
      case Owner.Lost() -> "lost";
    };
  }
}
