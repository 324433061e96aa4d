package dev.berth.reconcile;

import java.util.SortedMap;
import java.util.SortedSet;

/// Looks for what manifests refer to. It reads, and no secret's value.
@FunctionalInterface
public interface References {
  /// @return an answer for each reference
  /// @throws EcsFailure when it may be known in a moment
  SortedMap<Reference, Sighting<Fact>> look(SortedSet<Reference> references);
}
