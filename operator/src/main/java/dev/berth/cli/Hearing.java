package dev.berth.cli;

import dev.berth.reconcile.Listener;
import java.util.function.Function;

/// Who hears what the operator does.
///
/// @param environments of one environment each, by its name
/// @param source of the source, and of bugs
record Hearing(Function<String, Listener> environments, Listener source) {
  static final Hearing NOBODY = new Hearing(_ -> Listener.silent(), Listener.silent());
}
