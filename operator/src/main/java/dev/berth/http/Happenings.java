package dev.berth.http;

import dev.berth.telemetry.Told;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The latest that was told, numbered. Readers come when they like and keep their own place, so a
/// slow one holds up nobody: it misses what is gone by then.
public final class Happenings implements Consumer<Told>, AutoCloseable {
  private static final int KEPT = 1000;

  /// Guards all below it.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition more = lock.newCondition();
  private final ArrayDeque<Happening> kept = new ArrayDeque<>();
  private final InstantSource clock;
  private long last;
  private boolean closed;

  public Happenings(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void accept(Told told) {
    lock.lock();
    try {
      if (kept.size() == KEPT) kept.removeFirst();
      kept.addLast(new Happening(++last, clock.instant(), told));
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// All that are kept, oldest first.
  List<Happening> all() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /// What came after one, oldest first; waits for a while where nothing did yet.
  ///
  /// @param id one that was never given counts as the beginning: the reader knew another process
  List<Happening> after(long id, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (last == id && !closed && left > 0) left = more.awaitNanos(left);
      long from = id > last ? 0 : id;
      var later = new ArrayList<Happening>();
      for (var each : kept) if (each.id() > from) later.add(each);
      return List.copyOf(later);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Lets every reader go.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
