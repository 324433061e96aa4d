package dev.berth.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One cluster and what is wanted of it, as far as it is not a service.
///
/// @param installation the name that the organisation gave to its Berth; part of every owner
/// @param region empty when the SDK's default chain decides
/// @param namespace the Service Connect namespace; empty when the environment has none
/// @param tags put on everything that Berth makes
/// @param minimumVersion a Berth older than this refuses to write
/// @param keeping what garbage collection leaves
/// @param policies how strict it is about what may be wanted
/// @param authority who may write, and as whom
public record EnvironmentSpec(
    String name,
    String installation,
    Optional<String> region,
    Home cluster,
    Optional<Home> namespace,
    SortedMap<String, String> tags,
    Sync sync,
    Optional<String> minimumVersion,
    PolicySettings policies,
    Keeping keeping,
    Authority authority) {

  /// A cluster or a namespace that services live in.
  ///
  /// @param settings what its creation asks for beside the name, in the API's spelling
  public record Home(String name, Origin origin, Value.Fields settings) {}

  /// Whether Berth makes the thing or expects to find it.
  public enum Origin {
    CREATED,
    EXPECTED
  }

  /// What the operator may do by itself; a person's `apply` does what it is asked.
  ///
  /// @param selfHeal whether drift alone is put right
  /// @param windows when it may write; always, where there is none
  public record Sync(
      Mode mode, Habit selfHeal, Habit prune, Approval approval, List<SyncWindow> windows) {
    /// What a new environment starts with: everyone looks first, and nothing is pruned.
    public static final Sync FIRST = new Sync(Mode.OBSERVE, Habit.ON, Habit.OFF);

    public Sync {
      windows = List.copyOf(windows);
    }

    /// At any time, and without being asked.
    public Sync(Mode mode, Habit selfHeal, Habit prune) {
      this(mode, selfHeal, prune, Approval.AUTOMATIC, List.of());
    }
  }

  public enum Approval {
    AUTOMATIC,
    /// Each plan waits until a person has approved it by its hash.
    MANUAL
  }

  /// What `berth gc` keeps.
  ///
  /// @param revisions of each task definition family, the newest ones; at least one
  /// @param grace how old a task without a job must be, and how far past its deadline another
  /// @param unchecked where nothing of ours is used, though nobody can look there
  public record Keeping(int revisions, Duration grace, SortedSet<String> unchecked) {
    public static final String SCHEDULES = "schedules";
    public static final String CLUSTERS = "clusters";
    public static final List<String> PLACES = List.of(CLUSTERS, SCHEDULES);

    public static final Keeping USUAL = new Keeping(10, Duration.ofHours(1), new TreeSet<>());

    public Keeping {
      unchecked = Collections.unmodifiableSortedSet(new TreeSet<>(unchecked));
    }
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

  /// With the usual keeping, and the caller's own authority.
  public EnvironmentSpec(
      String name,
      String installation,
      Optional<String> region,
      Home cluster,
      Optional<Home> namespace,
      SortedMap<String, String> tags,
      Sync sync,
      Optional<String> minimumVersion,
      PolicySettings policies) {
    this(
        name,
        installation,
        region,
        cluster,
        namespace,
        tags,
        sync,
        minimumVersion,
        policies,
        Keeping.USUAL,
        Authority.OWN);
  }

  /// One that owns nothing: to look at a cluster, whoever's it is.
  public static EnvironmentSpec nobodys(String cluster) {
    return new EnvironmentSpec(
        "",
        "",
        Optional.empty(),
        new Home(cluster, Origin.EXPECTED, Value.Fields.EMPTY),
        Optional.empty(),
        new TreeMap<>(),
        Sync.FIRST,
        Optional.empty(),
        PolicySettings.NONE);
  }

  /// The same, for a day on which nothing may be deleted.
  public EnvironmentSpec unpruned() {
    return new EnvironmentSpec(
        name,
        installation,
        region,
        cluster,
        namespace,
        tags,
        new Sync(sync.mode(), sync.selfHeal(), Habit.OFF),
        minimumVersion,
        policies,
        keeping,
        authority);
  }

  /// What the tag `berth:owner` says on everything of this environment.
  public String owner() {
    return installation + "/" + name;
  }
}
