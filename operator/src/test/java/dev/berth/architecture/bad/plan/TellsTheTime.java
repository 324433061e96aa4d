package dev.berth.architecture.bad.plan;

import java.time.Instant;
import java.util.function.Supplier;

final class TellsTheTime {
  Supplier<Instant> clock = Instant::now;
}
