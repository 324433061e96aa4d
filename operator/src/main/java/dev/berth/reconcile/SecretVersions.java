package dev.berth.reconcile;

import java.util.SortedMap;
import java.util.SortedSet;

/// Which versions of secrets are current. No value is ever read.
@FunctionalInterface
public interface SecretVersions {
  /// @param secrets as a container's `valueFrom` names them
  /// @throws EcsFailure when it may be known in a moment
  SortedMap<String, Sighting<String>> versions(SortedSet<String> secrets);
}
