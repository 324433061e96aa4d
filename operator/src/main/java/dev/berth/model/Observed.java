package dev.berth.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The live world of one environment: whole, or it would not exist.
///
/// @param at AWS's time, from its answers, so that a laptop's clock decides nothing
/// @param calls how many API calls it took
/// @param live by what the manifests name
/// @param strays what of the environment's own they do not name
/// @param first of Jobs that are not live and that ECS shows former tasks of: the attempt to begin
///   with, as an earlier one would be answered with its task
/// @param unseen what the endpoint has no operation for, in words
public record Observed(
    Instant at,
    int calls,
    SortedMap<ResourceKey, Live> live,
    Strays strays,
    SortedMap<ResourceKey, Ledger.Attempt> first,
    SortedSet<String> unseen) {
  public Observed {
    live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    first = Collections.unmodifiableSortedMap(new TreeMap<>(first));
    unseen = Collections.unmodifiableSortedSet(new TreeSet<>(unseen));
  }

  /// Where all that was asked for was told.
  public Observed(
      Instant at,
      int calls,
      SortedMap<ResourceKey, Live> live,
      Strays strays,
      SortedMap<ResourceKey, Ledger.Attempt> first) {
    this(at, calls, live, strays, first, new TreeSet<>());
  }

  /// Where nothing reminds of a Job that is not live.
  public Observed(Instant at, int calls, SortedMap<ResourceKey, Live> live, Strays strays) {
    this(at, calls, live, strays, new TreeMap<>());
  }

  /// Where nobody looked for strays.
  public Observed(Instant at, int calls, SortedMap<ResourceKey, Live> live) {
    this(at, calls, live, new Strays.Unknown());
  }

  /// Whether it is wanted or not.
  public Optional<Live.LiveService> service(ResourceKey key) {
    if (live.get(key) instanceof Live.LiveService service) return Optional.of(service);
    return strays.known().stream()
        .filter(stray -> stray.key().equals(key))
        .map(Strays.Stray::service)
        .findFirst();
  }

  public Optional<Live.LiveJob> job(ResourceKey key) {
    return live.get(key) instanceof Live.LiveJob job ? Optional.of(job) : Optional.empty();
  }
}
