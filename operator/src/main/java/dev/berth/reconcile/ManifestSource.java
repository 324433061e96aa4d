package dev.berth.reconcile;

/// Where the manifests come from. Throws [SourceFailure] and nothing else.
public interface ManifestSource {
  /// The newest commit, whole, or an exception: never half a tree.
  Checkout fetch();

  /// An earlier one, by its id: the last that was good, after a restart.
  Checkout at(String commit);
}
