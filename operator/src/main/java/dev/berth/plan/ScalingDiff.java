package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What differs on what scales a service.
final class ScalingDiff {
  private static final String SCHEDULED = "a scheduled action sets it";

  private ScalingDiff() {}

  /// @param have the live side of the wanted key
  static List<Field> of(Wanted want, Fields have, Desired desired, Observed observed) {
    boolean drift =
        mark(want.key(), observed)
            .filter(m -> m.hash().equals(hash(want.key(), desired)))
            .isPresent();
    var fields = new ArrayList<Field>();
    for (var found : FieldDiff.of(ScalingFields.of(want.key().kind()), want.fields(), have)) {
      if (want.wiring().ignore().stream().anyMatch(found.path()::within)) continue;
      var cause = drift ? new Field.Cause.Drift() : Causes.of(found, want, desired);
      var consequence =
          scheduled(found, want, desired, observed)
              ? new Field.Consequence.Ignored(SCHEDULED)
              : found.consequence();
      fields.add(new Field(found.path(), found.from(), found.to(), cause, consequence));
    }
    return List.copyOf(fields);
  }

  /// Whether a bound of the range is what a scheduled action may have made of it. Source:
  /// Application Auto Scaling user guide, "Scheduled scaling": an action changes the target's own
  /// range. As long as the manifest states the range that was last written, the actions have the
  /// last word.
  private static boolean scheduled(
      Difference found, Wanted want, Desired desired, Observed observed) {
    if (want.key().kind() != Kind.SCALABLE_TARGET) return false;
    var written = mark(want.key(), observed).map(Marks.Scaling::range);
    return written.equals(Optional.of(range(want)))
        && scheduled(found.path().toString(), want.key(), desired);
  }

  /// Whether a scheduled action of the manifest sets that bound of a target's range.
  static boolean scheduled(String bound, ResourceKey target, Desired desired) {
    return parts(target, desired)
        .map(part -> part.fields().fields(ScalingFields.TARGET_ACTION))
        .anyMatch(action -> action.at(bound).isPresent());
  }

  /// Whether all the policies and actions of a target are as they are wanted, and no others.
  static boolean complete(ResourceKey target, Desired desired, Observed observed) {
    var service = target.ofService();
    var have =
        observed.live().values().stream()
            .filter(LiveScalingPart.class::isInstance)
            .filter(live -> live.key().ofService().equals(service))
            .map(Live::key)
            .toList();
    return have.equals(parts(target, desired).map(Wanted::key).toList())
        && parts(target, desired)
            .allMatch(part -> same(part, observed.live().get(part.key()), desired, observed));
  }

  private static boolean same(Wanted part, Live live, Desired desired, Observed observed) {
    return live instanceof LiveScalingPart have
        && of(part, have.fields(), desired, observed).isEmpty();
  }

  /// The wanted policies and actions of a target, in the order of their keys.
  private static java.util.stream.Stream<Wanted> parts(ResourceKey target, Desired desired) {
    return desired.wanted().values().stream()
        .filter(want -> want.key().scales() && want.key().kind() != Kind.SCALABLE_TARGET)
        .filter(want -> want.key().ofService().equals(target.ofService()));
  }

  /// The hash of all that is wanted to scale a service.
  static String hash(ResourceKey key, Desired desired) {
    var all = new TreeMap<String, Value>();
    desired.wanted().values().stream()
        .filter(want -> want.key().scales())
        .filter(want -> want.key().ofService().equals(key.ofService()))
        .forEach(want ->
            all.put(
                want.key().toString(), ScalingFields.canonical(want.key().kind(), want.fields())));
    return SpecHash.VERSION + "-" + Digest.of(new Fields(all));
  }

  /// As a tag has it: `2-10`.
  static String range(Wanted target) {
    return ScalingFields.range(target.fields())
        .map(range -> range.min() + "-" + range.max())
        .orElse("");
  }

  /// What was last written down about the scaling of a service.
  static Optional<Marks.Scaling> mark(ResourceKey key, Observed observed) {
    return service(key, observed).flatMap(service -> service.marks().scaling());
  }

  static Optional<LiveService> service(ResourceKey key, Observed observed) {
    return key.ofService().flatMap(observed::service);
  }

  /// Whether what is scaled is somebody else's, or has lost its tags.
  static boolean others(ResourceKey key, Observed observed) {
    return service(key, observed).filter(s -> !(s.owner() instanceof Owner.Ours)).isPresent();
  }

  static Expect unchanged(Live live) {
    return switch (live) {
      case LiveScalableTarget target ->
          new Expect.Unchanged(Fingerprint.scaling(target, target.fields()));
      case LiveScalingPart part -> new Expect.Unchanged(Fingerprint.scaling(part, part.fields()));
      case Live.LiveCluster _, Live.LiveNamespace _, LiveService _ -> new Expect.Anything();
      case Live.HiddenScalableTarget _, Live.LiveJob _ -> new Expect.Anything();
    };
  }
}
