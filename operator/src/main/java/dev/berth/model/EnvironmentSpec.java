package dev.berth.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One cluster and what is wanted of it, as far as it is not a service.
///
/// @param installation the name that the organisation gave to its Berth; part of every owner
/// @param region empty when the SDK's default chain decides
/// @param namespace the Service Connect namespace; empty when the environment has none
/// @param tags put on everything that Berth makes
/// @param minimumVersion a Berth older than this refuses to write
/// @param policies how strict it is about what may be wanted
public record EnvironmentSpec(
    String name,
    String installation,
    Optional<String> region,
    Home cluster,
    Optional<Home> namespace,
    SortedMap<String, String> tags,
    Sync sync,
    Optional<String> minimumVersion,
    PolicySettings policies) {

  /// A cluster or a namespace that services live in.
  ///
  /// @param settings what its creation asks for beside the name, in the API's spelling
  public record Home(String name, Origin origin, Value.Fields settings) {}

  /// Whether Berth makes the thing or expects to find it.
  public enum Origin {
    CREATED,
    EXPECTED
  }

  public record Sync(Mode mode, Habit selfHeal, Habit prune) {
    /// What a new environment starts with: everyone looks first, and nothing is pruned.
    public static final Sync FIRST = new Sync(Mode.OBSERVE, Habit.ON, Habit.OFF);
  }

  public enum Mode {
    OBSERVE,
    APPLY
  }

  public enum Habit {
    ON,
    OFF
  }

  public EnvironmentSpec {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// What the tag `berth:owner` says on everything of this environment.
  public String owner() {
    return installation + "/" + name;
  }
}
