package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What boto3 makes of the simulator's tables, queues, events and accounts.
class NeighboursTest {
  private static final Path SCRIPTS =
      Path.of("src/test/resources/dev/berth/clients/boto3").toAbsolutePath();

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void boto3_keeps_a_lease_reads_events_and_enters_an_account(@TempDir Path home) {
    try (var door = HttpDoor.start(Simulator.stepped(7), 0)) {
      var python = Tool.python("boto3", home).at("http://127.0.0.1:" + door.port());
      python.with("PYTHONPATH", SCRIPTS.toString()).with("PYTHONDONTWRITEBYTECODE", "1");

      var ran = python.run(SCRIPTS.resolve("neighbours.py").toString());

      assertThat(ran.code()).as(ran.text()).isZero();
      System.out.println("boto3 neighbours:\n" + ran.out().indent(2));
    }
  }
}
