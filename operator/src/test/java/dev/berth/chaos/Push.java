package dev.berth.chaos;

import dev.berth.manifest.ManifestFile;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One commit of the simulated repository.
///
/// @param wish what it asks for; where the tree is no good, what it would have
record Push(String id, Kind kind, Wish wish, List<ManifestFile> files) {
  enum Kind {
    GOOD,
    /// A file that is no YAML.
    BROKEN,
    /// A field that there is not.
    INVALID,
    /// The environment has another name.
    RENAMED,
    /// Nothing in it at all.
    EMPTY
  }

  static Push of(int number, Kind kind, Wish wish) {
    var files =
        switch (kind) {
          case GOOD -> Yaml.of(wish);
          case BROKEN -> Yaml.broken(wish);
          case INVALID -> Yaml.invalid(wish);
          case RENAMED -> Yaml.renamed(wish);
          case EMPTY -> List.<ManifestFile>of();
        };
    return new Push("%040x".formatted(number), kind, wish, files);
  }

  boolean good() {
    return kind == Kind.GOOD;
  }

  Checkout checkout() {
    return new Checkout(new Commit(id, kind.name(), Optional.empty()), files, new TreeMap<>());
  }
}
