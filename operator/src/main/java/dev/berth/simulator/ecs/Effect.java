package dev.berth.simulator.ecs;

import java.time.Duration;

/// What a rule makes of a container. Times count from the container's start.
sealed interface Effect {
  /// It ends, once: if it is restarted in place, it runs on.
  record Exit(int code, Duration after) implements Effect {}

  /// It ends after every start.
  record CrashLoop(int code, Duration after) implements Effect {}

  record OutOfMemory(Duration after) implements Effect {}

  record ImageMissing() implements Effect {}

  /// Its health check passes at first and fails from then on.
  record Unhealthy(Duration after) implements Effect {}

  record NeverHealthy() implements Effect {}

  /// The load balancer finds its target unhealthy from then on.
  record FailingTarget(Duration after) implements Effect {}

  /// It takes that much longer to start.
  record SlowStart(Duration by) implements Effect {}

  /// It runs for ever, although others wait for its end.
  record NeverEnds() implements Effect {}

  /// Its task is never placed.
  record NoCapacity() implements Effect {}

  /// The agent that would start commands in it loses its connection.
  record Unreachable(Duration after) implements Effect {}

  /// It does not listen to SIGTERM and is killed when its stop timeout has passed.
  record IgnoresStop() implements Effect {}
}
