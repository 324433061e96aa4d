package dev.berth.cli;

import dev.berth.plan.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// `--timeout` of a command that only reads: what takes longer is given up.
final class Limit {
  private Limit() {}

  static <T> T within(Duration most, Supplier<T> work) {
    var task = new FutureTask<T>(work::get);
    Thread.ofVirtual().name("reading").start(task);
    try {
      return task.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Problem(
          Exit.TIMED_OUT,
          List.of("no answer within " + Durations.text(most) + "; nothing changed"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Exit.TIMED_OUT, List.of("interrupted; nothing changed"));
    }
  }
}
