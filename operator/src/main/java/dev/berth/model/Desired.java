package dev.berth.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The wanted world of one environment.
///
/// @param revision the git commit, or a word for a plain directory; never part of a hash
/// @param parameters the values that the manifests were filled with; for words, never compared
public record Desired(
    EnvironmentSpec environment,
    String revision,
    SortedMap<ResourceKey, Wanted> wanted,
    SortedMap<String, String> parameters) {
  public Desired {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  public Desired(
      EnvironmentSpec environment, String revision, SortedMap<ResourceKey, Wanted> wanted) {
    this(environment, revision, wanted, new TreeMap<>());
  }
}
