package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.clients.Tool.Ran;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `.ci/live`, with a simulator in the place of the account.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LiveTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final double SPEED = 120;

  @TempDir private Path home;
  private final Simulator simulator = Simulator.scaled(7, SPEED);
  private final HttpDoor door = HttpDoor.start(simulator, 0);
  private Tool bash;

  @BeforeEach
  void prepare() throws IOException {
    Tool.required("aws", home);
    bash =
        Tool.required("bash", home)
            .with("BERTH_LIVE_PREFIX", "acme-scratch")
            .with("BERTH_LIVE_REGION", "us-east-1")
            .with("BERTH_LIVE_SUBNETS", "subnet-1")
            .with("BERTH_LIVE_SECURITY_GROUPS", "sg-1")
            .with("BERTH_LIVE_ENDPOINT", "http://127.0.0.1:" + door.port())
            .with("BERTH_LIVE_BERTH", launcher().toString())
            .with("BERTH_LIVE_REPORT", home.resolve("report.txt").toString());
  }

  /// The classes under test, without a build.
  private Path launcher() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var script =
        "#!/bin/sh\nexec %s -XX:TieredStopAtLevel=1 -cp '%s' dev.berth.cli.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"));
    var file = Files.writeString(home.resolve("berth"), script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void it_says_what_it_would_do_and_does_nothing_unasked() {
    var ran = live();

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).contains("berth:owner = acme-scratch/live", "some US cents");
    assertThat(ran.err()).isEqualTo("live: nothing was done; BERTH_LIVE_YES=yes does it\n");
    assertThat(simulator.callLog().writes()).isEmpty();
  }

  @Test
  void a_step_that_fails_leaves_nothing_behind() {
    simulator.fault(
        Json.object()
            .put("kind", "error")
            .put("operation", "UpdateService")
            .put("code", "AccessDeniedException")
            .put("message", "not today")
            .put("status", 400)
            .put("times", 0));

    var ran = live("yes");

    assertThat(ran.code()).as(ran.text()).isEqualTo(1);
    assertThat(ran.text()).contains("not today", "ended with 6, not with 0", "gone     cluster/");
    assertThat(simulator.callLog().count("CreateCluster")).isEqualTo(1);
    assertThat(simulator.callLog().count("DeleteCluster")).isEqualTo(1);
    assertThat(simulator.callLog().count("CreateService"))
        .isEqualTo(simulator.callLog().count("DeleteService"))
        .isPositive();
  }

  private Ran live(String... yes) {
    if (yes.length > 0) bash.with("BERTH_LIVE_YES", yes[0]);
    return bash.run(ROOT, List.of(".ci/live"));
  }
}
