package dev.berth.reconcile;

import dev.berth.reconcile.Visit.Held;
import java.util.Optional;

/// Whether this process may go on to the newest commit that it knows. Another one that
/// had the lease meanwhile may have gone on to a later one: then the source is asked first.
///
/// To be asked only while the lease is held.
final class Lineage {
  static final String BEHIND = "Behind";

  /// What the lease's item had when it was looked at last.
  private Optional<String> kept = Optional.empty();

  /// How often the source had been asked when somebody else's commit was found there.
  private int found = -1;

  /// Another one has the lease: whatever is found in its item later is that one's.
  void standsBy() {
    kept = Optional.empty();
  }

  /// @param commit a good one, and the newest that is known
  /// @param looks how often the source was asked
  /// @return why nothing may be done for it yet; empty where it is written down as the last good
  ///   one
  Optional<Held> goesOn(LastGood memory, Commit commit, int looks) {
    var last = memory.commit();
    boolean same = last.filter(commit.id()::equals).isPresent();
    if (same || last.isEmpty()) found = -1;
    else if (!last.equals(kept)) found = looks;
    kept = last;
    if (looks <= found) return Optional.of(new Held(BEHIND, message(last.orElseThrow())));
    if (!same) memory.keep(commit.id());
    kept = Optional.of(commit.id());
    return Optional.empty();
  }

  private static String message(String last) {
    var brief = new Commit(last, "", Optional.empty()).brief();
    return "another process did what commit %s says: the source is asked before anything is done"
        .formatted(brief);
  }
}
