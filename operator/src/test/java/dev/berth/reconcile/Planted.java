package dev.berth.reconcile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/// A bug, planted into one class of Berth or of the simulator: `resources/planted/<name>.txt` says
/// what is wrong with it, which check has to notice, in which file, and which text stands there
/// instead of which.
public record Planted(
    String name, String what, Check check, Path source, String original, String instead) {
  private static final Path FOLDER = Path.of("src/test/resources/planted");
  private static final Path MAIN = Path.of("src/main/java/dev/berth");
  private static final String SIMULATION = "dev.berth.chaos.SimulationMain";
  private static final String PROPERTIES = "dev.berth.reconcile.PropertiesMain";

  /// How many worlds at most it may take.
  private static final int SEEDS = 500;

  private static final int SECONDS = 900;

  public enum Check {
    PROPERTIES,
    JOBS,
    SIMULATION,
    DEMO,
    CONTRACT
  }

  /// @param exit of the program with the bug
  /// @param told the last line that it said
  public record Finding(int exit, String told) {}

  public static List<Planted> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(Planted::read).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Planted read(Path file) {
    var lines = text(file).lines().toList();
    var head = lines.get(1).split(" ");
    int instead = lines.indexOf("--- instead");
    return new Planted(
        file.getFileName().toString().replace(".txt", ""),
        lines.getFirst(),
        Check.valueOf(head[1].toUpperCase(java.util.Locale.ROOT)),
        MAIN.resolve(head[2]),
        String.join("\n", lines.subList(2, instead)),
        String.join("\n", lines.subList(instead + 1, lines.size())));
  }

  /// Once, or the bug is somewhere else by now.
  public int occurrences() {
    var text = text(source);
    int count = 0;
    for (int at = text.indexOf(original); at >= 0; at = text.indexOf(original, at + 1)) count++;
    return count;
  }

  /// Runs the check on Berth with this bug, in a process of its own.
  public Finding run(Path folder) {
    try {
      var classes = compiled(folder);
      var said = folder.resolve("said.txt");
      var process =
          new ProcessBuilder(command(classes))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Finding(0, "it took more than " + SECONDS + " seconds");
      }
      var lines = Files.readAllLines(said);
      return new Finding(process.exitValue(), lines.isEmpty() ? "" : lines.getLast());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path compiled(Path folder) throws IOException {
    var mutated = folder.resolve(source.getFileName());
    Files.writeString(mutated, text(source).replace(original, instead));
    var classes = Files.createDirectory(folder.resolve("classes"));
    var arguments =
        List.of("-proc:none", "-cp", classPath(), "-d", classes.toString(), mutated.toString());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) throw new IllegalStateException(name + " does not compile");
    return classes;
  }

  private List<String> command(Path classes) {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(classes + File.pathSeparator + classPath());
    command.addAll(
        switch (check) {
          case PROPERTIES -> List.of(PROPERTIES, "1", Integer.toString(SEEDS));
          case JOBS -> List.of(PROPERTIES, "1", Integer.toString(SEEDS), "jobs");
          case SIMULATION -> List.of(SIMULATION, "1", Integer.toString(SEEDS));
          case DEMO -> List.of("dev.berth.cli.Main", "demo");
          case CONTRACT -> List.of("dev.berth.contract.ContractMain");
        });
    return command;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
