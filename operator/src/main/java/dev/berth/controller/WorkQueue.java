package dev.berth.controller;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which keys are to be looked at, and when. No clock and no thread of its own.
///
/// - A key waits at most once: added again, it is due at the earlier of both times.
/// - A key that is being worked on is given to nobody else; added meanwhile, it is due again after.
/// - Of keys that are due, the one that was due first comes first: none waits for ever.
public final class WorkQueue {
  /// Guards all three; held for no longer than a look at them takes.
  private final Object lock = new Object();

  private final Map<String, Due> waiting = new LinkedHashMap<>();
  private final TreeSet<String> working = new TreeSet<>();

  /// What was added while it was worked on.
  private final TreeMap<String, Instant> again = new TreeMap<>();

  private long added;

  /// @param number of keys that are due at the same time, the one added first comes first
  private record Due(String key, Instant at, long number) {
    static final Comparator<Due> ORDER = Comparator.comparing(Due::at).thenComparing(Due::number);
  }

  public void add(String key, Instant notBefore) {
    synchronized (lock) {
      if (working.contains(key)) {
        again.merge(key, notBefore, WorkQueue::earlier);
        return;
      }
      var before = waiting.get(key);
      if (before != null && !notBefore.isBefore(before.at())) return;
      waiting.put(key, new Due(key, notBefore, added++));
    }
  }

  /// A key that is due, for the caller alone until it is [#done].
  public Optional<String> take(Instant now) {
    synchronized (lock) {
      var first = waiting.values().stream().min(Due.ORDER).filter(due -> !due.at().isAfter(now));
      first.ifPresent(due -> {
        waiting.remove(due.key());
        working.add(due.key());
      });
      return first.map(Due::key);
    }
  }

  /// @param next when to look again, unless it was added meanwhile for an earlier time
  public void done(String key, Instant next) {
    synchronized (lock) {
      if (!working.remove(key)) throw new IllegalStateException(key + " was not taken");
      var sooner = again.remove(key);
      add(key, sooner == null ? next : earlier(sooner, next));
    }
  }

  /// Never to be looked at again, until it is added.
  public void drop(String key) {
    synchronized (lock) {
      waiting.remove(key);
      working.remove(key);
      again.remove(key);
    }
  }

  /// When the next key is due; empty while none waits.
  public Optional<Instant> wakeAt() {
    synchronized (lock) {
      return waiting.values().stream().min(Due.ORDER).map(Due::at);
    }
  }

  public int depth(Instant now) {
    synchronized (lock) {
      return (int) waiting.values().stream().filter(due -> !due.at().isAfter(now)).count();
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
