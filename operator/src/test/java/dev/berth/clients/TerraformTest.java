package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A world that Terraform makes, changes and takes away again.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
@Order(4)
class TerraformTest {
  private static final double SPEED = 240;

  private final Recording recording = new Recording("terraform", TerraformTest.class);
  private Path home;
  private Simulator simulator;
  private HttpDoor door;

  @BeforeEach
  void open(@TempDir Path folder) {
    home = folder;
    simulator = Simulator.scaled(1, SPEED);
    door = HttpDoor.start(simulator, 0, recording);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @AfterAll
  void nothing_was_sent_that_is_not_recorded() {
    recording.check();
  }

  private Terraform terraform(String configuration) {
    return Terraform.of(configuration, home, endpoint());
  }

  private String endpoint() {
    return "http://127.0.0.1:" + door.port();
  }

  @Test
  void what_it_applied_it_finds_unchanged_rolls_and_takes_away() {
    try (var terraform = terraform("web")) {
      applied(terraform);
      rolled(terraform);
      destroyed(terraform);
    }
    assertThat(Seen.refusals(simulator)).isEmpty();
  }

  private void applied(Terraform terraform) {
    terraform.apply();

    terraform.settled();
    Seen.settle(simulator);
    assertThat(Seen.of(simulator).services())
        .containsExactly(
            "web/api ACTIVE web-api:1 2/2 SUCCESSFUL",
            "web/worker ACTIVE web-worker:1 1/1 SUCCESSFUL");
    assertThat(Seen.of(simulator).beside())
        .isEqualTo(Map.of("namespaces", 1, "services", 1, "tags", 2, "logGroups", 1, "roles", 1));
  }

  private void rolled(Terraform terraform) {
    terraform.variable("image", "registry.example.com/web:2.0.0").apply();

    Seen.settle(simulator);
    terraform.settled();
    assertThat(Seen.of(simulator).services())
        .containsExactly(
            "web/api ACTIVE web-api:2 2/2 SUCCESSFUL SUCCESSFUL",
            "web/worker ACTIVE web-worker:2 1/1 SUCCESSFUL SUCCESSFUL");
  }

  private void destroyed(Terraform terraform) {
    terraform.destroy();

    assertThat(Seen.of(simulator).services()).noneMatch(each -> each.contains(" ACTIVE "));
    assertThat(Seen.of(simulator).clusterStatus()).isEqualTo(Map.of("web", "INACTIVE"));
    assertThat(Seen.of(simulator).revisions())
        .isEqualTo(
            Map.of(
                "web-api:1", "INACTIVE",
                "web-api:2", "INACTIVE",
                "web-worker:1", "INACTIVE",
                "web-worker:2", "INACTIVE"));
    assertThat(Seen.of(simulator).beside()).isEqualTo(new TreeMap<>());
  }

  @Test
  void what_stands_around_services_is_found_unchanged_too() {
    assertThat(Tool.required("aws", home).at(endpoint()).run("ecs", "create-cluster").code())
        .isZero();

    try (var terraform = terraform("shop")) {
      appliedAround(terraform);
      terraform.destroy();
    }

    assertThat(Seen.of(simulator).services()).noneMatch(each -> each.contains(" ACTIVE "));
    assertThat(Seen.of(simulator).beside()).isEqualTo(new TreeMap<>());
    assertThat(Seen.refusals(simulator))
        .containsExactly(
            "DescribeLoadBalancers LoadBalancerNotFound",
            "DescribeTargetGroups TargetGroupNotFound");
  }

  private void appliedAround(Terraform terraform) {
    terraform.apply();

    terraform.settled();
    Seen.settle(simulator);
    assertThat(Seen.of(simulator).services())
        .containsExactly(
            "shop/web ACTIVE shop-web:1 2/2 SUCCESSFUL",
            "shop/worker ACTIVE shop-web:1 1/1 SUCCESSFUL");
    assertThat(Seen.of(simulator).beside())
        .isEqualTo(
            Map.of(
                "listeners", 3,
                "loadBalancers", 1,
                "namespaces", 1,
                "roles", 1,
                "scalableTargets", 1,
                "services", 1,
                "tags", 6,
                "targetGroups", 1,
                "targets", 1));
  }

  /// Weights, a trigger and an image at once; then half of what was said is said no longer.
  @Test
  void what_few_people_say_is_found_unchanged_however_it_changes() {
    try (var terraform = terraform("odd")) {
      terraform.apply();
      terraform.settled();
      Seen.settle(simulator);
      assertThat(Seen.of(simulator).services())
          .containsExactly(
              "odd/agent ACTIVE odd-bridge:1 3/3 SUCCESSFUL",
              "odd/client ACTIVE odd-full:1 0/0 SUCCESSFUL",
              "odd/full ACTIVE odd-full:1 2/2 SUCCESSFUL",
              "odd/own ACTIVE odd-bridge:1 0/0 SUCCESSFUL",
              "odd/placed ACTIVE odd-bridge:1 3/3 SUCCESSFUL");

      terraform.variable("turn", "2").variable("weights", "{FARGATE = 1}").apply();
      Seen.settle(simulator);
      terraform.settled();
      assertThat(Seen.of(simulator).services())
          .contains(
              "odd/client ACTIVE odd-full:2 0/0 SUCCESSFUL SUCCESSFUL",
              "odd/full ACTIVE odd-full:2 2/2 SUCCESSFUL SUCCESSFUL");

      var text = terraform.read("main.tf");
      terraform.write("main.tf", text.replaceAll("(?s) *# goes\n.*?# stays\n", "")).apply();
      terraform.settled();
      assertThat(terraform.apply("-replace=aws_ecs_service.placed")).contains("1 added");
      terraform.destroy();
    }

    assertThat(Seen.of(simulator).services()).noneMatch(each -> each.contains(" ACTIVE "));
    assertThat(Seen.refusals(simulator)).isEmpty();
  }
}
