package dev.berth.http;

/// What may be asked of the operator from outside.
public interface Orders {
  void fetchNow();

  void lookNow(String environment);

  /// @return whether anything there waits to be approved under that hash
  boolean approve(String environment, String hash);

  /// @param name of a service or a job
  /// @return whether anything is left to do there
  boolean retry(String environment, String name);
}
