package dev.berth.cli;

import dev.berth.aws.InProcessHttp;
import dev.berth.controller.Operator;
import dev.berth.manifest.ManifestFile;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.ManifestSource;
import dev.berth.simulator.Simulator;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the operator costs while nothing happens: calls, CPU time, memory. On one thread and a
/// stepped clock, so that an hour and a week are simulated; the simulator's own time is taken off.
/// Started by `.ci/bench operator`; prints a line for each figure.
final class OperatorBench {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final Duration RESYNC = Duration.ofMinutes(5);
  private static final int DAYS = 7;

  private final Simulator simulator = Simulator.stepped(7);
  private final List<ManifestFile> files;
  private final Operator operator;
  private long simulated;

  private OperatorBench(int services) {
    this.files = ManyServices.of(services);
    new InProcess(simulator, files).berth("apply", "many", "-q");
    simulator.advance(HOUR);
    this.operator = operator();
  }

  public static void main(String[] args) {
    var many = new OperatorBench(1000);
    many.warm(1000);
    many.hour(1000);
    new OperatorBench(100).week(100);
  }

  private Operator operator() {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    var door = InProcess.answering(simulator);
    InProcessHttp.Server timed =
        (method, path, headers, body) -> {
          long before = cpu();
          try {
            return door.answer(method, path, headers, body);
          } finally {
            simulated += cpu() - before;
          }
        };
    var outside =
        new Outside(
            variables,
            new PrintStream(PrintStream.nullOutputStream()),
            new PrintStream(PrintStream.nullOutputStream()),
            Outside.Screen.PIPE,
            new DirectoryFiles(),
            simulator::now,
            simulator::advance,
            Optional::empty,
            Optional.of(timed),
            Optional.empty());
    var endpoint = Common.endpoint(outside, Optional.empty());
    return new Operating(outside, endpoint, Optional.empty(), POLL, RESYNC, Optional.empty())
        .operator(new Unchanged(files), new TreeSet<>());
  }

  private record Unchanged(List<ManifestFile> files) implements ManifestSource {
    @Override
    public Checkout fetch() {
      return new Checkout(new Commit("c0", "", Optional.empty()), files, new TreeMap<>());
    }

    @Override
    public Checkout at(String commit) {
      return fetch();
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void run(Duration time) {
    var end = simulator.now().plus(time);
    while (simulator.now().isBefore(end)) {
      if (operator.controller().step(simulator.now())) continue;
      var next = operator.controller().wakeAt().filter(end::isAfter).orElse(end);
      simulator.advance(Duration.between(simulator.now(), next));
    }
  }

  private void warm(int services) {
    run(RESYNC.multipliedBy(2));
    simulator.clearCallLog();
    int before = passes();
    run(RESYNC.multipliedBy(3));
    int passes = passes() - before;
    System.out.printf(
        "%d services, warm: %d calls a pass, in %d passes%n",
        services, simulator.callLog().calls().size() / passes, passes);
  }

  private int passes() {
    return simulator.callLog().count("DescribeClusters");
  }

  private void hour(int services) {
    simulator.clearCallLog();
    simulated = 0;
    long before = cpu();
    run(HOUR);
    System.out.printf(
        Locale.ROOT,
        "%d services, an idle hour: %d calls, %.1f s of CPU (the simulator's %.1f s taken off)%n",
        services,
        simulator.callLog().calls().size(),
        (cpu() - before - simulated) / 1e9,
        simulated / 1e9);
  }

  private void week(int services) {
    var heap = new StringBuilder();
    for (int day = 1; day <= DAYS; day++) {
      run(Duration.ofDays(1));
      simulator.clearCallLog();
      heap.append(" %d".formatted(used()));
    }
    System.out.printf(
        "%d services, a week: MB in use at each day's end, the simulator's included:%s%n",
        services, heap);
  }

  private static long used() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return memory.getUsed() >> 20;
  }
}
