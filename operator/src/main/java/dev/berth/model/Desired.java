package dev.berth.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The wanted world of one environment.
///
/// @param revision the git commit, or a word for a plain directory; never part of a hash
public record Desired(
    EnvironmentSpec environment, String revision, SortedMap<ResourceKey, Wanted> wanted) {
  public Desired {
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }
}
