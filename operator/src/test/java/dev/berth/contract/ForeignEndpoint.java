package dev.berth.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An endpoint that is not ours. Its time is the machine's, if waiting changes anything there.
final class ForeignEndpoint implements Endpoint {
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Wire wire;
  private final Waiting waiting;
  private final String run;

  enum Waiting {
    REAL,
    /// Nothing ever happens there of itself.
    USELESS
  }

  ForeignEndpoint(Wire wire, Waiting waiting) {
    this(wire, waiting, "");
  }

  private ForeignEndpoint(Wire wire, Waiting waiting, String mark) {
    this.wire = wire;
    this.waiting = waiting;
    this.run = "-" + mark + Long.toString(System.currentTimeMillis() / 1000, 36);
  }

  /// A real one, where everything that checks make has that mark in its name.
  static ForeignEndpoint marked(Wire wire, String mark) {
    return new ForeignEndpoint(wire, Waiting.REAL, mark);
  }

  @Override
  public Reply send(Call call) {
    var answer = wire.call(call);
    return new Reply(call.operation(), answer.status(), answer.headers(), answer.body());
  }

  @Override
  public void pass(Duration time) {
    if (waiting == Waiting.USELESS) return;
    var end = System.nanoTime() + time.toNanos();
    for (var left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public boolean until(Duration most, BooleanSupplier holds) {
    var left = waiting == Waiting.USELESS ? STEP : most;
    for (; !left.isNegative(); left = left.minus(STEP)) {
      if (holds.getAsBoolean()) return true;
      pass(STEP);
    }
    return holds.getAsBoolean();
  }

  /// Its quotas are what they are.
  @Override
  public void strained(Runnable calls) {
    calls.run();
  }

  @Override
  public String run() {
    return run;
  }
}
