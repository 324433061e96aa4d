package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.Pause;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// All that a command has of the world: so that the demo and the tests run the very commands.
///
/// @param variables the environment variables
/// @param screen what `out` is
/// @param transport calls stay in the process; empty for the network
/// @param interval between two passes; empty for the default
record Outside(
    SortedMap<String, String> variables,
    PrintStream out,
    PrintStream err,
    Screen screen,
    Files files,
    InstantSource clock,
    Pause pause,
    Interrupt interrupt,
    Optional<InProcessHttp.Server> transport,
    Optional<Duration> interval) {

  enum Screen {
    TERMINAL,
    PIPE
  }

  Outside {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /// Nanoseconds that only go forward: where time is stepped, by that clock.
  LongSupplier monotonic() {
    if (transport.isEmpty()) return System::nanoTime;
    return () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  /// Numbers from 0 to under 1: where time is stepped, the same ones each time.
  DoubleSupplier chance() {
    if (transport.isEmpty()) return () -> ThreadLocalRandom.current().nextDouble();
    return new SplittableRandom(0)::nextDouble;
  }

  /// A name for this process that no other ever has: the machine's, the process's and a few dice.
  String process() {
    var dice = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    return machine() + "/" + ProcessHandle.current().pid() + "/" + dice;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost"; // A machine that cannot resolve its own name.
    }
  }

  /// The same with other ways to wait and to be stopped.
  Outside with(Pause other, Interrupt asked) {
    return new Outside(
        variables, out, err, screen, files, clock, other, asked, transport, interval);
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
