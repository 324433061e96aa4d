package dev.berth.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The wanted world of one environment.
///
/// @param revision the git commit, or a word for a plain directory; never part of a hash
/// @param parameters the values that the manifests were filled with; for words, never compared
/// @param denied what a policy objects to, by resource: such content is not rolled out
public record Desired(
    EnvironmentSpec environment,
    String revision,
    SortedMap<ResourceKey, Wanted> wanted,
    SortedMap<String, String> parameters,
    SortedMap<ResourceKey, List<Finding>> denied) {
  public Desired {
    denied = Collections.unmodifiableSortedMap(new TreeMap<>(denied));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }

  public Desired with(SortedMap<ResourceKey, Wanted> others) {
    return new Desired(environment, revision, others, parameters, denied);
  }

  /// Deletes nothing that is not wanted.
  public Desired unpruned() {
    return new Desired(environment.unpruned(), revision, wanted, parameters, denied);
  }

  public Desired(
      EnvironmentSpec environment, String revision, SortedMap<ResourceKey, Wanted> wanted) {
    this(environment, revision, wanted, new TreeMap<>());
  }

  public Desired(
      EnvironmentSpec environment,
      String revision,
      SortedMap<ResourceKey, Wanted> wanted,
      SortedMap<String, String> parameters) {
    this(environment, revision, wanted, parameters, new TreeMap<>());
  }

  public Desired denying(SortedMap<ResourceKey, List<Finding>> findings) {
    return new Desired(environment, revision, wanted, parameters, findings);
  }
}
