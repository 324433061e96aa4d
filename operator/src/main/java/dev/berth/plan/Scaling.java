package dev.berth.plan;

import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.plan.Field.Consequence;
import java.util.List;
import java.util.Optional;

/// Leaves a service's desired count to whoever scales it. Where it cannot be known whether
/// somebody does, the count is left alone as well: a wrong count may stop a site under load.
final class Scaling {
  private static final Path COUNT = Path.of(ServiceFields.COUNT);

  private Scaling() {}

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
      case Change.Keep _, Change.Restart _ -> List.of();
      case Change.Create _, Change.Update _, Change.Replace _, Change.Adopt _ -> List.of();
      case Change.Delete _, Change.Waiting _, Change.Blocked _ -> List.of();
    };
  }

  private static List<Field> remarks(Wanted want, LiveService have, Plan plan) {
    var observed = plan.observed();
    if (live(want.key(), observed).isEmpty()) return List.of();
    return ServiceFieldsDiff.of(want, have, plan.desired(), observed).fields().stream()
        .filter(Field::ignored)
        .toList();
  }

  private static Optional<Live> live(ResourceKey service, Observed observed) {
    var key = ResourceKey.scalableTarget(service.name());
    return Optional.ofNullable(observed.live().get(key));
  }

  private static Optional<String> others(Live target) {
    return switch (target) {
      case LiveScalableTarget(_, _, var owner, int min, int max) -> others(owner, min + "–" + max);
      case HiddenScalableTarget(_, var why) -> Optional.of(why);
      case LiveCluster _, LiveNamespace _, LiveService _, LiveJob _ -> Optional.empty();
    };
  }

  private static Optional<String> others(Owner owner, String range) {
    return switch (owner) {
      case Owner.Ours _ -> Optional.empty();
      case Owner.Foreign _, Owner.Lost _ ->
          Optional.of("a scalable target that is not ours sets it (" + range + ")");
    };
  }

  private static Difference with(Difference difference, Consequence consequence) {
    return new Difference(difference.path(), difference.from(), difference.to(), consequence);
  }
}
