package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.ConnectionReset;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The commands on a stepped simulator: no socket, no thread, no waiting.
final class InProcess {
  private final Simulator simulator;
  private final List<ManifestFile> files;
  private final SortedMap<String, String> parameters;

  InProcess(Simulator simulator, List<ManifestFile> files) {
    this(simulator, files, new TreeMap<>());
  }

  InProcess(Simulator simulator, List<ManifestFile> files, SortedMap<String, String> parameters) {
    this.simulator = simulator;
    this.files = List.copyOf(files);
    this.parameters = parameters;
  }

  /// @param text what the command printed, errors included
  record Ran(int code, String text) {}

  Ran berth(String... words) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      int code = new App(outside(out)).run(words);
      return new Ran(code, bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private Outside outside(PrintStream out) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    parameters.forEach((name, value) -> variables.put("BERTH_PARAM_" + name, value));
    return new Outside(
        variables,
        out,
        out,
        Outside.Screen.PIPE,
        new Given(files),
        simulator::now,
        simulator::advance,
        Optional::empty,
        Optional.of(answering(simulator)),
        Optional.of(Duration.ofSeconds(30)));
  }

  static InProcessHttp.Server answering(Simulator simulator) {
    return (method, path, headers, body) -> {
      try {
        var response = simulator.handle(Request.of(method, path, headers, body));
        return new InProcessHttp.Answer(response.status(), response.headers(), response.body());
      } catch (ConnectionReset e) {
        throw new UncheckedIOException(new IOException(e.getMessage(), e));
      }
    };
  }

  record Given(List<ManifestFile> files) implements Files {
    @Override
    public List<ManifestFile> read(String path) {
      return files;
    }

    @Override
    public String text(String path, String name) {
      throw new Problem(Exit.INVALID, List.of("there is no " + name));
    }

    @Override
    public String plain(String file) {
      throw new Problem(Exit.INVALID, List.of("there is no " + file));
    }

    @Override
    public void write(String file, String text) {
      throw new Problem(Exit.INVALID, List.of("nothing is written here"));
    }

    @Override
    public List<String> taken(String folder, Collection<String> names) {
      return List.of();
    }

    @Override
    public void write(String folder, SortedMap<String, String> texts) {
      throw new Problem(Exit.INVALID, List.of("nothing can be written here"));
    }
  }
}
