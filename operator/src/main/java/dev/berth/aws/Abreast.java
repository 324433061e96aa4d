package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Reads side by side, on virtual threads; the results and the first failure are in the order of
/// what was asked. With a width of 1 no thread is made.
final class Abreast {
  private final int width;

  Abreast(int width) {
    this.width = width;
  }

  <T, R> List<R> map(List<T> all, Function<T, R> read) {
    if (width == 1 || all.size() < 2) return all.stream().map(read).toList();
    try (var threads = Executors.newFixedThreadPool(width, Thread.ofVirtual().factory())) {
      var reads = all.stream().map(item -> threads.submit(() -> read.apply(item))).toList();
      try {
        return results(reads);
      } finally {
        threads.shutdownNow(); // After a failure nobody waits for the rest.
      }
    }
  }

  private static <R> List<R> results(List<Future<R>> reads) {
    var results = new ArrayList<R>();
    for (var read : reads) results.add(result(read));
    return results;
  }

  private static <R> R result(Future<R> read) {
    try {
      return read.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var failure = new Failure(Failure.Kind.UNKNOWN, "Interrupted", "was interrupted", "");
      throw new EcsFailure(failure, e);
    }
  }
}
