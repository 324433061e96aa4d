package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real operators, killed by the system in the middle of roll-outs, one after another. The folder
/// that they keep to gets another release whenever one is rolled out.
class RunKilledTest {
  private static final int KILLS = Integer.getInteger("berth.kills", 10);
  private static final int KILLED = 137;
  private static final double SPEED = 120;

  /// How long an operator may work before it is killed, in milliseconds.
  private static final int LONGEST = 2000;

  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final long SEED = 17;

  @TempDir private Path folder;
  private Workspace workspace;
  private Simulator simulator;
  private HttpDoor door;
  private int release = 1;

  @BeforeEach
  void open() {
    simulator = Simulator.scaled(SEED, SPEED);
    door = HttpDoor.start(simulator, 0);
    workspace = new Workspace(folder.resolve("manifests"));
    workspace.copy(Tracecat.FOLDER);
    workspace.edit("common.yaml", "migrations: initContainer", "migrations: job");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void killed_operators_leave_one_revision_deployment_and_run_of_the_job_a_release()
      throws Exception {
    long began = System.nanoTime();
    var random = new SplittableRandom(SEED);
    for (int kill = 0; kill < KILLS; kill++) kill(random.nextInt(LONGEST));
    int writes = settle();

    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf(
        "%d operators killed in %d releases, %d writes, %d s%n", KILLS, release, writes, seconds);
    assertThat(ReleasedWorld.of(simulator.dump())).isEqualTo(ReleasedWorld.after(release));
    assertThat(simulator.callLog().writes()).hasSize(writes);
  }

  /// While a release is being rolled out, and after a call of this very operator.
  private void kill(int afterMillis) throws Exception {
    next();
    long before = simulator.callLog().total();
    var spawned = start();
    var process = spawned.process();
    try (spawned) {
      while (simulator.callLog().total() == before) ended(spawned, SOON);
      long end = System.nanoTime() + Duration.ofMillis(afterMillis).toNanos();
      while (System.nanoTime() < end) {
        ended(spawned, shorter(LOOK, Duration.ofNanos(end - System.nanoTime())));
        next();
      }
    }
    assertThat(process.waitFor()).isEqualTo(KILLED);
  }

  /// What is rolled out is followed by the next release at once.
  private void next() {
    if (released()) Tracecat.release(workspace, ++release);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void ended(Spawned spawned, Duration time) throws Exception {
    boolean ended = spawned.process().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended).describedAs(spawned.printed()).isFalse();
  }

  private boolean released() {
    return ReleasedWorld.of(simulator.dump()).equals(ReleasedWorld.after(release));
  }

  /// @return how many writes there were until all was at rest, a while before the end
  private int settle() throws Exception {
    try (var spawned = start()) {
      while (!released()) ended(spawned, LOOK);
      int writes = simulator.callLog().writes().size();
      ended(spawned, Duration.ofSeconds(3));
      return writes;
    }
  }

  private Spawned start() throws IOException {
    var endpoint = "http://127.0.0.1:" + door.port();
    return Spawned.start(
        folder.resolve("log"),
        List.of(
            "run",
            workspace.folder().toString(),
            "-e",
            "demo",
            "--poll",
            "1s",
            "--resync",
            "1s",
            "--port",
            "0",
            "--endpoint-url",
            endpoint));
  }
}
