package dev.berth.simulator.ecs;

import java.util.ArrayList;
import java.util.List;

/// Starts tasks where a service has too few.
final class Starts {
  private static final int AT_ONCE = 10;
  private static final String UNPLACED = "was unable to place a task";

  private final World world;
  private final TaskLife life;
  private final TaskPlan plan;

  Starts(World world, TaskLife life) {
    this.world = world;
    this.life = life;
    this.plan = new TaskPlan(world);
  }

  /// True if there was anything to start.
  boolean act(Service service) {
    var primary = service.primary();
    if (primary.rollout != Deployment.Rollout.FAILED) {
      return start(service, primary, wanted(service, primary));
    }
    var started = false;
    for (var each : service.older()) {
      started |= keep(service, each);
    }
    return started;
  }

  /// Unhealthy tasks are replaced first and stopped then, if there is room.
  private int wanted(Service service, Deployment primary) {
    var have = service.occupied(primary) - (int) Stops.doomed(service).count();
    var counted = world.switches().turned(Switch.STOPPING_COUNTS);
    return service.batch().starts(have, counted ? service.tasks.size() : service.occupied());
  }

  /// Makes up what a deployment lacks of its goal, beside all others.
  boolean keep(Service service, Deployment deployment) {
    return start(service, deployment, deployment.goal - service.occupied(deployment));
  }

  private boolean start(Service service, Deployment deployment, int wanted) {
    var now = world.now();
    if (wanted <= 0 || now.isBefore(deployment.pausedUntil)) return false;
    var started = new ArrayList<Task>();
    while (started.size() < Math.min(wanted, AT_ONCE)) {
      var task = plan.of(service, deployment);
      var refusal = plan.refusal(task);
      if (refusal.isPresent()) {
        service.events.state(now, UNPLACED + refusal.get().event());
        CircuitBreaker.failed(service, deployment, false, now);
        break;
      }
      service.events.resolved(UNPLACED);
      life.start(task);
      started.add(task);
    }
    if (!started.isEmpty()) announce(service, started);
    return !started.isEmpty();
  }

  private void announce(Service service, List<Task> started) {
    service.events.add(
        world.now(), "has started %d tasks: %s.".formatted(started.size(), Stops.named(started)));
  }
}
