package dev.berth.simulator;

import dev.berth.simulator.ecs.Consistency;
import java.time.Duration;
import java.util.SplittableRandom;

/// How old what ECS answers to a read is, while it is only eventually consistent: some reads are
/// fresh, some are half as late as can be, some are quite as late, by the seed and the number of
/// the call. So a later read may tell of an earlier moment, as when another replica answers it.
final class Lag {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113";

  private final long seed;
  private Consistency consistency = Consistency.STRONG;

  Lag(long seed) {
    this.seed = seed;
  }

  void become(Consistency other) {
    consistency = other;
  }

  Consistency consistency() {
    return consistency;
  }

  Duration of(String api, long call) {
    if (!api.equals(ECS) || consistency.describes().isZero()) return Duration.ZERO;
    var third = new SplittableRandom(seed ^ call).nextInt(3);
    return consistency.describes().multipliedBy(third).dividedBy(2);
  }
}
