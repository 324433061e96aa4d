package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.aws.InProcessHttp;
import dev.berth.manifest.ManifestFile;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rolls 200 changed services in a simulated account with AWS's request quotas on, and compares the
/// simulated time with what the buckets allow. Started by `.ci/bench buckets`.
final class BucketsBench {
  private static final int SERVICES = 200;
  private static final double ALLOWED = 1.1;

  /// Of the categories that a roll-out spends most from: burst and refill a second. Source: ECS API
  /// reference, "Request throttling for the Amazon ECS API".
  private static final SortedMap<String, double[]> QUOTAS = new TreeMap<>();

  static {
    QUOTAS.put("task definition modify", new double[] {20, 1});
    QUOTAS.put("service modify", new double[] {50, 5});
    QUOTAS.put("tag modify", new double[] {20, 10});
    QUOTAS.put("service read", new double[] {100, 20});
    QUOTAS.put("service deployment read", new double[] {50, 20});
    QUOTAS.put("task definition read", new double[] {50, 20});
    QUOTAS.put("cluster resource read", new double[] {100, 20});
  }

  private BucketsBench() {}

  /// What a roll-out of some services took.
  ///
  /// @param writing until the last call that changed something
  record Rolled(
      Duration writing, Duration whole, List<Call> calls, int throttled, int told, String text) {}

  public static void main(String[] args) {
    var run = measure(SERVICES);
    var alone = measure(1);
    double ours = floor(run.calls(), 0.7);
    double aws = floor(run.calls(), 1);
    double rollout = seconds(alone.whole());
    System.out.printf(
        "%d services rolled: %d calls, %d throttled, %d of them reached the report%n",
        SERVICES, run.calls().size(), run.throttled(), run.told());
    System.out.printf(
        "last write after %.0f s; floor of Berth's buckets %.0f s (ratio %.2f), of AWS's %.0f s"
            + " (%.2f)%n",
        seconds(run.writing()),
        ours,
        seconds(run.writing()) / ours,
        aws,
        seconds(run.writing()) / aws);
    System.out.printf(
        "settled after %.0f s; floor and one roll-out of %.0f s: ratio %.2f, with AWS's floor"
            + " %.2f%n",
        seconds(run.whole()),
        rollout,
        seconds(run.whole()) / (ours + rollout),
        seconds(run.whole()) / (aws + rollout));
    boolean good = run.told() == 0 && seconds(run.whole()) / (ours + rollout) <= ALLOWED;
    if (!good) System.out.println("not within " + ALLOWED + "; the end of what it told:");
    if (!good)
      run.text()
          .lines()
          .skip(Math.max(0, run.text().lines().count() - 20))
          .forEach(System.out::println);
    System.exit(good ? 0 : 1);
  }

  static Rolled measure(int services) {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    var simulator = Simulator.stepped(7);
    new InProcess(simulator, ManyServices.of(services)).berth("apply", "many", "-q");
    simulator.clearCallLog();
    simulator.fault((ObjectNode) JsonMapper.shared().readTree("{\"kind\":\"quotas\"}"));
    var throttled = new int[1];
    var bytes = new ByteArrayOutputStream();
    var start = simulator.now();
    var out = new PrintStream(bytes, true, UTF_8);
    int code = new App(outside(simulator, out, changed(services), throttled)).run("apply", "many");
    var text = bytes.toString(UTF_8);
    if (code != 0) throw new IllegalStateException("apply ended " + code + "\n" + text);
    var calls = simulator.callLog().calls();
    var last = simulator.callLog().writes().getLast().at();
    int told = (int) text.lines().filter(line -> line.contains("Rate exceeded")).count();
    return new Rolled(
        Duration.between(start, last),
        Duration.between(start, simulator.now()),
        calls,
        throttled[0],
        told,
        text);
  }

  private static List<ManifestFile> changed(int services) {
    return ManyServices.of(services).stream()
        .map(file -> new ManifestFile(file.path(), file.text().replace(":1.", ":2.")))
        .toList();
  }

  /// How long the buckets let the calls take at least, one after another.
  private static double floor(List<Call> calls, double share) {
    double floor = 0;
    for (var quota : QUOTAS.entrySet()) {
      long spent = calls.stream().filter(call -> call.category().equals(quota.getKey())).count();
      var limit = quota.getValue();
      floor = Math.max(floor, (spent - limit[0] * share) / (limit[1] * share));
    }
    return floor;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static Outside outside(
      Simulator simulator, PrintStream out, List<ManifestFile> files, int[] throttled) {
    var variables = new TreeMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", "http://ecs.example.com");
    InProcessHttp.Server server =
        (method, path, headers, body) -> {
          var answer = InProcess.answering(simulator).answer(method, path, headers, body);
          if (new String(answer.body(), UTF_8).contains("ThrottlingException")) throttled[0]++;
          return answer;
        };
    return new Outside(
        variables,
        out,
        out,
        Outside.Screen.PIPE,
        new InProcess.Given(files),
        simulator::now,
        simulator::advance,
        Optional::empty,
        Optional.of(server),
        Optional.empty());
  }
}
