package dev.berth.simulator;

/// Why a file can't be used to keep a world in; nothing in it was changed.
public final class UnusableState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableState(String message) {
    super(message);
  }
}
