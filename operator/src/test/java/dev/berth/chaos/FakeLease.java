package dev.berth.chaos;

import dev.berth.reconcile.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// A lease on the simulation's clock. A process that lives keeps it; one that hangs or died loses
/// it a term later, and then whoever looks takes it.
record FakeLease(Item item, String holder, InstantSource clock) implements Lease {
  static final Duration TERM = Duration.ofSeconds(60);

  /// The one item that all processes share.
  static final class Item {
    private String holder = "";
    private Instant until = Instant.MIN;
    private int taken;

    /// Whether that process may write at that moment.
    boolean of(String process, Instant now) {
      return holder.equals(process) && now.isBefore(until);
    }

    /// From now on nobody keeps it for that process.
    void silent(String process, Instant now) {
      if (of(process, now)) until = now.plus(TERM);
    }

    /// The process goes on, and keeps it where it is not too late.
    void speaks(String process, Instant now) {
      if (of(process, now)) until = Instant.MAX;
    }

    private boolean free(Instant now) {
      return holder.isEmpty() || !now.isBefore(until);
    }

    private void give(String process) {
      if (!holder.equals(process)) taken++;
      holder = process;
      until = Instant.MAX;
    }

    /// How often it came to another holder.
    int taken() {
      return taken;
    }
  }

  @Override
  public Optional<String> claim() {
    var now = clock.instant();
    if (!item.of(holder, now) && !item.free(now)) return Optional.of(item.holder + " has it");
    item.give(holder);
    return Optional.empty();
  }

  @Override
  public Optional<String> lost() {
    return item.of(holder, clock.instant())
        ? Optional.empty()
        : Optional.of("the lease of " + holder + " ended");
  }

  /// A process that lives keeps it.
  @Override
  public Optional<Duration> beat() {
    return Optional.empty();
  }

  @Override
  public void close() {
    if (item.of(holder, clock.instant())) item.holder = "";
  }
}
