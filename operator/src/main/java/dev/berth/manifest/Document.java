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

  /// `Service/web`.
  String label() {
    return kind.word() + "/" + name;
  }

  Document with(Mapping spec) {
    return new Document(kind, name, root.with("spec", spec), place);
  }

  /// Whether the environment has it: enabled, and under its conditions.
  boolean wanted(References references, Findings findings) {
    boolean holds = new When(references, findings).holds(spec(), SPEC);
    return EnvironmentReader.flag(spec(), "enabled").orElse(true) && holds;
  }

  /// Where the name was written.
  Origin named() {
    return root.mapping("metadata")
        .flatMap(metadata -> metadata.scalar("name"))
        .map(Scalar::place)
        .orElse(place);
  }
}
