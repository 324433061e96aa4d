package dev.berth.cli;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// `berth run` over 1,000 settled services as a process of its own, alone and in a quarter of a CPU
/// and half a gigabyte: its start, and what it costs while nothing happens. An hour is lived in
/// five minutes, with as many looks at source and cluster as an hour has by default. Started by
/// `.ci/bench confined`; prints a line for each.
final class ConfinedBench {
  private static final int SERVICES = 1000;
  private static final int PERCENT = 25;
  private static final int MEGABYTES = 512;
  private static final int HOUR_SECONDS = 300;
  private static final long SECOND_NANOS = 1_000_000_000;

  /// Of /proc/…/stat: a hundredth of a second on every Linux.
  private static final double TICKS = 100;

  private final Simulator simulator = Simulator.stepped(7);
  private final Path folder;

  private ConfinedBench(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var bench = new ConfinedBench(Path.of(args[0]));
    new InProcess(bench.simulator, ManyServices.of(SERVICES)).berth("apply", "many", "-q");
    ManyServices.write(SERVICES, bench.folder);
    bench.measure("alone", Optional.empty());
    var confinement = Confinement.of(PERCENT, MEGABYTES);
    if (confinement.isEmpty()) return;
    try (var group = confinement.get()) {
      bench.measure("in a quarter of a CPU", Optional.of(group));
    }
  }

  private void measure(String where, Optional<Confinement> group)
      throws IOException, InterruptedException {
    try (var door = HttpDoor.start(simulator, 0);
        var launched = start("http://127.0.0.1:" + door.port(), group)) {
      tell(where, launched);
    }
  }

  private Launched start(String endpoint, Optional<Confinement> group) throws IOException {
    var manifests = folder.resolve("many").toString();
    var words = List.of(manifests, "--poll", "5s", "--resync", "25s", "--endpoint-url", endpoint);
    return Launched.start(
        words, Map.of(), command -> group.map(g -> g.around(command)).orElse(command));
  }

  private void tell(String where, Launched launched) throws IOException, InterruptedException {
    double ready = launched.ready();
    var process = launched.process();
    simulator.clearCallLog();
    double before = cpu(process);
    for (int second = 0; second < HOUR_SECONDS; second++) {
      LockSupport.parkNanos(SECOND_NANOS);
      simulator.advance(Duration.ofSeconds(1));
    }
    System.out.printf(
        Locale.ROOT,
        "operator of %d services %s: ready after %.1f s and %.1f s of CPU; an idle hour: %d looks,"
            + " %d calls, %.1f s of CPU; peak %d MB resident%n",
        SERVICES,
        where,
        ready,
        before,
        simulator.callLog().count("DescribeClusters"),
        simulator.callLog().calls().size(),
        cpu(process) - before,
        peak(process));
  }

  private static double cpu(Process process) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(words[11]) + Long.parseLong(words[12])) / TICKS;
  }

  /// The most memory that it had at once, in MB.
  private static long peak(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }
}
