package dev.berth.model;

import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What there is of an environment in its account, and what needs it: as `berth gc` and `berth
/// destroy` see it. A revision is named `<family>:<revision>`.
///
/// @param services the ACTIVE ones of the environment's cluster, whoever made them
/// @param tasks of the environment's cluster that have not stopped
/// @param active the ACTIVE revisions of each family that may be the environment's, newest first
/// @param inactive the deregistered ones, if they were asked for
/// @param outlived the services that are gone, and whose scalable targets of the environment's own
///   are not, if they were asked for
/// @param uses why a revision is needed, wherever that could be looked up
/// @param unseen where it could not
public record Belongings(
    Instant at,
    Optional<LiveCluster> cluster,
    Optional<LiveNamespace> namespace,
    List<Service> services,
    List<Task> tasks,
    SortedMap<String, List<String>> active,
    SortedMap<String, List<String>> inactive,
    SortedSet<String> outlived,
    SortedMap<String, String> uses,
    SortedSet<String> unseen) {

  public record Service(LiveService live, Instant createdAt) {}

  /// @param group `service:<name>` of a service's task
  public record Task(
      String arn,
      String group,
      String startedBy,
      Marks marks,
      String revision,
      Instant createdAt,
      Phase phase) {
    public String id() {
      return arn.substring(arn.lastIndexOf('/') + 1);
    }
  }

  public enum Phase {
    WANTED,
    STOPPING
  }

  /// @param deregisteredAt empty where it is ACTIVE
  public record Revision(String name, Marks marks, Optional<Instant> deregisteredAt) {
    public String family() {
      return name.substring(0, name.lastIndexOf(':'));
    }

    public int number() {
      return Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
    }
  }

  public Belongings {
    services = List.copyOf(services);
    tasks = List.copyOf(tasks);
    active = Collections.unmodifiableSortedMap(new TreeMap<>(active));
    inactive = Collections.unmodifiableSortedMap(new TreeMap<>(inactive));
    outlived = Collections.unmodifiableSortedSet(new TreeSet<>(outlived));
    uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
    unseen = Collections.unmodifiableSortedSet(new TreeSet<>(unseen));
  }
}
