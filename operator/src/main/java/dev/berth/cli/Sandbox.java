package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An ECS in this process whose clock is moved by hand. `App` makes it of the simulator, which
/// nothing else here knows.
interface Sandbox {
  InProcessHttp.Answer answer(
      String method, String path, Map<String, java.util.List<String>> headers, byte[] body);

  Instant now();

  void advance(Duration time);

  /// How often an operation was called.
  int calls(String operation);

  /// How many calls asked for a change.
  int writes();

  /// The same ECS on a port of this machine, with a clock that runs by itself.
  interface Door extends AutoCloseable {
    int port();

    /// Writes down that time has passed, where the world is kept.
    void keep();

    @Override
    void close();
  }

  /// What a door opens to.
  ///
  /// @param scenario JSON, or empty for none
  /// @param name of the scenario, for messages
  /// @param eventual whether what is written is seen late
  /// @param state where the world is kept
  record Setup(
      String name,
      String scenario,
      int port,
      double speed,
      boolean eventual,
      Optional<Path> state) {
    static Setup prompt(String name, String scenario, int port, double speed) {
      return new Setup(name, scenario, port, speed, false, Optional.empty());
    }
  }

  /// Makes both.
  interface Maker {
    Sandbox stepped(long seed);

    /// @throws Problem when the scenario is wrong, or the port is taken
    Door open(Setup setup);
  }
}
