package dev.berth.cli;

import dev.berth.clients.Terraform;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `terraform plan` against `berth diff`, both new processes over HTTP, of the same settled
/// services on the same simulator, in turns. Started by `.ci/bench terraform`; prints a line for
/// each tool and the ratios.
final class TerraformBench {
  private static final int SERVICES = 100;
  private static final int TURNS = 5;
  private static final double SPEED = 600;

  private final Simulator simulator = Simulator.scaled(1, SPEED);
  private final String launcher = System.getProperty("berth.launcher");
  private final Path home;
  private final String manifests;

  private TerraformBench(Path home) {
    this.home = home;
    this.manifests = home.resolve("manifests").toString();
  }

  /// @param calls over HTTP
  private record Turn(double seconds, long calls) {}

  public static void main(String[] args) throws Exception {
    new TerraformBench(Path.of(args[0])).run();
  }

  private void run() throws Exception {
    try (var door = HttpDoor.start(simulator, 0)) {
      var endpoint = "http://127.0.0.1:" + door.port();
      try (var terraform = Terraform.of("many", home, endpoint)) {
        terraform.variable("services", String.valueOf(SERVICES)).apply();
        adopt(endpoint);
        var plans = new ArrayList<Turn>();
        var diffs = new ArrayList<Turn>();
        diff(endpoint);
        for (int i = 0; i < TURNS; i++) {
          plans.add(turn(() -> terraform.run("plan", "-detailed-exitcode").code()));
          diffs.add(turn(() -> diff(endpoint)));
        }
        tell("terraform plan", plans);
        tell("berth diff", diffs);
        System.out.printf(
            Locale.ROOT,
            "terraform plan takes %.1f times as long as berth diff, and %.0f times the calls%n",
            seconds(plans) / seconds(diffs),
            (double) calls(plans) / calls(diffs));
      }
    }
  }

  private void adopt(String endpoint) {
    var berth = Berth.at(endpoint);
    done(
        berth.run(
            "import", "many", "--to", manifests, "--installation", "acme-platform", "--adopt"));
    done(berth.run("apply", manifests, "-q"));
  }

  private static void done(Berth.Ran ran) {
    if (ran.code() != 0) throw new IllegalStateException(ran.text());
  }

  private int diff(String endpoint) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher, "diff", manifests, "--endpoint-url", endpoint));
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start().waitFor();
  }

  private Turn turn(Callable<Integer> tool) throws Exception {
    simulator.clearCallLog();
    long start = System.nanoTime();
    int code = tool.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) throw new IllegalStateException("something differs: " + code);
    return new Turn(seconds, simulator.callLog().calls().size());
  }

  private static void tell(String tool, List<Turn> turns) {
    System.out.printf(
        Locale.ROOT,
        "%s, %d services: %d calls, %.2f s (median of %d)%n",
        tool,
        SERVICES,
        calls(turns),
        seconds(turns),
        TURNS);
  }

  private static double seconds(List<Turn> turns) {
    return turns.stream().map(Turn::seconds).sorted().toList().get(TURNS / 2);
  }

  private static long calls(List<Turn> turns) {
    return turns.stream().map(Turn::calls).sorted().toList().get(TURNS / 2);
  }
}
