package dev.berth.aws;

import dev.berth.model.Failure;
import dev.berth.reconcile.EcsFailure;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether an endpoint lacks a group of operations: what they answered in this run.
///
/// A refusal by name tells it at once. A bare 500 may be a trouble that passes: it tells so after
/// some attempts, each a whole look, and never of AWS itself. From then on nothing is asked.
final class Absence {
  /// Fewer than the attempts that a call gets.
  private static final int ATTEMPTS = 3;

  private enum Known {
    UNCLEAR,
    THERE,
    ABSENT
  }

  private final boolean aws;
  private Known known = Known.UNCLEAR;
  private int attempt;
  private int counted;
  private int bare;

  /// @param aws whether the endpoint is one of AWS's own
  Absence(boolean aws) {
    this.aws = aws;
  }

  synchronized boolean certain() {
    return known == Known.ABSENT;
  }

  /// Another look begins: of all the bare answers that it meets, one counts.
  synchronized void begin() {
    attempt++;
  }

  /// Empty where there is no such operation; any other failure is the caller's.
  <T> Optional<T> ask(Supplier<T> call) {
    if (certain()) return Optional.empty();
    try {
      var answer = call.get();
      there();
      return Optional.of(answer);
    } catch (EcsFailure e) {
      if (absent(e.failure())) return Optional.empty();
      throw e;
    }
  }

  private synchronized void there() {
    known = Known.THERE;
  }

  private synchronized boolean absent(Failure failure) {
    if (aws && AwsErrors.nameless(failure)) return false;
    if (AwsErrors.unknown(failure) || AwsErrors.bare(failure) && enough()) known = Known.ABSENT;
    return known == Known.ABSENT;
  }

  /// What answered once in this run is there.
  private boolean enough() {
    if (known == Known.THERE) return false;
    if (counted != attempt) bare++;
    counted = attempt;
    return bare >= ATTEMPTS;
  }
}
