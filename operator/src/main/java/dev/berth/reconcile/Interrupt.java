package dev.berth.reconcile;

import java.util.Optional;

/// Asked before every action: why to stop now (a signal, a lost lease, a newer commit).
@FunctionalInterface
public interface Interrupt {
  Optional<String> reason();
}
