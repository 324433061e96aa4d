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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `.ci/live`, with a simulator in the place of the account.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Order(7)
class LiveTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final double SPEED = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String OTHERS = "key=berth:owner,value=others/live";

  private static final String STUB =
      """
      #!/bin/sh
      case "$1" in
        simulator) exec %s "$@" ;;
      esac
      case "$BERTH_PARAM_image" in *-not-there) exit 3 ;; esac
      at=$(sed -n 's/.*cluster: {name: "\\([^"]*\\)".*/\\1/p' "$2/live.yaml")
      [ "$1" != destroy ] || exec aws ecs delete-cluster --cluster "$at"
      [ "$1" = apply ] || exit 0
      case "$AWS_ENDPOINT_URL" in *:%d) insights=enabled ;; *) insights=disabled ;; esac
      aws ecs create-cluster --cluster-name "$at" --settings name=containerInsights,value=$insights
      """;

  @TempDir private Path home;
  private final Simulator simulator = Simulator.scaled(7, SPEED);
  private final HttpDoor door = HttpDoor.start(simulator, 0);
  private Tool aws;
  private Tool bash;

  @BeforeEach
  void prepare() throws IOException {
    aws = Tool.required("aws", home).at("http://127.0.0.1:" + door.port());
    bash =
        Tool.required("bash", home)
            .with("BERTH_LIVE_PREFIX", "acme-scratch")
            .with("BERTH_LIVE_REGION", "us-east-1")
            .with("BERTH_LIVE_SUBNETS", "subnet-1")
            .with("BERTH_LIVE_SECURITY_GROUPS", "sg-1")
            .with("BERTH_LIVE_ENDPOINT", "http://127.0.0.1:" + door.port())
            .with("BERTH_LIVE_BERTH", launcher("berth", "dev.berth.cli.Main").toString())
            .with("BERTH_LIVE_MAIN", launcher("main", "").toString())
            .with("BERTH_LIVE_REPORT", home.resolve("report.txt").toString());
  }

  /// The classes under test, without a build.
  private Path launcher(String name, String main) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var script =
        "#!/bin/sh\nexec %s -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"), main);
    var file = Files.writeString(home.resolve(name), script);
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

  /// Without Berth, which takes its minutes. The account gets another setting than the simulator,
  /// and has no network for the checks.
  @Test
  void the_report_says_what_differs_and_which_checks_do_not_hold() throws IOException {
    var stub = home.resolve("berth");
    Files.writeString(stub, STUB.formatted(home.resolve("launched"), door.port()));
    launcher("launched", "dev.berth.cli.Main");

    var ran =
        bash.with("BERTH_LIVE_YES", "yes")
            .with("BERTH_LIVE_CONTRACT", "Strategies")
            .run(ROOT, List.of(".ci/live"));

    assertThat(ran.code()).as(ran.text()).isZero();
    assertThat(ran.out()).contains("1 members differ from the simulator's, after 12 steps");
    assertThat(ran.out()).contains("6 of 6 checks do not hold");
    var report = Files.readAllLines(home.resolve("report.txt"));
    assertThat(report.subList(0, 6))
        .allMatch(
            line -> line.matches("Strategies/\\w+ ecs-semantics.md:.*: wanted two default .*"));
    assertThat(report.subList(6, report.size()))
        .containsExactly(
            "DescribeClusters.clusters[0].settings[containerInsights].value",
            "  AWS        \"enabled\"",
            "  simulator  \"disabled\"",
            "  after      01-apply, 02-diff, 03-apply, 04-apply, 05-apply, 06-rollback, 07-retry,"
                + " 08-job, 09-orphan, 10-adopt, 11-apply, 12-destroy");
    assertThat(clusters()).isBlank();
  }

  @Test
  void a_signal_takes_down_what_was_made() throws Exception {
    var run = begun();

    run.destroy();

    assertThat(ended(run)).isEqualTo(130);
    assertThat(printed()).contains("taking acme-scratch-", "gone     cluster/");
    assertThat(printed()).doesNotContain("left behind");
    assertThat(clusters()).isBlank();
  }

  @Test
  void a_second_signal_says_what_is_left_and_how_it_is_taken_down() throws Exception {
    required("create-cluster", "--cluster-name", "others", "--tags", OTHERS);
    var run = begun();
    simulator.fault(
        Json.object().put("kind", "throttle").put("operation", "DeleteCluster").put("times", 0));
    run.destroy();
    await(() -> simulator.callLog().count("DeleteCluster") > 0);

    run.destroy();

    assertThat(ended(run)).isEqualTo(130);
    assertThat(printed())
        .containsPattern("live: left behind: cluster acme-scratch-\\d{14}; services: none")
        .contains("live: to take it down, with the other variables as now: .ci/live --clean");
    assertThat(clusters()).contains("acme-scratch-");
    simulator.clearFaults();
    assertThat(bash.run(ROOT, List.of(".ci/live", "--clean")).code()).isZero();
    assertThat(clusters()).endsWith("cluster/others\n").doesNotContain("acme-scratch");
  }

  /// A run in whose cluster there is a service by now.
  private Process begun() throws IOException {
    var run =
        bash.with("BERTH_LIVE_YES", "yes")
            .command(List.of(".ci/live"))
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("printed").toFile())
            .start();
    await(() -> simulator.callLog().count("CreateService") > 0);
    return run;
  }

  private static void await(BooleanSupplier holds) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static int ended(Process run) throws InterruptedException {
    assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return run.exitValue();
  }

  private String printed() throws IOException {
    return Files.readString(home.resolve("printed"));
  }

  private String clusters() {
    return required("list-clusters", "--query", "clusterArns[]", "--output", "text");
  }

  private String required(String... words) {
    var command = new ArrayList<>(List.of("ecs"));
    command.addAll(List.of(words));
    var ran = aws.run(command);
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran.out();
  }

  private Ran live(String... yes) {
    if (yes.length > 0) bash.with("BERTH_LIVE_YES", yes[0]);
    return bash.run(ROOT, List.of(".ci/live"));
  }
}
