package dev.berth.reconcile;

import dev.berth.model.Observed;
import dev.berth.plan.Action;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The one layer that repeats calls (the SDK's own retries are off): throttling, server errors and
/// lost connections, with growing, jittered intervals.
///
/// A repeated write is safe: an action checks its expectation again, a registration finds what the
/// lost call registered, and CreateService carries a token.
public final class PatientEcs implements EcsApi {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final EcsApi ecs;
  private final Retry retry;

  /// @param first the interval before the first repetition; each later one is twice as long
  /// @param worthwhile whether there is time left for another attempt
  public PatientEcs(EcsApi ecs, int attempts, Duration first, BooleanSupplier worthwhile) {
    this.ecs = ecs;
    this.retry =
        Retry.of(
            "ecs",
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

  @Override
  public Observed observe(Scope scope) {
    return retry.executeSupplier(() -> ecs.observe(scope));
  }

  @Override
  public Performed perform(Action action, Optional<String> registered) {
    return retry.executeSupplier(() -> ecs.perform(action, registered));
  }

  @Override
  public int calls() {
    return ecs.calls();
  }
}
