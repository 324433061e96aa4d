package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

    @Override
    void close();
  }

  /// Makes both.
  interface Maker {
    Sandbox stepped(long seed);

    /// @param scenario JSON, or empty for none
    /// @param name of the scenario, for messages
    /// @throws Problem when the scenario is wrong, or the port is taken
    Door open(String name, String scenario, int port, double speed);
  }
}
