package dev.berth.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// Starts the program on the real world.
public final class Main {
  /// How long a signal lets the call finish that is under way.
  private static final long GRACE_SECONDS = 20;

  private Main() {}

  public static void main(String[] args) {
    if (List.of(args).equals(List.of("health"))) end(health());
    // Beside the lines of the operator's log, those of libraries are such lines, too.
    if (args.length > 0 && args[0].equals("run") && !terminal()) {
      System.setProperty("berth.lines", "json");
    }
    var signal = new AtomicReference<String>();
    var signalled = new CountDownLatch(1);
    var ended = new CompletableFuture<Integer>();
    var hook = new Thread(() -> stop(signal, signalled, ended), "signal");
    Runtime.getRuntime().addShutdownHook(hook);
    int exit = Exit.REFUSED.code();
    try {
      exit = new App(outside(signal, signalled)).run(args);
    } finally {
      ended.complete(exit);
    }
    if (signal.get() == null) end(exit);
  }

  /// Not by `System.exit`: it asks for a logger first, and to set one up takes longer than the
  /// rest.
  private static void end(int exit) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exit);
  }

  /// Asked over and over beside an operator that has a quarter of a CPU: as a command it would take
  /// ten times as long.
  private static int health() {
    return new HealthCommand(outside(new AtomicReference<>(), new CountDownLatch(0))).call();
  }

  private static Outside outside(AtomicReference<String> signal, CountDownLatch signalled) {
    return new Outside(
        new TreeMap<>(System.getenv()),
        System.out,
        System.err,
        terminal() ? Outside.Screen.TERMINAL : Outside.Screen.PIPE,
        new DirectoryFiles(),
        InstantSource.system(),
        time -> rest(time, signalled),
        () -> Optional.ofNullable(signal.get()),
        Optional.empty(),
        Optional.empty());
  }

  private static boolean terminal() {
    return System.console() != null && System.console().isTerminal();
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

  /// Lets the action that is under way finish; the next one is not begun. What had nothing left to
  /// do, as the operator, ends well; what was stopped ends as the signal has it.
  private static void stop(
      AtomicReference<String> signal, CountDownLatch signalled, CompletableFuture<Integer> ended) {
    signal.set("a signal asked for the end");
    signalled.countDown();
    try {
      int exit = ended.get(GRACE_SECONDS, TimeUnit.SECONDS);
      if (exit == Exit.DONE.code()) end(exit);
    } catch (TimeoutException e) {
      System.err.println("berth: the last call did not end in time");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
