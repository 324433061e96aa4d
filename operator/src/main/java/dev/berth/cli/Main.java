package dev.berth.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Starts the program on the real world.
public final class Main {
  /// How long a signal lets the call finish that is under way.
  private static final long GRACE_SECONDS = 20;

  private Main() {}

  public static void main(String[] args) {
    var signal = new AtomicReference<String>();
    var signalled = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var hook = new Thread(() -> stop(signal, signalled, done), "signal");
    Runtime.getRuntime().addShutdownHook(hook);
    int exit;
    try {
      exit = new App(outside(signal, signalled)).run(args);
    } finally {
      done.countDown();
    }
    if (signal.get() == null) System.exit(exit);
  }

  private static Outside outside(AtomicReference<String> signal, CountDownLatch signalled) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return new Outside(
        new TreeMap<>(System.getenv()),
        System.out,
        System.err,
        terminal ? Outside.Screen.TERMINAL : Outside.Screen.PIPE,
        new DirectoryFiles(),
        InstantSource.system(),
        time -> rest(time, signalled),
        () -> Optional.ofNullable(signal.get()),
        Optional.empty(),
        Optional.empty());
  }

  /// No longer than until a signal comes.
  private static boolean rest(Duration time, CountDownLatch signalled) {
    try {
      return signalled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Lets the action that is under way finish; the next one is not begun.
  private static void stop(
      AtomicReference<String> signal, CountDownLatch signalled, CountDownLatch done) {
    signal.set("a signal asked for the end");
    signalled.countDown();
    try {
      var finished = done.await(GRACE_SECONDS, TimeUnit.SECONDS);
      if (!finished) System.err.println("berth: the last call did not end in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
