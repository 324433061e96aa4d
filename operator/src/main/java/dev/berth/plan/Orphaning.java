package dev.berth.plan;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What `berth orphan` writes: Berth's tags go, first from the revisions that the service runs and
/// from what scales it, then from the service itself, so that one that died half-way finds the
/// service still ours.
///
/// The environment's own tags stay.
public final class Orphaning {
  private static final String PREFIX = "berth:";
  private static final List<String> OF_A_REVISION =
      List.of(Marks.OWNER, Marks.KEY, Marks.HASH, Marks.REVISION);
  private static final List<String> OF_A_TARGET = List.of(Marks.OWNER, Marks.KEY, Marks.REVISION);

  private Orphaning() {}

  /// @param have ours
  public static List<Action> of(LiveService have, Observed observed) {
    var because = "berth orphan " + have.key().name();
    var arns = new TreeSet<String>();
    have.deployments().forEach(deployment -> arns.add(deployment.taskDefinition()));
    arns.add(have.taskDefinition());
    var actions = new ArrayList<Action>();
    for (var arn : arns) {
      if (arn.isEmpty()) continue;
      actions.add(new Action.Disown(have.key(), arn, OF_A_REVISION, because));
    }
    target(have, observed)
        .ifPresent(arn -> actions.add(new Action.Disown(have.key(), arn, OF_A_TARGET, because)));
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    actions.add(new Action.Untag(have.key(), tags(have), unchanged, because));
    return List.copyOf(actions);
  }

  private static Optional<String> target(LiveService have, Observed observed) {
    var live = observed.live().get(ResourceKey.scalableTarget(have.key().name()));
    return live instanceof LiveScalableTarget target && target.owner() instanceof Owner.Ours
        ? Optional.of(target.arn())
        : Optional.empty();
  }

  /// The tags of a service that are Berth's.
  public static List<String> tags(LiveService have) {
    return have.marks().tags().keySet().stream().filter(key -> key.startsWith(PREFIX)).toList();
  }

  /// What else loses its tags: `<family>:<revision>`, and the scalable target.
  public static List<String> beside(LiveService have, Observed observed) {
    var names = new ArrayList<String>();
    for (var action : of(have, observed)) {
      if (!(action instanceof Action.Disown(_, var arn, var tags, _))) continue;
      boolean target = tags.equals(OF_A_TARGET);
      names.add(target ? "its scalable target" : Definition.revision(arn));
    }
    return List.copyOf(names);
  }
}
