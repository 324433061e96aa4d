package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// The commands as a person types them, in this process, over real sockets and on a real clock.
public final class Berth {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final SortedMap<String, String> variables = new TreeMap<>();

  /// What a command printed, and its exit code.
  public record Ran(int code, String out, String err) {
    public String text() {
      return out + err;
    }
  }

  /// @param endpoint of all calls
  public static Berth at(String endpoint) {
    return new Berth().with("AWS_ENDPOINT_URL", endpoint);
  }

  public Berth with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Ran run(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outside =
        new Outside(
            variables,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Outside.Screen.PIPE,
            new DirectoryFiles(),
            InstantSource.system(),
            time -> LockSupport.parkNanos(time.toNanos()),
            Optional::empty,
            Optional.empty(),
            Optional.of(INTERVAL));
    int code = new App(outside).run(words);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
