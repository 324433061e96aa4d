package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.cli.Drill.Ran;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// The commands as people type them, against an endpoint whose time passes by itself.
final class OverHttp {
  private OverHttp() {}

  static Ran berth(String endpoint, String... words) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", endpoint);
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
            Optional.of(Duration.ofMillis(200)));
    int code = new App(outside).run(words);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
