package dev.berth.aws;

import dev.berth.reconcile.Pause;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The buckets of every account and region that one process calls: environments that are in the
/// same one share them, as they share AWS's.
public final class Buckets {
  private final ConcurrentNavigableMap<String, CallBuckets> all = new ConcurrentSkipListMap<>();
  private final InstantSource clock;
  private final Pause pause;

  public Buckets(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// @param account empty for that of the caller's own credentials
  /// @param region empty for the one that the SDK's default chain finds
  CallBuckets of(String account, String region) {
    return all.computeIfAbsent(account + "/" + region, _ -> CallBuckets.of(clock, pause));
  }
}
