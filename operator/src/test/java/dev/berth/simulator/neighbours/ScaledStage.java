package dev.berth.simulator.neighbours;

import dev.berth.simulator.Clients;
import dev.berth.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

/// A cluster `demo` of a few services with two tasks each.
final class ScaledStage {
  private ScaledStage() {}

  static Simulator simulator() {
    var simulator = Simulator.stepped(1);
    var ecs = Clients.ecs(simulator);
    ecs.createCluster(r -> r.clusterName("demo"));
    ecs.registerTaskDefinition(r ->
        r.family("app")
            .requiresCompatibilities(Compatibility.FARGATE)
            .networkMode(NetworkMode.AWSVPC)
            .cpu("256")
            .memory("512")
            .containerDefinitions(
                ContainerDefinition.builder().name("app").image("app:1").build()));
    for (var name : List.of("api", "a", "b", "c")) {
      ecs.createService(r ->
          r.cluster("demo")
              .serviceName(name)
              .taskDefinition("app")
              .launchType(LaunchType.FARGATE)
              .desiredCount(2)
              .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
    }
    simulator.advance(Duration.ofMinutes(5));
    return simulator;
  }
}
