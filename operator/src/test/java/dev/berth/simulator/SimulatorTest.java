package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;

/// The whole way: the SDK, the wire, the engine.
class SimulatorTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final EcsClient ecs = Clients.ecs(simulator);

  @Test
  void a_service_becomes_stable_as_time_passes() {
    ecs.createCluster(r -> r.clusterName("demo"));
    register("web:1");
    create();

    var before = service();
    simulator.advance(Duration.ofMinutes(10));
    var after = service();

    assertThat(before.runningCount()).isZero();
    assertThat(before.deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    assertThat(after.runningCount()).isEqualTo(2);
    assertThat(after.deployments()).hasSize(1);
    assertThat(after.deployments().getFirst().rolloutState())
        .isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(after.events().getFirst().message())
        .isEqualTo("(service web) has reached a steady state.");
  }

  @Test
  void the_sdks_waiter_meets_a_stable_service() {
    ecs.createCluster(r -> r.clusterName("demo"));
    register("web:1");
    create();
    simulator.advance(Duration.ofMinutes(10));

    try (var waiter = ecs.waiter()) {
      var matched =
          waiter.waitUntilServicesStable(r -> r.cluster("demo").services("web")).matched();
      assertThat(matched.response()).isPresent();
    }
  }

  @Test
  void a_scripted_outcome_stops_a_rollout() {
    ecs.createCluster(r -> r.clusterName("demo"));
    register("web:1");
    simulator.script(
        Json.parse("{\"match\":{\"image\":\"web:1\"},\"outcome\":{\"imageMissing\":true}}"));
    create();

    simulator.advance(Duration.ofMinutes(5));
    var broken = service();
    simulator.clearScript();
    simulator.advance(Duration.ofMinutes(30));

    assertThat(broken.runningCount()).isZero();
    assertThat(broken.deployments().getFirst().failedTasks()).isPositive();
    assertThat(service().runningCount()).isEqualTo(2);
  }

  @Test
  void two_worlds_with_the_same_history_are_equal() {
    var other = Simulator.stepped(1);
    for (var world : List.of(simulator, other)) {
      var client = Clients.ecs(world);
      client.createCluster(r -> r.clusterName("demo"));
      world.advance(Duration.ofMinutes(3));
    }

    assertThat(simulator.dump()).isEqualTo(other.dump());
    ecs.createCluster(r -> r.clusterName("more"));
    assertThat(simulator.dump()).isNotEqualTo(other.dump());
  }

  private void register(String image) {
    var container = ContainerDefinition.builder().name("web").image(image).build();
    ecs.registerTaskDefinition(r ->
        r.family("web")
            .cpu("256")
            .memory("512")
            .networkMode(NetworkMode.AWSVPC)
            .requiresCompatibilities(Compatibility.FARGATE)
            .containerDefinitions(container));
  }

  private void create() {
    ecs.createService(r ->
        r.cluster("demo")
            .serviceName("web")
            .taskDefinition("web")
            .desiredCount(2)
            .launchType(LaunchType.FARGATE)
            .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
  }

  private Service service() {
    var described = ecs.describeServices(r -> r.cluster("demo").services("web"));
    assertThat(described.failures()).isEmpty();
    return described.services().getFirst();
  }
}
