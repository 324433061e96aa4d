package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;

/// One document whose head is sound.
///
/// @param name what `metadata.name` says; the kind's word for a Defaults without one
/// @param place where the document begins
record Document(Kind kind, String name, Mapping root, Origin place) {
  static final Path SPEC = Path.ROOT.field("spec");

  Mapping spec() {
    return root.mapping("spec").orElse(Mapping.empty(root.where("spec")));
  }

  Document with(Mapping spec) {
    return new Document(kind, name, root.with("spec", spec), place);
  }

  /// Where the name was written.
  Origin named() {
    return root.mapping("metadata")
        .flatMap(metadata -> metadata.scalar("name"))
        .map(Scalar::place)
        .orElse(place);
  }
}
