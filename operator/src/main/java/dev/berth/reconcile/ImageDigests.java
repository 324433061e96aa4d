package dev.berth.reconcile;

import java.util.SortedMap;
import java.util.SortedSet;

/// Which digests the tags of images have today.
@FunctionalInterface
public interface ImageDigests {
  /// @param images of registries that can be asked
  /// @return for each of them `sha256:…`: an index's own, where there are several architectures
  /// @throws EcsFailure when it may be known in a moment
  SortedMap<String, Sighting<String>> digests(SortedSet<String> images);
}
