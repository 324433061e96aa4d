package dev.berth.reconcile;

import dev.berth.model.Failure;

/// A call that AWS refused, or that never reached it.
public final class EcsFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public EcsFailure(Failure failure, Throwable cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
