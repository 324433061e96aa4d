package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Caller;
import java.util.OptionalInt;

/// The desired counts of services, as Application Auto Scaling reads and moves them; ECS has them.
/// A resource is `service/<cluster>/<service>`.
public interface ScaledCounts {
  /// Empty where there is no such service, or none that is ACTIVE.
  OptionalInt count(String resource, Caller caller);

  void scale(String resource, int count, Caller caller);
}
