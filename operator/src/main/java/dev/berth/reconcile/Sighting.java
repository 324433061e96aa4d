package dev.berth.reconcile;

/// What became of looking for something.
public sealed interface Sighting<T> {
  record Found<T>(T thing) implements Sighting<T> {}

  /// It is not there, or is of no use.
  ///
  /// @param why a sentence about it
  record Missing<T>(String why, String hint) implements Sighting<T> {}

  /// Nobody knows: the caller may not look, or there is nobody to ask.
  record Hidden<T>(String why, String hint) implements Sighting<T> {}
}
