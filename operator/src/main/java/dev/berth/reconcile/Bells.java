package dev.berth.reconcile;

import java.util.SortedSet;

/// Tells that something happened in a cluster, and not what: it may ring late, twice, in any order,
/// for nothing, or never. Whoever hears it looks; whoever does not looks by the clock.
public interface Bells extends AutoCloseable {
  /// Waits for a while.
  ///
  /// @return the ARNs of clusters where something happened; empty where nothing was heard
  /// @throws EcsFailure when nobody could be asked
  SortedSet<String> heard();

  @Override
  void close();
}
