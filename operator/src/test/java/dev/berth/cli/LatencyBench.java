package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.http.Signature;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.api.Git;

/// How soon: until a command answers; until `berth run` over a local git repository is ready, as a
/// process of its own against the simulator; and from a commit until its first write, by a push's
/// webhook and by polling. Started by `.ci/bench latency`; prints a line for each.
final class LatencyBench {
  private static final int RUNS = 5;
  private static final int POLL_SECONDS = 5;
  private static final double SPEED = 60;
  private static final long LOOK_NANOS = 2_000_000;
  private static final long QUIET_NANOS = 2_000_000_000;
  private static final String SECRET = "not-a-secret-of-anybody";

  private final Workspace workspace;
  private final Git git;
  private final Simulator simulator;
  private final String endpoint;
  private final SplittableRandom random = new SplittableRandom(7);
  private int release = 9;

  private LatencyBench(Workspace workspace, Git git, Simulator simulator, String endpoint) {
    this.workspace = workspace;
    this.git = git;
    this.simulator = simulator;
    this.endpoint = endpoint;
  }

  public static void main(String[] args) throws Exception {
    var workspace = new Workspace(Path.of(args[0]));
    workspace.copy(Path.of("manifests/tracecat"));
    var folder = workspace.folder().toFile();
    var simulator = Simulator.scaled(7, SPEED);
    try (var git = Git.init().setDirectory(folder).setInitialBranch("main").call();
        var door = HttpDoor.start(simulator, 0)) {
      var endpoint = "http://127.0.0.1:" + door.port();
      new LatencyBench(workspace, git, simulator, endpoint).run();
    }
  }

  private void run() throws Exception {
    commit("First");
    tell("berth --version answers", answers());
    try (var first = operator("1h")) {
      first.ready();
      settle(first);
      tell("commit to first write, by a webhook", times(() -> pushed(first)));
    }
    tell("berth run over git ready", times(this::readiness));
    try (var polling = operator(POLL_SECONDS + "s")) {
      settle(polling);
      tell(
          "commit to first write, by a poll each " + POLL_SECONDS + " s",
          times(() -> {
            LockSupport.parkNanos(random.nextLong(POLL_SECONDS * 1_000_000_000L));
            release();
            return written(polling, System.nanoTime());
          }));
    }
  }

  private static List<Double> times(Callable<Double> measured) throws Exception {
    var times = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) times.add(measured.call());
    return times;
  }

  private static List<Double> answers() throws Exception {
    return times(() -> {
      long begun = System.nanoTime();
      var command = List.of(System.getProperty("berth.launcher"), "--version");
      new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).start().waitFor();
      return since(begun);
    });
  }

  private Launched operator(String poll) throws IOException {
    var words = new ArrayList<>(List.of(workspace.folder().toString(), "--ref", "main"));
    words.addAll(List.of("-e", "demo", "--poll", poll, "--endpoint-url", endpoint));
    return Launched.start(words, Map.of("BERTH_WEBHOOK_SECRET", SECRET), c -> c);
  }

  private double readiness() throws Exception {
    try (var operator = operator("1h")) {
      return operator.ready();
    }
  }

  private double pushed(Launched operator) throws Exception {
    long begun = System.nanoTime();
    release();
    var where = workspace.folder();
    var body =
        "{\"ref\": \"refs/heads/main\", \"repository\": {\"clone_url\": \"%s\"}}"
            .formatted(where)
            .getBytes(UTF_8);
    var request =
        HttpRequest.newBuilder(operator.at("/hooks/git"))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", new Signature(SECRET).of(body))
            .POST(BodyPublishers.ofByteArray(body));
    int status = operator.post(request);
    if (status != 202) throw new IllegalStateException("the push was answered with " + status);
    return written(operator, begun);
  }

  private void release() throws Exception {
    simulator.clearCallLog();
    var before = "imageTag: 1.0.0-beta." + release++;
    workspace.edit("common.yaml", before, "imageTag: 1.0.0-beta." + release);
    commit("Release " + release);
  }

  private void commit(String message) throws Exception {
    git.add().addFilepattern(".").call();
    git.commit().setMessage(message).setAuthor("a", "a@example.com").setSign(false).call();
  }

  /// From now until the next call that changes something; then it is waited until all is done.
  private double written(Launched operator, long begun) throws Exception {
    while (simulator.callLog().writes().isEmpty()) LockSupport.parkNanos(LOOK_NANOS);
    double seconds = since(begun);
    settle(operator);
    return seconds;
  }

  /// Waits until all is as wanted, and nothing was written for a while.
  private void settle(Launched operator) throws Exception {
    int before;
    do {
      before = simulator.callLog().writes().size();
      LockSupport.parkNanos(QUIET_NANOS);
    } while (before != simulator.callLog().writes().size()
        || !operator.says("/api/v1/status", "\"AsWanted\""));
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void tell(String what, List<Double> seconds) {
    var sorted = seconds.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s after %.2f s (median of %d, %.2f to %.2f)%n",
        what,
        sorted.get(RUNS / 2),
        RUNS,
        sorted.getFirst(),
        sorted.getLast());
  }
}
