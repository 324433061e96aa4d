package dev.berth.controller;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The threads that wait: each steps for as long as something is due, then sleeps until it is.
public final class Workers {
  /// Longer than anything needs to wait; a thread that wakes for nothing costs nothing.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Guards `rung` and `ended`.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition bell = lock.newCondition();
  private final Controller controller;
  private final InstantSource clock;
  private final List<Thread> threads = new ArrayList<>();
  private long rung;
  private boolean ended;

  private Workers(Controller controller, InstantSource clock) {
    this.controller = controller;
    this.clock = clock;
  }

  public static Workers start(Controller controller, InstantSource clock, int threads) {
    var workers = new Workers(controller, clock);
    controller.bell(workers::ring);
    for (int i = 0; i < threads; i++) {
      workers.threads.add(Thread.ofVirtual().name("worker-" + i).start(workers::work));
    }
    return workers;
  }

  /// Lets what is under way come to its end; nothing new is begun.
  ///
  /// @return false where that took longer
  public boolean end(Duration patience) {
    lock.lock();
    try {
      ended = true;
      bell.signalAll();
    } finally {
      lock.unlock();
    }
    var end = clock.instant().plus(patience);
    try {
      for (var thread : threads) {
        var left = Duration.between(clock.instant(), end);
        if (!thread.join(left.isPositive() ? left : Duration.ofNanos(1))) return false;
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void ring() {
    lock.lock();
    try {
      rung++;
      bell.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      long heard = heard();
      if (heard < 0) return;
      if (!controller.step(clock.instant())) rest(heard);
    }
  }

  /// How often the bell rang so far; less than 0 once all is to end.
  private long heard() {
    lock.lock();
    try {
      return ended ? -1 : rung;
    } finally {
      lock.unlock();
    }
  }

  /// Until the next key is due or the bell rings: also when it rang since it was last listened to.
  private void rest(long heard) {
    var next = controller.wakeAt().map(at -> Duration.between(clock.instant(), at));
    var time = next.filter(t -> t.compareTo(LONGEST) < 0).orElse(LONGEST);
    lock.lock();
    try {
      long left = time.toNanos();
      while (rung == heard && !ended && left > 0) left = bell.awaitNanos(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    } finally {
      lock.unlock();
    }
  }
}
