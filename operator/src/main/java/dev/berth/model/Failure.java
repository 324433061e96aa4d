package dev.berth.model;

/// Why a call to AWS failed.
///
/// @param code AWS's error code, or the exception's name
/// @param hint what to do; may be empty
public record Failure(Kind kind, String code, String message, String hint) {
  public enum Kind {
    THROTTLED,
    TRANSIENT,
    CONFLICT,
    LIMIT,
    DENIED,
    INVALID,
    MISSING,
    /// Nothing was sent: whoever asked may not write any more.
    STOPPED,
    UNKNOWN
  }

  /// Whether the same call may succeed in a moment.
  public boolean passing() {
    return switch (kind) {
      case THROTTLED, TRANSIENT -> true;
      case CONFLICT, LIMIT, DENIED, INVALID, MISSING, STOPPED, UNKNOWN -> false;
    };
  }
}
