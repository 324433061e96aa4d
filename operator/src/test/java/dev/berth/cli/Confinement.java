package dev.berth.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A control group of Linux, of the first or the second version, as a container has one: so much of
/// one CPU, and so much memory. Closed when nothing is in it any more.
///
/// @param folders its own, one for each controller
record Confinement(List<Path> folders) implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int PERIOD_MICROS = 100_000;

  /// @return empty where this process may not make one
  static Optional<Confinement> of(int percent, int megabytes) {
    var name = "berth-" + ProcessHandle.current().pid();
    var quota = PERIOD_MICROS * percent / 100;
    long bytes = (long) megabytes << 20;
    try {
      if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
        var folder = Files.createDirectory(ROOT.resolve(name));
        write(folder, "cpu.max", quota + " " + PERIOD_MICROS);
        write(folder, "memory.max", bytes);
        return Optional.of(new Confinement(List.of(folder)));
      }
      var cpu = Files.createDirectory(ROOT.resolve("cpu").resolve(name));
      write(cpu, "cpu.cfs_period_us", PERIOD_MICROS);
      write(cpu, "cpu.cfs_quota_us", quota);
      var memory = Files.createDirectory(ROOT.resolve("memory").resolve(name));
      write(memory, "memory.limit_in_bytes", bytes);
      return Optional.of(new Confinement(List.of(cpu, memory)));
    } catch (IOException e) {
      System.out.println("not confined: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void write(Path folder, String file, Object value) throws IOException {
    Files.writeString(folder.resolve(file), value.toString());
  }

  /// The words of a command that enters it and then becomes the given one.
  List<String> around(List<String> command) {
    var enter = new StringBuilder();
    for (var folder : folders) {
      enter.append("echo $$ >").append(folder.resolve("cgroup.procs")).append(" && ");
    }
    var words = new ArrayList<>(List.of("sh", "-c", enter + "exec \"$@\"", "sh"));
    words.addAll(command);
    return words;
  }

  @Override
  public void close() throws IOException {
    for (var folder : folders) Files.delete(folder);
  }
}
