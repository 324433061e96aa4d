package dev.berth.cli;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Measures a cold `berth diff` over many settled services: a new process for each run, over HTTP.
/// Started by `.ci/bench`; prints a line for each size.
final class DiffBench {
  private static final int RUNS = 5;
  private static final long LOOK_NANOS = 10_000_000;

  private DiffBench() {}

  record Run(double seconds, long peakKilobytes) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = Path.of(args[0]);
    for (int services : List.of(100, 1000)) {
      var simulator = Simulator.stepped(7);
      new InProcess(simulator, ManyServices.of(services)).berth("apply", "many", "-q");
      var here = folder.resolve(String.valueOf(services));
      ManyServices.write(services, here);
      try (var door = HttpDoor.start(simulator, 0)) {
        measure(services, here, simulator, door.port());
      }
    }
  }

  private static void measure(int services, Path folder, Simulator simulator, int port)
      throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
    run(folder, port);
    for (int i = 0; i < RUNS; i++) {
      simulator.clearCallLog();
      runs.add(run(folder, port));
    }
    var seconds = new ArrayList<>(runs.stream().map(Run::seconds).toList());
    Collections.sort(seconds);
    long peak = runs.stream().mapToLong(Run::peakKilobytes).max().orElse(0);
    System.out.printf(
        "%d services: %d calls, %.2f s (median of %d, %.2f to %.2f), peak %d MB%n",
        services,
        simulator.callLog().calls().size(),
        seconds.get(RUNS / 2),
        RUNS,
        seconds.getFirst(),
        seconds.getLast(),
        peak / 1024);
  }

  private static Run run(Path folder, int port) throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
            System.getProperty("berth.launcher"),
            "diff",
            folder.resolve("many").toString(),
            "--endpoint-url",
            "http://127.0.0.1:" + port);
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    var process = command.start();
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, peak(process.pid()));
      LockSupport.parkNanos(LOOK_NANOS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.waitFor() != 0)
      throw new IllegalStateException("diff ended " + process.exitValue());
    return new Run(seconds, peak);
  }

  /// VmHWM of a process, in kB; 0 when it is gone, or where there is no /proc.
  private static long peak(long pid) {
    try (var lines = java.nio.file.Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }
}
