package dev.berth.reconcile;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.ResourceKey;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What to look at.
///
/// @param hashes the content hash that is wanted of each service; says what need not be read
/// @param counts the desired counts that are stated, and held to
/// @param scaled the services that are to be scaled within a range
/// @param jobs the task definition family of each Job
/// @param breadth whether to look for what is not wanted as well
public record Scope(
    EnvironmentSpec environment,
    SortedMap<ResourceKey, String> hashes,
    SortedMap<ResourceKey, Integer> counts,
    SortedSet<ResourceKey> scaled,
    SortedMap<ResourceKey, String> jobs,
    Depth depth,
    Breadth breadth) {
  public Scope {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    scaled = Collections.unmodifiableSortedSet(new TreeSet<>(scaled));
  }

  /// Of what is wanted, without Jobs and without services that are scaled.
  public Scope(
      EnvironmentSpec environment,
      SortedMap<ResourceKey, String> hashes,
      SortedMap<ResourceKey, Integer> counts,
      Depth depth) {
    this(environment, hashes, counts, new TreeSet<>(), new TreeMap<>(), depth, Breadth.WANTED);
  }

  /// Of services whose counts nobody states.
  public Scope(EnvironmentSpec environment, SortedMap<ResourceKey, String> hashes, Depth depth) {
    this(environment, hashes, new TreeMap<>(), depth);
  }

  public enum Breadth {
    /// Only what is wanted.
    WANTED,
    /// The services of the environment that nobody wants, too: where the cluster counts no more
    /// services than are wanted, that costs nothing; else a call for a hundred services in it, and
    /// one for ten that are not wanted.
    CLUSTER
  }

  public enum Depth {
    /// Trust the tags: a settled world costs one call for ten services.
    TAGS,
    /// Read every task definition as well: finds revisions that were deregistered.
    REFRESH
  }
}
