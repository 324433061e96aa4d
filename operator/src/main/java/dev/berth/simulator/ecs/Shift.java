package dev.berth.simulator.ecs;

import java.time.Instant;
import java.util.Optional;

/// How far a blue/green, linear or canary deployment is: where in which stage, and which share of
/// the traffic its revision gets.
final class Shift {
  final Strategy strategy;
  final Deployment green;

  /// What the traffic comes from; the first deployment of a service has none.
  final Optional<Deployment> blue;

  Lifecycle stage;
  Instant since = Instant.MAX;

  /// The hooks of this stage that have answered, or -1 before the stage begins.
  int hooks = -1;

  /// When the hook that is asked next is due, or the stage's time is over.
  Instant due = Instant.MIN;

  /// Percent of the traffic that the new revision gets.
  double test;

  double production;

  /// Why the way back did not succeed; empty while it may.
  String stuck = "";

  Shift(Strategy strategy, Deployment green, Optional<Deployment> blue, Lifecycle first) {
    this.strategy = strategy;
    this.green = green;
    this.blue = blue;
    this.stage = first;
  }

  void enter(Lifecycle next) {
    stage = next;
    hooks = -1;
  }

  /// Tasks of the new revision are there from SCALE_UP on.
  boolean scaledUp() {
    return stage.compareTo(Lifecycle.SCALE_UP) >= 0;
  }
}
