package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import dev.berth.plan.Planner.Verdict;
import java.util.List;

/// The verdict on a cluster or a namespace that the environment makes for itself.
final class HomeVerdict {
  private HomeVerdict() {}

  static Verdict of(Wanted want, Desired desired, Observed observed) {
    var live = observed.live().get(want.key());
    if (live == null) {
      return Verdict.free(
          new Change.Create(want), List.of(creation(want, desired)), List.of(Change.Reason.ABSENT));
    }
    return Planner.refusal(live).stream()
        .findFirst()
        .map(why -> refused(want, live, why))
        .orElseGet(() -> kept(want, live));
  }

  private static Verdict refused(Wanted want, Live live, Change.Why why) {
    var change = new Change.Blocked(new Change.Adopt(want, live, List.of()), why);
    return Verdict.free(change, List.of(), List.of(Change.Reason.REFUSED));
  }

  private static Verdict kept(Wanted want, Live live) {
    var change = new Change.Keep(want, live, new Change.Progress.Settled());
    return Verdict.free(change, List.of(), List.of());
  }

  private static Action creation(Wanted want, Desired desired) {
    var tags = OwnTags.of(want.key(), desired);
    var because = want.key() + " does not exist";
    if (want.key().kind() == ResourceKey.Kind.NAMESPACE) {
      return new Action.CreateNamespace(want.key(), tags, because);
    }
    var request =
        want.fields()
            .with("clusterName", Value.of(want.key().name()))
            .with("tags", Value.tags(tags));
    return new Action.CreateCluster(want.key(), request, because);
  }
}
