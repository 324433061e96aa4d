package dev.berth.reconcile;

import java.time.Instant;
import java.util.Optional;

/// One state of the manifests.
///
/// @param id git's, 40 hexadecimal digits; of a plain directory `dir-` and a hash of what it holds
/// @param subject the first line of its message; empty for a directory
/// @param at when it was committed; empty for a directory
public record Commit(String id, String subject, Optional<Instant> at) {
  private static final int SHORT = 12;

  /// As people name it.
  public String brief() {
    return id.length() <= SHORT ? id : id.substring(0, SHORT);
  }
}
