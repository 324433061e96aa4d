package dev.berth.cli;

/// Exit codes: a contract with scripts, also listed in the README.
public enum Exit {
  /// Done, or no differences.
  DONE(0),
  /// Differences (`diff`), or denials (`validate`).
  DIFFERENCES(1),
  /// Wrong usage, or invalid input.
  INVALID(2),
  /// A roll-out failed, or is held.
  HELD(3),
  TIMED_OUT(4),
  /// The world changed under the plan, or another holds the lease.
  CHANGED(5),
  /// AWS refused, or could not be reached.
  REFUSED(6);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
