package dev.berth.reconcile;

/// Hears what happens. Must not throw, and changes nothing.
@FunctionalInterface
public interface Listener {
  void on(Event event);

  static Listener silent() {
    return _ -> {};
  }
}
