package dev.berth.reconcile;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The one layer that repeats calls (the SDK's own retries are off): throttling, server errors and
/// lost connections, with growing, jittered intervals. Around every port.
public final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Retry retry;

  /// @param first the interval before the first repetition; each later one is twice as long
  /// @param worthwhile whether there is time left for another attempt
  public Patience(int attempts, Duration first, BooleanSupplier worthwhile) {
    this.retry =
        Retry.of(
            "aws",
            RetryConfig.custom()
                .maxAttempts(attempts)
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(first, 2.0, 0.5, LONGEST))
                .retryOnException(error -> passing(error) && worthwhile.getAsBoolean())
                .build());
  }

  private static boolean passing(Throwable error) {
    return error instanceof EcsFailure failure && failure.failure().passing();
  }

  public <T> T call(Supplier<T> call) {
    return retry.executeSupplier(call);
  }
}
