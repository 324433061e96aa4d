package dev.berth.http;

/// What may be asked of the operator from outside. Each is a wish to look, and harmless when there
/// is nothing to see.
public interface Orders {
  void fetchNow();

  void lookNow(String environment);
}
