package dev.berth.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Takes a key that is due, advances it, and says when it is due again. A key says *look*, never
/// *this happened*. Any number of threads may step; a key is with one of them at a time.
public final class Controller {
  private final WorkQueue queue = new WorkQueue();
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Pace pace;
  private final Consumer<Bug> bugs;
  private volatile Runnable bell = () -> {};

  /// What a key stands for.
  @FunctionalInterface
  public interface Task {
    Revisit advance(Instant now);
  }

  /// Something that nobody expected; the key is tried again as after a failure.
  public record Bug(String key, RuntimeException error) {}

  public Controller(Pace pace, Consumer<Bug> bugs) {
    this.pace = pace;
    this.bugs = bugs;
  }

  /// Called whenever a key was added that may be due before whatever a thread waits for.
  void bell(Runnable ring) {
    bell = ring;
  }

  public void put(String key, Task task, Instant first) {
    tasks.put(key, task);
    add(key, first);
  }

  private void drop(String key) {
    tasks.remove(key);
    failures.remove(key);
    queue.drop(key);
  }

  /// Look at this, no later than then. Cheap, safe to repeat, and harmless when it is not true.
  public void add(String key, Instant notBefore) {
    if (!tasks.containsKey(key)) return;
    queue.add(key, notBefore);
    bell.run();
  }

  /// @return false when nothing was due
  public boolean step(Instant now) {
    var key = queue.take(now);
    key.ifPresent(k -> advance(k, now));
    return key.isPresent();
  }

  private void advance(String key, Instant now) {
    var task = Optional.ofNullable(tasks.get(key));
    switch (task.map(t -> advanced(key, t, now)).orElseGet(Revisit.Never::new)) {
      case Revisit.After(var time) -> {
        failures.remove(key);
        done(key, now, time);
      }
      case Revisit.Failed _ -> {
        int before = failures.merge(key, 1, Integer::sum) - 1;
        done(key, now, pace.backoff(before));
      }
      case Revisit.Never _ -> drop(key);
    }
  }

  private Revisit advanced(String key, Task task, Instant now) {
    try {
      return task.advance(now);
    } catch (RuntimeException e) {
      bugs.accept(new Bug(key, e));
      return new Revisit.Failed(e.toString());
    }
  }

  private void done(String key, Instant now, Duration time) {
    queue.done(key, now.plus(time));
    bell.run();
  }

  /// When the next key is due.
  public Optional<Instant> wakeAt() {
    return queue.wakeAt();
  }

  /// How many keys are due and wait for a thread.
  public int depth(Instant now) {
    return queue.depth(now);
  }
}
