package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.reconcile.Interrupt;
import dev.berth.reconcile.Pause;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
