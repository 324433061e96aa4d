package dev.berth.cli;

import dev.berth.controller.Ears;
import dev.berth.controller.Operator;
import dev.berth.model.Failure;
import java.io.PrintStream;
import java.util.Optional;

/// An operator's ears, where there is a queue to listen to.
final class Listening implements AutoCloseable {
  private final Optional<Ears> ears;
  private final PrintStream err;

  Listening(Operating operating, Operator operator, Optional<String> queue, PrintStream err) {
    this.err = err;
    this.ears =
        queue
            .map(url ->
                new Ears(
                    operator,
                    operating.bells(url),
                    operating.pace(),
                    operating.outside().clock(),
                    this::told))
            .map(Ears::start);
  }

  private void told(Optional<Failure> failure) {
    err.println(
        failure
            .map(why -> "berth: no events are heard, looks go by the clock: " + why.message())
            .orElse("berth: events are heard again"));
  }

  @Override
  public void close() {
    ears.ifPresent(Ears::close);
  }
}
