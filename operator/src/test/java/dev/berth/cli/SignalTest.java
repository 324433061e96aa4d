package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real process that is asked to end while it watches a roll-out.
class SignalTest {
  /// 128 and the number of SIGTERM: what shells show of a process that a signal ended.
  private static final int TERMINATED = 143;

  /// So slow that no roll-out ends meanwhile.
  private static final double SPEED = 1;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void a_process_that_is_asked_to_end_says_so_and_ends_soon() throws Exception {
    var simulator = Simulator.scaled(1, SPEED);
    try (var door = HttpDoor.start(simulator, 0)) {
      try (var spawned = start("apply", door.port())) {
        var process = spawned.process();
        while (process.isAlive() && simulator.callLog().count("CreateService") == 0) {
          process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        process.waitFor(500, TimeUnit.MILLISECONDS);
        long asked = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
      }
    }
    assertThat(Files.readString(folder.resolve("log")))
        .endsWith("stopped: a signal asked for the end; run it again to go on\n");
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void an_operator_that_is_asked_to_end_ends_well() throws Exception {
    var simulator = Simulator.scaled(1, SPEED);
    try (var door = HttpDoor.start(simulator, 0);
        var spawned = start("run", door.port())) {
      var process = spawned.process();
      while (process.isAlive() && simulator.callLog().count("CreateService") == 0) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
      process.destroy();
      assertThat(process.waitFor()).as(spawned.printed()).isZero();
    }
  }

  private Spawned start(String verb, int port) throws IOException {
    var endpoint = "http://127.0.0.1:" + port;
    return Spawned.start(
        folder.resolve("log"),
        List.of(verb, Tracecat.FOLDER.toString(), "-e", "demo", "--endpoint-url", endpoint));
  }
}
