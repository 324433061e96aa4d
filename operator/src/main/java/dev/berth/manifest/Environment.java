package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Sequence;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One Environment over the folder's Defaults, with its parameters in their places.
///
/// @param spec as written, merged and filled
/// @param model empty where the document says too little
record Environment(
    Document document, Mapping spec, References references, Optional<EnvironmentSpec> model) {
  private static final Path DEFAULTS = Document.SPEC.field("defaults");

  static Environment read(
      Document document,
      Optional<Document> defaults,
      ResolvedParameters resolved,
      Findings findings) {
    var merged = merged(document, defaults);
    var authority = new AuthorityReader(document.name(), merged, findings).read();
    var parameters = new Parameters(merged, findings);
    parameters.sources();
    var values = parameters.values(resolved);
    var references = new References(values, parameters.pretended(), findings);
    var filled = references.fill(merged.without("parameters"), Document.SPEC);
    var whole = merged.at("parameters").map(p -> filled.with("parameters", p)).orElse(filled);
    defaults.ifPresent(base -> check(base, references, findings));
    var typed = document.with(whole);
    var checked = SchemaCheck.typed(Kind.ENVIRONMENT, typed.root(), findings);
    var read = new Document(Kind.ENVIRONMENT, document.name(), checked, document.place());
    return new Environment(
        document, whole, references, new EnvironmentReader(read, authority, findings).read());
  }

  private static void check(Document defaults, References references, Findings findings) {
    var filled = references.fill(defaults.spec().without("parameters"), Document.SPEC);
    var stated = defaults.spec().at("parameters");
    var whole = stated.map(p -> filled.with("parameters", p)).orElse(filled);
    SchemaCheck.typed(Kind.DEFAULTS, defaults.with(whole).root(), findings);
  }

  /// The Environment's own words over the Defaults'.
  static Mapping merged(Document document, Optional<Document> defaults) {
    return defaults
        .map(base -> Merge.patches(base.spec(), document.spec(), Document.SPEC))
        .orElse(document.spec());
  }

  SortedMap<String, Mapping> blocks() {
    var blocks = new TreeMap<String, Mapping>();
    spec.mapping("blocks")
        .ifPresent(all ->
            all.entries()
                .forEach((name, entry) ->
                    entry.value().asMapping().ifPresent(m -> blocks.put(name, m))));
    return blocks;
  }

  /// What every Service, or every Job, starts from.
  Mapping defaults(Kind kind, Layer layer) {
    var name = kind.word().toLowerCase(Locale.ROOT);
    var defaults = spec.mapping("defaults").orElse(Mapping.empty(spec.place()));
    var stated = defaults.mapping(name).orElse(Mapping.empty(defaults.place()));
    var definition = defaults.at("taskDefinition");
    if (definition.isEmpty()) return layer.service(stated, DEFAULTS.field(name));
    var entry = new Entry(defaults.where("taskDefinition"), definition.get());
    return layer.service(stated.with("taskDefinition", entry), DEFAULTS);
  }

  /// What every container starts from.
  Mapping containerDefaults(Layer layer) {
    return spec.mapping("defaults")
        .flatMap(defaults -> defaults.mapping("container"))
        .map(stated -> layer.container(stated, DEFAULTS.field("container")))
        .orElse(Mapping.empty(spec.place()));
  }

  /// The patches by `<kind>/<name>` of what they are for. One for nobody is told.
  SortedMap<String, List<Mapping>> patches(List<Document> resources, Findings findings) {
    var patches = new TreeMap<String, List<Mapping>>();
    var known = resources.stream().map(Document::label).toList();
    var list = spec.at("patches").flatMap(Node::asSequence).map(Sequence::items).orElse(List.of());
    for (int i = 0; i < list.size(); i++) {
      var patch = list.get(i).asMapping().orElse(Mapping.empty(list.get(i).place()));
      var target = patch.mapping("target").orElse(Mapping.empty(patch.place()));
      var kind = target.text("kind").orElse("resource");
      var name = target.text("name").orElse("");
      var path = Document.SPEC.field("patches").element(Integer.toString(i)).field("target");
      if (!known.contains(kind + "/" + name)) {
        var names =
            resources.stream()
                .filter(document -> document.kind().word().equals(kind))
                .map(Document::name)
                .toList();
        var sentence = "there is no " + kind + " " + name;
        var hint = Closest.hint(name, names);
        findings.error("unknown-target", target.where("name"), path, sentence, hint);
        continue;
      }
      var stated = patch.mapping("spec").orElse(Mapping.empty(patch.place()));
      patches.computeIfAbsent(kind + "/" + name, _ -> new ArrayList<>()).add(stated);
    }
    return patches;
  }
}
