package dev.berth.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The simulator's time, to the millisecond. A stepped clock stands still until it is advanced; a
/// scaled one runs `speed` times as fast as the machine's, and jumps when it is advanced.
public final class VirtualClock implements InstantSource {
  private final LongSupplier nanos;
  private Instant start;
  private long origin;
  private double speed;
  private Optional<Instant> held = Optional.empty();

  private VirtualClock(Instant start, LongSupplier nanos, double speed) {
    this.start = start;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.speed = speed;
  }

  public static VirtualClock stepped(Instant start) {
    return new VirtualClock(start, () -> 0, 0);
  }

  /// @param nanos a monotonic source, such as `System::nanoTime`
  public static VirtualClock scaled(LongSupplier nanos, Instant start, double speed) {
    return new VirtualClock(start, nanos, checked(speed));
  }

  private static double checked(double speed) {
    if (speed > 0 && speed <= 1_000_000) return speed;
    throw new IllegalArgumentException("speed must be more than 0, up to 1000000: " + speed);
  }

  public boolean stepped() {
    return speed == 0;
  }

  public double speed() {
    return speed;
  }

  /// Goes on from now at another speed.
  public void rescale(double faster) {
    if (stepped()) throw new IllegalArgumentException("a stepped clock has no speed");
    release();
    start = now();
    origin = nanos.getAsLong();
    speed = checked(faster);
  }

  /// Stands still until it is released, so that all that happens in one call happens at one moment.
  public void hold() {
    held = Optional.of(now());
  }

  /// Stands still at some moment until it is released.
  public void hold(Instant moment) {
    held = Optional.of(moment);
  }

  /// Goes on from some moment.
  public void resume(Instant moment) {
    release();
    start = moment;
    origin = nanos.getAsLong();
  }

  public void release() {
    held = Optional.empty();
  }

  public Instant now() {
    if (held.isPresent()) return held.get();
    var millis = (long) ((nanos.getAsLong() - origin) / 1e6 * speed);
    return start.plusMillis(millis).truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant instant() {
    return now();
  }

  public void advance(Duration step) {
    if (step.isNegative()) throw new IllegalArgumentException("time does not go back: " + step);
    start = start.plus(step);
    held = held.map(moment -> moment.plus(step));
  }
}
