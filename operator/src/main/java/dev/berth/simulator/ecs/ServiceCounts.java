package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.ScaledCounts;
import dev.berth.simulator.wire.Caller;
import java.util.Optional;
import java.util.OptionalInt;

/// The desired counts of services for whoever scales them. To move one is an UpdateService.
record ServiceCounts(World world, Rollouts rollouts) implements ScaledCounts {
  @Override
  public OptionalInt count(String resource, Caller caller) {
    return service(resource, caller)
        .map(service -> OptionalInt.of(service.desiredCount))
        .orElse(OptionalInt.empty());
  }

  @Override
  public void scale(String resource, int count, Caller caller) {
    var service = service(resource, caller).orElseThrow();
    service.desiredCount = count;
    service.primary().resize(count);
    rollouts.wake(service);
  }

  private Optional<Service> service(String resource, Caller caller) {
    var parts = resource.split("/");
    return world
        .find(parts[1], caller)
        .flatMap(cluster -> World.service(cluster, parts[2]))
        .filter(Service::active);
  }
}
