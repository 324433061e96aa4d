package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.Optional;

/// Leaves a service's desired count to whoever scales it: where a manifest states a range,
/// AWS has the count to itself. Where it cannot be known whether somebody scales, the count is left
/// alone as well: a wrong count may stop a site under load.
final class Scaling {
  private static final Path COUNT = Path.of(ServiceFields.COUNT);

  private Scaling() {}

  /// Whether it is the count of a service that a manifest has scaled.
  static boolean ours(Difference difference, Wanted want, Desired desired) {
    return difference.path().equals(COUNT) && wanted(want.key(), desired).isPresent();
  }

  /// The service as it begins: in the range that a manifest states.
  static Fields begun(Wanted want, Desired desired) {
    var stated = want.fields().whole(ServiceFields.COUNT).orElse(1);
    return wanted(want.key(), desired)
        .flatMap(target -> ScalingFields.range(target.fields()))
        .map(range -> want.fields().with(ServiceFields.COUNT, Value.of(range.clamp(stated))))
        .orElse(want.fields());
  }

  /// Whether a service that Berth scaled has nothing left that does, and is to have none.
  static boolean over(LiveService have, Desired desired, Observed observed) {
    return have.marks().scaled()
        && wanted(have.key(), desired).isEmpty()
        && live(have.key(), observed).isEmpty();
  }

  private static Optional<Wanted> wanted(ResourceKey service, Desired desired) {
    var key = ResourceKey.scalableTarget(service.name());
    return Optional.ofNullable(desired.wanted().get(key));
  }

  /// A difference of the count as what is not put right, where somebody else sets it.
  static Difference left(Difference difference, Wanted want, Observed observed) {
    if (!difference.path().equals(COUNT)) return difference;
    return live(want.key(), observed)
        .flatMap(Scaling::others)
        .map(why -> with(difference, new Consequence.Ignored(why)))
        .orElse(difference);
  }

  /// What differs and is left so, of a service that is changed in nothing, or only restarted.
  static List<Field> remarks(Change change, Plan plan) {
    return switch (change) {
      case Change.Keep(var want, LiveService have, _) -> remarks(want, have, plan);
      case Change.Restart(var want, LiveService have, _) -> remarks(want, have, plan);
      case Change.Keep(var want, LiveScalableTarget have, _) ->
          ScalingDiff.of(want, have.fields(), plan.desired(), plan.observed());
      case Change.Keep _, Change.Restart _ -> List.of();
      case Change.Create _, Change.Update _, Change.Replace _, Change.Adopt _ -> List.of();
      case Change.Delete _, Change.Waiting _, Change.Blocked _ -> List.of();
    };
  }

  private static List<Field> remarks(Wanted want, LiveService have, Plan plan) {
    var observed = plan.observed();
    boolean none = live(want.key(), observed).isEmpty() && have.marks().unkept().isEmpty();
    if (none) return List.of();
    return ServiceFieldsDiff.of(want, have, plan.desired(), observed).fields().stream()
        .filter(Field::ignored)
        .toList();
  }

  /// Whether something else than the manifest's number sets the count, or may.
  static boolean leaves(ResourceKey service, Desired desired, Observed observed) {
    return wanted(service, desired).isPresent()
        || live(service, observed).flatMap(Scaling::others).isPresent();
  }

  private static Optional<Live> live(ResourceKey service, Observed observed) {
    var key = ResourceKey.scalableTarget(service.name());
    return Optional.ofNullable(observed.live().get(key));
  }

  private static Optional<String> others(Live target) {
    return switch (target) {
      case LiveScalableTarget scaled -> Optional.of(others(scaled));
      case HiddenScalableTarget(_, var why) -> Optional.of(why);
      case LiveCluster _, LiveNamespace _, LiveService _ -> Optional.empty();
      case LiveScalingPart _, LiveJob _ -> Optional.empty();
    };
  }

  private static String others(LiveScalableTarget target) {
    var range = ScalingFields.range(target.fields()).map(ScalingFields.Range::toString).orElse("");
    return switch (target.owner()) {
      case Owner.Ours _ -> "its scalable target, no longer stated, goes first (" + range + ")";
      case Owner.Foreign _, Owner.Lost _ ->
          "a scalable target that is not ours sets it (" + range + ")";
    };
  }

  private static Difference with(Difference difference, Consequence consequence) {
    return new Difference(difference.path(), difference.from(), difference.to(), consequence);
  }
}
