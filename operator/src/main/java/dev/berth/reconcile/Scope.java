package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.ResourceKey;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What to look at.
///
/// @param hashes the content hash that is wanted of each service; says what need not be read
public record Scope(
    EnvironmentSpec environment, SortedMap<ResourceKey, String> hashes, Depth depth) {
  public Scope {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
  }

  public enum Depth {
    /// Trust the tags: a settled world costs one call for ten services.
    TAGS,
    /// Read every task definition as well: finds revisions that were deregistered.
    REFRESH
  }
}
