package dev.berth.reconcile;

import dev.berth.model.Desired;
import dev.berth.model.EnvironmentSpec.Habit;
import dev.berth.model.ResourceKey;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedSet;

/// When a service may be pruned: where the environment says so, nobody wants it, no more go
/// at once than somebody allowed, and all that is wanted stands.
///
/// @param own is neither pruned nor counted, and may be missing
record Pruned(Account account, Desired desired, SortedSet<String> approvals, Own own) {
  private static final int SHARE = 10;

  /// @param disturbed what somebody wrote to since the plan was made
  /// @return what forbids it
  Optional<String> wrong(String name, SortedSet<String> disturbed) {
    if (desired.environment().sync().prune() == Habit.OFF) {
      return Optional.of(name + " was deleted unasked");
    }
    if (desired.wanted().containsKey(ResourceKey.service(name))) {
      return Optional.of(name + " was pruned, and is wanted");
    }
    if (!disturbed.isEmpty()) return Optional.empty();
    var truth = new Truth(account, desired, own);
    var missing = truth.missing();
    if (!missing.isEmpty()) {
      return Optional.of(name + " was pruned before what is wanted stood: " + missing);
    }
    var unwanted = new ArrayList<>(truth.unwanted());
    unwanted.remove(own.name());
    int most = Math.max(1, truth.owned().size() / SHARE);
    return unwanted.size() > most && approvals.isEmpty()
        ? Optional.of(name + " was pruned unasked, with others: " + unwanted)
        : Optional.empty();
  }
}
