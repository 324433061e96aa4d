package dev.berth.reconcile;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The API calls that were made.
///
/// @param calls how many, by whose token bucket of AWS's they take from; 0 where none was made
/// @param throttled how many of them were refused for being too many
/// @param waited for tokens, all calls together
public record Spent(SortedMap<String, Integer> calls, int throttled, Duration waited) {
  public static final Spent NOTHING = new Spent(new TreeMap<>(), 0, Duration.ZERO);

  public Spent {
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
  }

  public int total() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// What came after an earlier look; all of it where that was of calls of another account.
  public Spent since(Spent before) {
    if (before.total() > total() || before.throttled() > throttled) return this;
    var more = new TreeMap<String, Integer>();
    calls.forEach((bucket, n) -> more.put(bucket, n - before.calls().getOrDefault(bucket, 0)));
    return new Spent(more, throttled - before.throttled(), waited.minus(before.waited()));
  }
}
