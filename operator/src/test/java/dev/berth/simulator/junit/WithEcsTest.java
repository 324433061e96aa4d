package dev.berth.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ecs.EcsClient;

@WithEcs(seed = 3)
class WithEcsTest {
  private EcsClient ecs;

  @BeforeEach
  void client(EcsAccess access) {
    ecs = Clients.ecs(UrlConnectionHttpClient.create(), access.endpoint().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each_test_has_a_world_of_its_own(int ignored) {
    assertThat(ecs.listClusters().clusterArns()).isEmpty();
    ecs.createCluster(r -> r.clusterName("c"));
    assertThat(ecs.listClusters().clusterArns()).hasSize(1);
  }

  @Test
  void the_parameters_are_one_simulator(Simulator simulator, URI endpoint, EcsAccess access) {
    ecs.createCluster(r -> r.clusterName("c"));

    assertThat(simulator.callLog().count("CreateCluster")).isEqualTo(1);
    assertThat(access.endpoint()).isEqualTo(endpoint);
    assertThat(access.variables())
        .containsEntry("AWS_ENDPOINT_URL", endpoint.toString())
        .containsEntry("AWS_REGION", "us-east-1")
        .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION");
  }

  @Test
  void time_stands_still_until_it_is_moved(Simulator simulator) {
    var from = simulator.now();

    simulator.advance(Duration.ofHours(1));

    assertThat(Duration.between(from, simulator.now())).isEqualTo(Duration.ofHours(1));
  }

  @Test
  @WithEcs(speed = 1000)
  void or_it_runs(Simulator simulator) {
    var from = simulator.now();
    while (!simulator.now().isAfter(from)) Thread.onSpinWait();

    assertThatThrownBy(() -> simulator.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @WithEcs(scenario = "{\"faults\": [{\"kind\": \"throttle\", \"times\": 0}]}")
  void a_scenario_may_stand_there() {
    assertThatThrownBy(() -> ecs.listClusters()).hasMessageContaining("Rate exceeded");
  }

  @Test
  @WithEcs(scenario = "/dev/berth/simulator/junit/bad-day.json")
  void or_in_a_resource(Simulator simulator) {
    assertThatThrownBy(() -> ecs.listClusters()).hasMessageContaining("Rate exceeded");
    assertThat(ecs.listClusters().clusterArns()).isEmpty();
    assertThat(simulator.now()).isEqualTo("2027-01-01T00:00:00Z");
  }

  @Test
  @WithEcs(eventual = true)
  void what_is_written_may_be_seen_late(Simulator simulator) {
    ecs.createCluster(r -> r.clusterName("c"));

    assertThat(ecs.describeClusters(r -> r.clusters("c")).clusters())
        .allMatch(each -> each.status().equals("PROVISIONING"));
    simulator.advance(Duration.ofMinutes(1));
    assertThat(ecs.describeClusters(r -> r.clusters("c")).clusters())
        .extracting(each -> each.status())
        .isEqualTo(List.of("ACTIVE"));
  }
}
