package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// How containers start, become healthy, end and are stopped, within the limits of `dependsOn`.
final class ContainerLife {
  private static final Duration START = Duration.ofSeconds(1);
  private static final Duration INITIAL_WORK = Duration.ofSeconds(10);
  private static final Duration TERMINATION = Duration.ofSeconds(2);
  private static final int TERMINATED = 143;
  private static final int KILLED = 137;

  private final Agenda agenda;
  private final Switches switches;
  private final Fate fate;

  /// What a container's life means to its task.
  interface Fate {
    /// All containers run, or have legitimately ended.
    void up(Task task);

    void doomed(Task task, String code, String reason);

    void healthChanged(Task task);

    /// The last container has stopped.
    void ended(Task task);
  }

  ContainerLife(Agenda agenda, Switches switches, Fate fate) {
    this.agenda = agenda;
    this.switches = switches;
    this.fate = fate;
  }

  /// Starts what may start.
  void advance(Task task) {
    var moved = true;
    while (moved && !task.stopping) {
      moved = false;
      for (var container : task.containers) {
        if (container.status == Container.Status.PENDING && !container.starting) {
          moved |= judge(task, container);
        }
      }
    }
    var up = task.containers.stream().allMatch(each -> each.running() || each.stopped());
    if (up && !task.stopping) fate.up(task);
  }

  private boolean judge(Task task, Container container) {
    return switch (Dependencies.of(task, container)) {
      case Dependencies.Verdict.Met _ -> {
        begin(task, container);
        yield true;
      }
      case Dependencies.Verdict.Waits _ -> false;
      case Dependencies.Verdict.Never(var why) -> {
        container.status = Container.Status.STOPPED;
        container.exitCode = OptionalInt.of(TERMINATED);
        container.reason = why;
        if (container.essential()) fate.doomed(task, code(), why);
        yield true;
      }
    };
  }

  private String code() {
    return switches.at(Switch.DEPENDENCY_STOP_CODE);
  }

  private void begin(Task task, Container container) {
    container.starting = true;
    var delay = START;
    for (var effect : container.effects) {
      if (effect instanceof Effect.SlowStart(var by)) delay = delay.plus(by);
    }
    agenda.in(
        delay,
        () -> {
          if (!task.stopping) started(task, container);
        });
  }

  private void started(Task task, Container container) {
    container.starting = false;
    container.status = Container.Status.RUNNING;
    container.health = Container.Health.UNKNOWN;
    container.startedAt = agenda.now();
    container.run++;
    planEnd(task, container);
    if (container.checked()) planHealth(task, container);
    if (Json.has(container.definition, "startTimeout")) {
      var limit = Json.integer(container.definition, "startTimeout", 0);
      later(
          container,
          Duration.ofSeconds(limit),
          () -> {
            container.late = true;
            advance(task);
          });
    }
    advance(task);
  }

  private void planEnd(Task task, Container container) {
    var planned = false;
    for (var effect : container.effects) {
      planned |=
          switch (effect) {
            case Effect.Exit(var code, var after) ->
                container.run == 1 && ends(task, container, after, code, "");
            case Effect.CrashLoop(var code, var after) -> ends(task, container, after, code, "");
            case Effect.OutOfMemory(var after) ->
                ends(
                    task,
                    container,
                    after,
                    KILLED,
                    "OutOfMemoryError: Container killed due to memory usage");
            case Effect.NeverEnds _ -> true;
            case Effect.ImageMissing _, Effect.Unhealthy _, Effect.NeverHealthy _ -> false;
            case Effect.SlowStart _, Effect.NoCapacity _, Effect.IgnoresStop _ -> false;
            case Effect.FailingTarget _, Effect.Unreachable _ -> false;
          };
    }
    boolean awaited = !container.essential() && Dependencies.awaited(task, container);
    if (!planned && (awaited || works(task, container))) {
      ends(task, container, INITIAL_WORK, 0, "");
    }
  }

  /// A task without a service has something to do and is done with it, unless it can be called.
  private static boolean works(Task task, Container container) {
    return task.service.isEmpty()
        && container.essential()
        && !container.checked()
        && Json.items(container.definition, "portMappings").isEmpty();
  }

  private boolean ends(Task task, Container container, Duration after, int code, String reason) {
    later(container, after, () -> exited(task, container, code, reason));
    return true;
  }

  private void exited(Task task, Container container, int code, String reason) {
    if (!task.stopping && restarts(container, code)) {
      container.status = Container.Status.PENDING;
      begin(task, container);
      return;
    }
    container.status = Container.Status.STOPPED;
    container.exitCode = OptionalInt.of(code);
    container.reason = reason;
    if (task.stopping) {
      wind(task);
      return;
    }
    if (container.essential()) {
      fate.doomed(task, "EssentialContainerExited", "Essential container in task exited");
      return;
    }
    advance(task);
  }

  /// Source: ECS developer guide, "Restart individual containers in Amazon ECS tasks".
  private boolean restarts(Container container, int code) {
    var policy = Json.fields(container.definition, "restartPolicy");
    if (!Json.flag(policy, "enabled", false)) return false;
    if (Json.has(policy, "ignoredExitCodes")) {
      for (var ignored : policy.get("ignoredExitCodes")) {
        if (ignored.intValue() == code) return false;
      }
    }
    var least = Duration.ofSeconds(Json.integer(policy, "restartAttemptPeriod", 300));
    return !agenda.now().isBefore(container.startedAt.plus(least));
  }

  private void planHealth(Task task, Container container) {
    var check = Json.fields(container.definition, "healthCheck");
    var interval = Duration.ofSeconds(Json.integer(check, "interval", 30));
    var failing = interval.multipliedBy(Json.integer(check, "retries", 3));
    var grace = Duration.ofSeconds(Json.integer(check, "startPeriod", 0));
    for (var effect : container.effects) {
      if (effect instanceof Effect.NeverHealthy) {
        turn(task, container, grace.plus(failing), Container.Health.UNHEALTHY);
        return;
      }
      if (effect instanceof Effect.Unhealthy(var after)) {
        var first = after.compareTo(grace) < 0 && after.compareTo(interval) < 0 ? grace : after;
        turn(task, container, first.plus(failing), Container.Health.UNHEALTHY);
        if (after.compareTo(interval) < 0) return;
      }
    }
    turn(task, container, interval, Container.Health.HEALTHY);
  }

  private void turn(Task task, Container container, Duration after, Container.Health health) {
    later(
        container,
        after,
        () -> {
          container.health = health;
          advance(task);
          fate.healthChanged(task);
        });
  }

  /// What only holds for this run of the container.
  private void later(Container container, Duration delay, Runnable deed) {
    var run = container.run;
    agenda.in(
        delay,
        () -> {
          if (container.run == run && container.running()) deed.run();
        });
  }

  /// Stops what may stop: a container gets its signal when all that depend on it have ended.
  void wind(Task task) {
    for (var container : task.containers) {
      if (container.status == Container.Status.PENDING) container.status = Container.Status.STOPPED;
    }
    var running = task.containers.stream().filter(Container::running).toList();
    if (running.isEmpty()) {
      fate.ended(task);
      return;
    }
    for (var container : running) {
      if (container.signalled || running.stream().anyMatch(other -> other.dependsOn(container))) {
        continue;
      }
      container.signalled = true;
      signal(task, container);
    }
  }

  /// A process that ignores SIGTERM is killed; one without a handler ends with 143.
  private void signal(Task task, Container container) {
    Predicate<Effect> deaf = effect -> effect instanceof Effect.IgnoresStop;
    if (container.effects.stream().anyMatch(deaf)) {
      ends(task, container, container.stopTimeout(), KILLED, "");
      return;
    }
    ends(task, container, TERMINATION, TERMINATED, "");
  }
}
