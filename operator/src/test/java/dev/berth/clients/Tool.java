package dev.berth.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A program that somebody else wrote, with an environment of its own: whatever credentials,
/// profiles and settings this machine has stay away from it.
public final class Tool {
  private static final Set<String> KEPT = Set.of("PATH", "LANG", "LC_ALL", "TMPDIR");

  private final Path program;
  private final Path home;
  private final SortedMap<String, String> variables = new TreeMap<>();

  private Tool(Path program, Path home) {
    this.program = program;
    this.home = home;
    variables.put("HOME", home.toString());
    variables.put("AWS_CONFIG_FILE", home.resolve("no-config").toString());
    variables.put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("no-credentials").toString());
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "any");
    variables.put("AWS_SECRET_ACCESS_KEY", "any");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.put("AWS_PAGER", "");
    variables.put("NO_PROXY", "127.0.0.1");
  }

  /// What a program printed, and its exit code.
  public record Ran(int code, String out, String err) {
    public String text() {
      return out + err;
    }
  }

  /// Where the tool is not on the PATH, says so and skips the test.
  ///
  /// @param home an empty folder, for what the tool keeps and prints
  public static Tool required(String name, Path home) {
    return new Tool(found(name, path(name)), home);
  }

  /// A Python that can import this module; skips the test where there is none.
  public static Tool python(String module, Path home) {
    var python = required("python3", home);
    boolean there = python.run("-c", "import " + module).code() == 0;
    return new Tool(found(module, there ? Optional.of(python.program) : Optional.empty()), home);
  }

  /// Skips the test where the thing is missing.
  static Path found(String name, Optional<Path> thing) {
    if (thing.isEmpty()) System.out.println("skipped: " + name + " not found");
    assumeTrue(thing.isPresent(), name + " not found");
    return thing.orElseThrow();
  }

  private static Optional<Path> path(String name) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Points the tool at a simulator, or at whatever else speaks AWS's protocols.
  public Tool at(String endpoint) {
    return with("AWS_ENDPOINT_URL", endpoint);
  }

  public Tool with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Ran run(String... words) {
    return run(List.of(words));
  }

  public Ran run(List<String> words) {
    return run(home, words);
  }

  /// Waits for the program to end; what it started doesn't outlive it.
  public Ran run(Path folder, List<String> words) {
    try {
      var out = Files.createTempFile(home, "out", "");
      var err = Files.createTempFile(home, "err", "");
      var process =
          command(words)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int code = ended(process);
      var ran = new Ran(code, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return ran;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ended(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while it waited for " + process.info(), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /// The program with these words and its environment, for who wants to start it without waiting.
  public ProcessBuilder command(List<String> words) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(KEPT);
    builder.environment().putAll(variables);
    return builder;
  }
}
