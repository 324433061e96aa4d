package dev.berth.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// The simulator's time, to the millisecond. A stepped clock stands still until it is advanced; a
/// scaled one runs `speed` times as fast as the machine's, and jumps when it is advanced.
public final class VirtualClock implements InstantSource {
  private final Instant start;
  private final LongSupplier elapsed;
  private final double speed;
  private Duration jumped = Duration.ZERO;

  private VirtualClock(Instant start, LongSupplier elapsed, double speed) {
    this.start = start;
    this.elapsed = elapsed;
    this.speed = speed;
  }

  public static VirtualClock stepped(Instant start) {
    return new VirtualClock(start, () -> 0, 0);
  }

  /// @param nanos a monotonic source, such as `System::nanoTime`
  public static VirtualClock scaled(LongSupplier nanos, Instant start, double speed) {
    if (!(speed > 0)) throw new IllegalArgumentException("speed must be more than 0: " + speed);
    var origin = nanos.getAsLong();
    return new VirtualClock(start, () -> nanos.getAsLong() - origin, speed);
  }

  public boolean stepped() {
    return speed == 0;
  }

  public double speed() {
    return speed;
  }

  public Instant now() {
    var millis = (long) (elapsed.getAsLong() / 1e6 * speed);
    return start.plusMillis(millis).plus(jumped).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant instant() {
    return now();
  }

  public void advance(Duration step) {
    if (step.isNegative()) throw new IllegalArgumentException("time does not go back: " + step);
    jumped = jumped.plus(step);
  }
}
