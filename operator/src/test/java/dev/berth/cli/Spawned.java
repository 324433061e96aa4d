package dev.berth.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `berth` as a process of its own, as a container would run it. Closed, it is killed.
///
/// @param log what it printed, on both streams
record Spawned(Process process, Path log) implements AutoCloseable {
  static Spawned start(Path log, List<String> words) throws IOException {
    return start(log, words, Map.of());
  }

  /// @param variables beside those of this process
  static Spawned start(Path log, List<String> words, Map<String, String> variables)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.berth.cli.Main"));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    builder.environment().put("BERTH_PORT", "0");
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new Spawned(builder.start(), log);
  }

  String printed() throws IOException {
    return Files.readString(log);
  }

  /// As kill -9 does.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
