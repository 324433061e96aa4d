package dev.berth.plan;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What `berth orphan` writes: Berth's tags go, first from the revisions that the service runs,
/// then from the service itself, so that one that died half-way finds the service still ours.
///
/// The environment's own tags stay.
public final class Orphaning {
  private static final String PREFIX = "berth:";
  private static final List<String> OF_A_REVISION =
      List.of(Marks.OWNER, Marks.KEY, Marks.HASH, Marks.REVISION);

  private Orphaning() {}

  /// @param have ours
  public static List<Action> of(LiveService have) {
    var because = "berth orphan " + have.key().name();
    var arns = new TreeSet<String>();
    have.deployments().forEach(deployment -> arns.add(deployment.taskDefinition()));
    arns.add(have.taskDefinition());
    var actions = new ArrayList<Action>();
    for (var arn : arns) {
      if (arn.isEmpty()) continue;
      actions.add(new Action.Disown(have.key(), arn, OF_A_REVISION, because));
    }
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    actions.add(new Action.Untag(have.key(), tags(have), unchanged, because));
    return List.copyOf(actions);
  }

  /// The tags of a service that are Berth's.
  public static List<String> tags(LiveService have) {
    return have.marks().tags().keySet().stream().filter(key -> key.startsWith(PREFIX)).toList();
  }

  /// `<family>:<revision>` of what it runs.
  public static List<String> revisions(LiveService have) {
    return of(have).stream()
        .filter(Action.Disown.class::isInstance)
        .map(action -> Definition.revision(((Action.Disown) action).arn()))
        .toList();
  }
}
