package dev.berth.model;

import java.util.Optional;

/// Who may write to a live thing.
public sealed interface Owner {
  /// Made by this installation for this environment.
  record Ours(String name) implements Owner {}

  /// @param name what `berth:owner` says; empty when nothing does
  record Foreign(Optional<String> name) implements Owner {}

  /// Without an owner's tag, though it runs a revision that this environment registered: somebody
  /// stripped the tags. Nothing is written to it until they are put back.
  record Lost() implements Owner {}
}
