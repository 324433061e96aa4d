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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Beside the sweep in the process: real processes, killed by the system in the middle of whatever
/// they do. What they roll out must be rolled out once, whatever became of them.
@Order(8)
class SigkillTest {
  private static final int KILLS = 20;
  private static final int KILLED = 137;
  private static final double SPEED = 30;

  /// How long a process may work before it is killed, in milliseconds.
  private static final int LONGEST = 1500;

  private static final long SEED = 11;

  @TempDir private Path folder;
  private Workspace workspace;
  private Simulator simulator;
  private HttpDoor door;

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

  /// Each time that a process comes to its end there is another release, so that all of them have
  /// something to do.
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void twenty_killed_processes_leave_one_revision_deployment_and_run_of_the_job_a_release()
      throws Exception {
    long began = System.nanoTime();
    var random = new SplittableRandom(SEED);
    int kills = 0;
    int release = 1;
    while (kills < KILLS) {
      if (killed(random.nextInt(LONGEST))) kills++;
      else Tracecat.release(workspace, ++release);
    }
    assertThat(finished()).isZero();

    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf("%d kills in %d releases, %d s%n", kills, release, seconds);
    assertThat(ReleasedWorld.of(simulator.dump())).isEqualTo(ReleasedWorld.after(release));
  }

  /// @return false when it came to its end before
  private boolean killed(int afterMillis) throws Exception {
    var spawned = start();
    var process = spawned.process();
    try (spawned) {
      long before = simulator.callLog().total();
      while (process.isAlive() && simulator.callLog().total() == before) {
        process.waitFor(5, TimeUnit.MILLISECONDS);
      }
      if (process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).describedAs(spawned.printed()).isZero();
        return false;
      }
    }
    int exit = process.waitFor();
    // It may come to its end between the look and the kill.
    if (exit == 0) return false;
    assertThat(exit).isEqualTo(KILLED);
    return true;
  }

  private int finished() throws Exception {
    try (var spawned = start()) {
      return spawned.process().waitFor();
    }
  }

  private Spawned start() throws IOException {
    var manifests = workspace.folder().toString();
    var endpoint = "http://127.0.0.1:" + door.port();
    return Spawned.start(
        folder.resolve("log"),
        List.of("apply", manifests, "-e", "demo", "--endpoint-url", endpoint));
  }
}
