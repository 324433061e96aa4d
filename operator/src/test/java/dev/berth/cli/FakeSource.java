package dev.berth.cli;

import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import java.util.Optional;

/// A folder that can be made to fail as a git server does.
final class FakeSource implements ManifestSource {
  private final ManifestSource folder;
  private Optional<SourceFailure> failure = Optional.empty();

  FakeSource(ManifestSource folder) {
    this.folder = folder;
  }

  void fail(SourceFailure.Kind kind, String message, String hint) {
    failure = Optional.of(new SourceFailure(kind, message, hint));
  }

  @Override
  public Checkout fetch() {
    if (failure.isPresent()) throw failure.get();
    return folder.fetch();
  }

  @Override
  public Checkout at(String commit) {
    return folder.at(commit);
  }
}
