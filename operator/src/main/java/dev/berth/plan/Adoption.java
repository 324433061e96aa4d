package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.Owner;
import dev.berth.model.Path;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.plan.Change.Closed;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldRow.Unstated;
import dev.berth.plan.Planner.Verdict;
import java.util.List;
import java.util.TreeMap;

/// The verdict on a service that is nobody's and that somebody asked for by name. Its tags
/// are written and nothing else: what differs then is an ordinary difference.
public final class Adoption {
  private Adoption() {}

  /// Another owner gives a service back first: `berth orphan`.
  static boolean possible(Wanted want, LiveService have) {
    boolean nobodys =
        switch (have.owner()) {
          case Owner.Ours _ -> false;
          case Owner.Lost _ -> true;
          case Owner.Foreign(var owner) -> owner.isEmpty();
        };
    return nobodys && want.wiring().adoption() != Wiring.Adoption.REFUSED;
  }

  static Verdict of(Wanted want, LiveService have, Desired desired, Observed observed) {
    var diff = ServiceFieldsDiff.of(want, have, desired, observed);
    var adopt = new Change.Adopt(want, have, diff.fields());
    if (rolling(have)) {
      var closed = List.of(new Closed(want.key(), Reason.ROLLING));
      return Verdict.free(new Change.Waiting(adopt, closed), List.of(), List.of(Reason.ROLLING));
    }
    var losses = losses(diff.fields());
    if (!losses.isEmpty() && want.wiring().adoption() == Wiring.Adoption.KEEPING) {
      var blocked = new Change.Blocked(adopt, new Why.Disappearing(losses));
      return Verdict.free(blocked, List.of(), List.of(Reason.REFUSED));
    }
    return Verdict.free(adopt, List.of(tag(want, have, desired, diff)), List.of(Reason.BEHIND));
  }

  /// Whose roll-out is under way decides what will run: nobody takes over in the middle.
  private static boolean rolling(LiveService have) {
    return have.deployments().size() > 1
        || have.primary().flatMap(p -> p.rollout()).filter(Rollout.IN_PROGRESS::equals).isPresent();
  }

  /// What the live side has, and the manifest neither states nor leaves to a default; and the
  /// service itself, where it would have to be made anew.
  public static List<Path> losses(List<Field> fields) {
    return fields.stream().filter(Adoption::loss).map(Field::path).toList();
  }

  private static boolean loss(Field field) {
    if (field.ignored()) return false;
    boolean gone = field.from().isPresent() && field.to().isEmpty() && !defaulted(field.path());
    return gone || field.consequence() instanceof Consequence.Replace;
  }

  private static boolean defaulted(Path path) {
    return ServiceFields.TABLE
        .row(path)
        .filter(row -> !(row.unstated() instanceof Unstated.Nothing))
        .isPresent();
  }

  /// Equal content is written down as applied, so that no pass has to read it again.
  private static Action tag(
      Wanted want, LiveService have, Desired desired, ServiceFieldsDiff diff) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OWNER, desired.environment().owner());
    tags.put(Marks.KEY, want.key().toString());
    tags.put(Marks.REVISION, desired.revision());
    if (diff.content().isEmpty()) {
      tags.put(Marks.APPLIED, new Marks.Applied(diff.hash(), have.revision()).toString());
    }
    if (diff.settings().isEmpty()) tags.put(Marks.SETTINGS, diff.settingsHash());
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    return new Action.Tag(want.key(), tags, unchanged, "adopted by name");
  }
}
