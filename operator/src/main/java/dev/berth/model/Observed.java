package dev.berth.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The live world of one environment: whole, or it would not exist.
///
/// @param at AWS's time, from its answers, so that a laptop's clock decides nothing
/// @param calls how many API calls it took
public record Observed(Instant at, int calls, SortedMap<ResourceKey, Live> live) {
  public Observed {
    live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
  }

  public Optional<Live.LiveService> service(ResourceKey key) {
    return live.get(key) instanceof Live.LiveService service
        ? Optional.of(service)
        : Optional.empty();
  }

  public Optional<Live.LiveJob> job(ResourceKey key) {
    return live.get(key) instanceof Live.LiveJob job ? Optional.of(job) : Optional.empty();
  }
}
