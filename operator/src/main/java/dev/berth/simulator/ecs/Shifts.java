package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Takes blue/green, linear and canary deployments through their stages: the new tasks come up
/// beside the old ones, the hooks are asked, the traffic moves, and the old tasks go. Source: ECS
/// developer guide, "Amazon ECS blue/green deployments".
final class Shifts {
  private static final Duration ASKS = Duration.ofSeconds(1);

  /// Source: ECS developer guide, "Lifecycle stages".
  private static final Duration LONGEST_STAGE = Duration.ofHours(24);

  private final World world;
  private final Starts starts;
  private final Stops stops;
  private final Traffic traffic;

  Shifts(World world, Starts starts, Stops stops, Traffic traffic) {
    this.world = world;
    this.starts = starts;
    this.stops = stops;
    this.traffic = traffic;
  }

  /// True if tasks were started or stopped.
  boolean step(Service service, ServiceDeployment record, Shift shift) {
    if (record.status == ServiceDeployment.Status.ROLLBACK_REQUESTED) {
      back(service, record, shift, record.statusReason);
    }
    var stage = Optional.<Lifecycle>empty();
    while (!record.status.over() && !stage.equals(Optional.of(shift.stage))) {
      stage = Optional.of(shift.stage);
      move(service, record, shift);
    }
    return tasks(service, record, shift);
  }

  /// When time alone moves it on.
  static Instant due(Shift shift) {
    return shift.due;
  }

  private void move(Service service, ServiceDeployment record, Shift shift) {
    if (shift.hooks < 0) begin(service, record, shift);
    var now = world.now();
    if (now.isAfter(shift.since.plus(LONGEST_STAGE)) && record.rollback.isEmpty()) {
      var why = "Service deployment rolled back because stage %s took more than 24 hours.";
      back(service, record, shift, why.formatted(shift.stage));
      return;
    }
    if (now.isBefore(shift.due)) return;
    var hooks = hooks(record, shift.stage);
    if (shift.hooks < hooks.size()) {
      ask(service, record, shift, hooks.get(shift.hooks));
    } else if (done(service, record, shift)) {
      proceed(service, record, shift);
    }
  }

  private void begin(Service service, ServiceDeployment record, Shift shift) {
    var now = world.now();
    var back = record.rollback.isPresent();
    switch (shift.stage) {
      case TEST_TRAFFIC_SHIFT -> shift.test = back ? 0 : 100;
      case PRODUCTION_TRAFFIC_SHIFT -> {
        shift.production = back ? 0 : shift.strategy.after(shift.production);
        if (back) shift.test = 0;
      }
      case RECONCILE_SERVICE, PRE_SCALE_UP, SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT -> {}
      case PRE_PRODUCTION_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT -> {}
      case BAKE_TIME, CLEAN_UP -> {}
    }
    traffic.shift(service, shift);
    shift.since = now;
    shift.hooks = 0;
    record.updatedAt = now;
    shift.due = hooks(record, shift.stage).isEmpty() ? end(record, shift) : now.plus(ASKS);
  }

  private static Instant end(ServiceDeployment record, Shift shift) {
    if (record.rollback.isPresent()) return shift.since.plus(shift.stage.least());
    var length =
        switch (shift.stage) {
          case PRODUCTION_TRAFFIC_SHIFT ->
              shift.production < 100 ? shift.strategy.rest() : Duration.ZERO;
          case BAKE_TIME -> shift.strategy.bake();
          case RECONCILE_SERVICE, PRE_SCALE_UP, SCALE_UP, POST_SCALE_UP -> Duration.ZERO;
          case TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT -> Duration.ZERO;
          case PRE_PRODUCTION_TRAFFIC_SHIFT, POST_PRODUCTION_TRAFFIC_SHIFT -> Duration.ZERO;
          case CLEAN_UP -> Duration.ZERO;
        };
    var least = shift.stage.least();
    return shift.since.plus(length.compareTo(least) > 0 ? length : least);
  }

  private static List<ObjectNode> hooks(ServiceDeployment record, Lifecycle stage) {
    return Json.items(record.configuration, "lifecycleHooks").stream()
        .filter(hook -> Json.texts(hook, "lifecycleStages").contains(stage.name()))
        .toList();
  }

  private void ask(Service service, ServiceDeployment record, Shift shift, ObjectNode hook) {
    var now = world.now();
    var definition = world.definition(shift.green.definition());
    var answer = world.script().hooks().answer(hook, shift.stage, service, definition);
    switch (answer.status()) {
      case SUCCEEDED -> answered(record, shift);
      case IN_PROGRESS -> shift.due = now.plus(answer.callBack());
      case FAILED -> {
        var why =
            "Service deployment rolled back because lifecycle hook %s failed at %s."
                .formatted(Json.text(hook, "hookTargetArn", ""), shift.stage);
        if (record.rollback.isEmpty()) {
          back(service, record, shift, why);
        } else {
          shift.stuck = why;
          answered(record, shift);
        }
      }
    }
  }

  private void answered(ServiceDeployment record, Shift shift) {
    shift.hooks++;
    var asked = shift.hooks == hooks(record, shift.stage).size();
    var next = world.now().plus(ASKS);
    var end = end(record, shift);
    shift.due = asked && end.isAfter(next) ? end : next;
  }

  private boolean done(Service service, ServiceDeployment record, Shift shift) {
    return switch (shift.stage) {
      case RECONCILE_SERVICE -> service.older().stream().allMatch(each -> isBlue(shift, each));
      case SCALE_UP -> healthy(service, shift.green);
      case CLEAN_UP -> {
        var back = record.rollback.isPresent();
        yield service.older().isEmpty() && (!back || healthy(service, service.primary()));
      }
      case PRE_SCALE_UP, POST_SCALE_UP, TEST_TRAFFIC_SHIFT, POST_TEST_TRAFFIC_SHIFT -> true;
      case PRE_PRODUCTION_TRAFFIC_SHIFT, PRODUCTION_TRAFFIC_SHIFT -> true;
      case POST_PRODUCTION_TRAFFIC_SHIFT, BAKE_TIME -> true;
    };
  }

  private static boolean isBlue(Shift shift, Deployment deployment) {
    return shift.blue.filter(deployment::equals).isPresent();
  }

  private boolean healthy(Service service, Deployment deployment) {
    var tasks = service.live(deployment).toList();
    return tasks.size() == service.desiredCount
        && tasks.stream().allMatch(task -> Healthy.is(task, world.now()));
  }

  private void proceed(Service service, ServiceDeployment record, Shift shift) {
    if (shift.stage == Lifecycle.CLEAN_UP) {
      end(service, record, shift);
    } else if (record.rollback.isPresent()) {
      shift.enter(Lifecycle.CLEAN_UP);
    } else if (shift.stage == Lifecycle.PRODUCTION_TRAFFIC_SHIFT && shift.production < 100) {
      shift.enter(Lifecycle.PRE_PRODUCTION_TRAFFIC_SHIFT);
    } else {
      shift.enter(shift.stage.next());
    }
  }

  private void end(Service service, ServiceDeployment record, Shift shift) {
    if (!shift.stuck.isEmpty()) {
      record.turn(ServiceDeployment.Status.ROLLBACK_FAILED, shift.stuck, world.now());
    }
    Deployments.completed(service, world.now());
  }

  /// The traffic goes back first, then the new tasks go. Without anything to go back to it stops
  /// where it is.
  void back(Service service, ServiceDeployment record, Shift shift, String why) {
    var now = world.now();
    if (record.rollback.isPresent()) return;
    if (service.completed.isEmpty()) {
      shift.green.turn(Deployment.Rollout.FAILED, why, now);
      record.turn(ServiceDeployment.Status.STOPPED, why, now);
      shift.green.goal = 0;
      stops.trim(service, shift.green);
      return;
    }
    CircuitBreaker.rollBack(service, why, why, now);
    if (shift.production > 0) {
      shift.enter(Lifecycle.PRODUCTION_TRAFFIC_SHIFT);
    } else if (shift.test > 0) {
      shift.enter(Lifecycle.TEST_TRAFFIC_SHIFT);
    } else {
      shift.enter(Lifecycle.CLEAN_UP);
    }
  }

  private boolean tasks(Service service, ServiceDeployment record, Shift shift) {
    if (record.status.over()) return false;
    var back = record.rollback.isPresent();
    var cleaning = shift.stage == Lifecycle.CLEAN_UP;
    for (var each : service.deployments) {
      var wanted =
          each.equals(shift.green)
              ? (back ? !cleaning : shift.scaledUp())
              : each.equals(service.primary()) || isBlue(shift, each) && !cleaning;
      each.goal = wanted ? service.desiredCount : 0;
    }
    var acted = false;
    for (var each : List.copyOf(service.deployments)) {
      acted |= starts.keep(service, each);
      acted |= stops.trim(service, each);
    }
    var gone =
        service.older().stream()
            .filter(each -> each.goal == 0 && service.live(each).findAny().isEmpty())
            .toList();
    service.deployments.removeAll(gone);
    return acted || !gone.isEmpty();
  }
}
