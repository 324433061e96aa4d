package dev.berth.reconcile;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Plan;
import dev.berth.plan.Unkept;
import java.util.TreeMap;

/// Counts how often the same was sent to a service, pass after pass, and is not to be seen there.
///
/// A server that drops a member, or another writer that puts it back at once, would be sent it for
/// ever, and each time may be a roll-out.
final class Vain {
  /// Once may be an answer that was late, or a writer that met us.
  private static final int ENOUGH = 2;

  private final TreeMap<ResourceKey, Sent> sent = new TreeMap<>();

  private record Sent(String digest, int times) {}

  /// The plan, without what was sent in vain often enough: that is written down.
  Plan without(Plan plan) {
    var vain = new TreeMap<ResourceKey, String>();
    sent.forEach((key, each) -> {
      if (each.times() >= ENOUGH) vain.put(key, each.digest());
    });
    return vain.isEmpty() ? plan : Unkept.marking(plan, vain);
  }

  void after(Plan plan, Report report) {
    var updates = Unkept.updates(plan);
    for (var outcome : report.outcomes()) {
      if (!(outcome instanceof Outcome.Done(Action.UpdateService update, _))) continue;
      var digest = updates.get(update.key());
      if (digest == null) continue;
      sent.merge(
          update.key(),
          new Sent(digest, 1),
          (last, now) -> last.digest().equals(digest) ? new Sent(digest, last.times() + 1) : now);
    }
    for (var change : plan.changes()) {
      if (change instanceof Change.Keep(_, _, Progress.Settled _)) sent.remove(change.key());
    }
  }
}
