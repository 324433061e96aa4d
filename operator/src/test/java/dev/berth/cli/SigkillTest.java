package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Beside the sweep in the process: real processes, killed by the system in the middle of whatever
/// they do. What they roll out must be rolled out once, whatever became of them.
class SigkillTest {
  private static final int KILLS = 20;
  private static final int KILLED = 137;
  private static final double SPEED = 30;
  private static final Path MANIFESTS = Path.of("../manifests/tracecat");
  private static final int FIRST = 9;
  private static final List<String> TAGGED =
      List.of(
          "tracecat-agent-executor",
          "tracecat-api",
          "tracecat-executor",
          "tracecat-ui",
          "tracecat-worker");

  /// How long a process may work before it is killed, in milliseconds.
  private static final int LONGEST = 1500;

  private static final long SEED = 11;

  @TempDir private Path folder;
  private Simulator simulator;
  private HttpDoor door;

  @BeforeEach
  void open() throws IOException {
    simulator = Simulator.scaled(SEED, SPEED);
    door = HttpDoor.start(simulator, 0);
    try (Stream<Path> files = Files.walk(MANIFESTS)) {
      for (var file : files.toList()) {
        var copy = folder.resolve(MANIFESTS.relativize(file).toString());
        if (!Files.isDirectory(file)) Files.copy(file, copy);
        if (Files.isDirectory(file)) Files.createDirectories(copy);
      }
    }
    edit("migrations: initContainer", "migrations: job");
  }

  @AfterEach
  void close() {
    door.close();
  }

  /// Each time that a process comes to its end there is another release, so that all of them have
  /// something to do.
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void twenty_killed_processes_leave_one_revision_deployment_and_run_of_the_job_a_release()
      throws Exception {
    long began = System.nanoTime();
    var random = new SplittableRandom(SEED);
    int kills = 0;
    int release = 0;
    while (kills < KILLS) {
      if (killed(random.nextInt(LONGEST))) {
        kills++;
      } else {
        release++;
        tag(FIRST + release);
      }
    }
    assertThat(finished()).isZero();

    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf("%d kills in %d releases, %d s%n", kills, release + 1, seconds);
    assertThat(services()).isEqualTo(wanted(release + 1));
    assertThat(runs()).isEqualTo(runs(release + 1));
  }

  /// @return false when it came to its end before
  private boolean killed(int afterMillis) throws Exception {
    var process = start();
    try {
      long before = simulator.callLog().total();
      while (process.isAlive() && simulator.callLog().total() == before) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      if (process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).describedAs(log()).isZero();
        return false;
      }
    } finally {
      process.destroyForcibly();
    }
    int exit = process.waitFor();
    // It may come to its end between the look and the kill.
    if (exit == 0) return false;
    assertThat(exit).isEqualTo(KILLED);
    return true;
  }

  private int finished() throws Exception {
    var process = start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.berth.cli.Main"));
    command.addAll(List.of("apply", folder.toString(), "-e", "demo"));
    command.addAll(List.of("--endpoint-url", "http://127.0.0.1:" + door.port()));
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return builder.start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private void tag(int number) throws IOException {
    edit("imageTag: 1\\.0\\.0-beta\\.\\d+", "imageTag: 1.0.0-beta." + number);
  }

  private void edit(String from, String to) throws IOException {
    var file = folder.resolve("common.yaml");
    Files.writeString(file, Files.readString(file).replaceAll(from, to));
  }

  /// One revision and one attempt of the Job for each release, and each has succeeded. An attempt
  /// has one task, as its token is the same whoever asks.
  private static List<String> runs(int releases) {
    return IntStream.rangeClosed(1, releases)
        .mapToObj(run -> run + ".1 succeeded " + run + ".1")
        .toList();
  }

  private List<String> runs() {
    var found = new ArrayList<String>();
    for (var revision : revisions(simulator.dump(), "TracecatMigrationsTaskDefinition")) {
      var tags = new TreeMap<String, String>();
      revision
          .get("tags")
          .forEach(tag -> tags.put(tag.get("key").asString(), tag.get("value").asString()));
      var outcome = List.of(tags.getOrDefault("berth:outcome", "").split("/"));
      var attempt = tags.getOrDefault("berth:attempt", "").replaceAll("@.*", "");
      found.add(attempt + " " + outcome.getFirst() + " " + outcome.get(4));
    }
    return found;
  }

  /// @param revisions how many of the family
  /// @param deployments the outcomes of its service deployments
  private record Told(int revisions, List<String> deployments, String tasks, String applied) {}

  private static SortedMap<String, Told> wanted(int releases) {
    var wanted = new TreeMap<String, Told>();
    for (var name : TAGGED) wanted.put(name, told(releases, name));
    for (var name : List.of("temporal", "temporal-ui", "tracecat-caddy")) {
      wanted.put(name, told(1, name));
    }
    return wanted;
  }

  private static Told told(int revisions, String name) {
    int tasks = List.of("tracecat-api", "tracecat-worker").contains(name) ? 2 : 1;
    var outcomes = Stream.generate(() -> "SUCCESSFUL").limit(revisions).toList();
    return new Told(revisions, outcomes, tasks + "/" + tasks, ":" + revisions);
  }

  private SortedMap<String, Told> services() {
    var world = simulator.dump();
    var found = new TreeMap<String, Told>();
    world
        .at("/ecs/clusters")
        .forEach(cluster -> {
          for (var service : cluster.get("services")) {
            found.put(service.get("serviceName").asString(), told(world, service));
          }
        });
    return found;
  }

  private static Told told(JsonNode world, JsonNode service) {
    var arn = service.get("taskDefinition").asString();
    var revision = arn.substring(arn.lastIndexOf('/') + 1);
    var family = revision.substring(0, revision.indexOf(':'));
    var outcomes = new ArrayList<String>();
    for (var each : service.get("serviceDeployments")) outcomes.add(each.get("status").asString());
    var applied = new ArrayList<String>();
    for (var tag : service.get("tags")) {
      var value = tag.get("value").asString();
      if (tag.get("key").asString().equals("berth:applied") && value.endsWith("/" + revision)) {
        applied.add(revision.substring(family.length()));
      }
    }
    return new Told(
        revisions(world, family).size(),
        outcomes,
        service.get("runningCount").asInt() + "/" + service.get("desiredCount").asInt(),
        String.join(" ", applied));
  }

  private static List<JsonNode> revisions(JsonNode world, String family) {
    var found = new ArrayList<JsonNode>();
    for (var each : world.get("taskDefinitions").properties()) {
      if (each.getKey().endsWith("/" + family)) each.getValue().forEach(found::add);
    }
    return found;
  }
}
