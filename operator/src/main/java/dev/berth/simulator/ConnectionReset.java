package dev.berth.simulator;

import java.io.UncheckedIOException;
import java.net.SocketException;

/// The connection broke before an answer came; whether the call had its effect, nobody was told.
public final class ConnectionReset extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  ConnectionReset() {
    super(new SocketException("Connection reset"));
  }
}
