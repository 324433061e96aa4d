package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lays the layers of a Service or a Job upon each other: the Environment's defaults, the Service's
/// own words, the Environment's patches.
final class Assembly {
  private static final Path SPEC = Document.SPEC;

  private final Environment environment;
  private final Layer layer;
  private final SortedMap<Kind, Mapping> bases = new TreeMap<>();
  private final Mapping container;
  private final SortedMap<String, List<Mapping>> patches;

  Assembly(Environment environment, List<Document> resources, Findings findings) {
    this.environment = environment;
    this.layer = new Layer(environment.blocks(), findings);
    for (var kind : List.of(Kind.SERVICE, Kind.JOB)) {
      bases.put(kind, environment.defaults(kind, layer));
    }
    this.container = environment.containerDefaults(layer);
    this.patches = environment.patches(resources, findings);
  }

  /// @param findings of this one alone: one that is not wanted here needs no parameters
  Document whole(Document document, Findings findings) {
    var own = new Layer(environment.blocks(), findings);
    var filled = environment.references().telling(findings).fill(document.spec(), SPEC);
    var written = own.service(Pasted.without(filled, findings), SPEC);
    var merged = Merge.of(Mapping.empty(document.place()), bases.get(document.kind()), SPEC);
    merged = Merge.of(merged, Layer.containers(written, SPEC, this::onDefaults), SPEC);
    for (var patch : patches.getOrDefault(document.label(), List.of())) {
      merged = patched(merged, own.service(patch, SPEC));
    }
    var chosen = new When(environment.references(), findings).containers(merged);
    return document.with(chosen);
  }

  private Mapping onDefaults(Mapping own, Path path) {
    return Merge.of(Merge.of(Mapping.empty(own.place()), container, path), own, path);
  }

  /// A container that only a patch adds starts from the defaults, too.
  private Mapping patched(Mapping base, Mapping patch) {
    var there = new TreeSet<Path>();
    Layer.containers(
        base,
        SPEC,
        (own, path) -> {
          there.add(path);
          return own;
        });
    var complete =
        Layer.containers(
            patch, SPEC, (own, path) -> there.contains(path) ? own : onDefaults(own, path));
    return Merge.of(base, complete, SPEC);
  }
}
