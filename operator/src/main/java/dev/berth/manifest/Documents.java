package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Every document of a folder, by kind and name.
///
/// @param resources Services, then Jobs
record Documents(
    List<Document> resources, List<Document> environments, Optional<Document> defaults) {
  static final String API_VERSION = "berth.dev/v1";

  private static final List<String> HEAD = List.of("apiVersion", "kind", "metadata", "spec");
  private static final Path NAME = Path.ROOT.field("metadata").field("name");

  Documents {
    resources = List.copyOf(resources);
    environments = List.copyOf(environments);
  }

  static Documents read(List<ManifestFile> files, Findings findings) {
    var all = new TreeMap<Kind, TreeMap<String, Document>>();
    for (var kind : Kind.values()) all.put(kind, new TreeMap<>());
    for (var file : files.stream().sorted(Comparator.comparing(ManifestFile::path)).toList()) {
      for (var node : Yaml.documents(file, findings)) {
        document(node, findings)
            .ifPresent(document -> keep(document, all.get(document.kind()), findings));
      }
    }
    var resources = new ArrayList<>(all.get(Kind.SERVICE).values());
    resources.addAll(all.get(Kind.JOB).values());
    return new Documents(
        resources,
        new ArrayList<>(all.get(Kind.ENVIRONMENT).values()),
        all.get(Kind.DEFAULTS).values().stream().findFirst());
  }

  private static void keep(Document document, TreeMap<String, Document> same, Findings findings) {
    var word = document.kind().word();
    var before =
        document.kind() == Kind.DEFAULTS && !same.isEmpty()
            ? same.firstEntry().getValue()
            : same.putIfAbsent(document.name(), document);
    if (before == null) return;
    var sentence =
        document.kind() == Kind.DEFAULTS
            ? "there is another Defaults in " + before.place()
            : "there is another " + word + " " + document.name() + " in " + before.named();
    findings.error("duplicate-name", document.named(), NAME, sentence, "keep one of them");
  }

  private static Optional<Document> document(Node node, Findings findings) {
    if (!(node instanceof Mapping root)) {
      var sentence = "a document is a mapping with apiVersion, kind, metadata and spec";
      findings.error("not-a-manifest", node.place(), Path.ROOT, sentence, "");
      return Optional.empty();
    }
    version(root, findings);
    unknown(root, findings);
    var kind = kind(root, findings);
    if (kind.isEmpty()) return Optional.empty();
    var name = name(root, kind.get(), findings);
    if (root.mapping("spec").isEmpty()) {
      var place = root.where("spec");
      findings.error("missing-field", place, Path.ROOT.field("spec"), "`spec` is missing", "");
    }
    return name.map(known -> new Document(kind.get(), known, root, root.place()));
  }

  private static void version(Mapping root, Findings findings) {
    var version = root.text("apiVersion");
    if (version.equals(Optional.of(API_VERSION))) return;
    var sentence =
        version
            .map(other -> other + " is no version of the language")
            .orElse("`apiVersion` is missing");
    var place = root.where("apiVersion");
    var path = Path.ROOT.field("apiVersion");
    findings.error("api-version", place, path, sentence, "write apiVersion: " + API_VERSION);
  }

  private static void unknown(Mapping root, Findings findings) {
    for (var name : root.entries().keySet()) {
      if (HEAD.contains(name)) continue;
      var sentence = "there is no field `" + name + "` here";
      var path = Path.ROOT.field(name);
      findings.error("unknown-field", root.where(name), path, sentence, Closest.hint(name, HEAD));
    }
  }

  private static Optional<Kind> kind(Mapping root, Findings findings) {
    var word = root.text("kind");
    var kind = word.flatMap(Kind::of);
    if (kind.isPresent()) return kind;
    var sentence = word.map(other -> "there is no kind " + other).orElse("`kind` is missing");
    var hint = Closest.hint(word.orElse(""), Kind.words());
    findings.error("unknown-kind", root.where("kind"), Path.ROOT.field("kind"), sentence, hint);
    return Optional.empty();
  }

  private static Optional<String> name(Mapping root, Kind kind, Findings findings) {
    var name = root.mapping("metadata").flatMap(metadata -> metadata.text("name"));
    if (name.isPresent() || kind == Kind.DEFAULTS) return name.or(() -> Optional.of(kind.word()));
    Origin place = root.mapping("metadata").map(Node::place).orElse(root.where("metadata"));
    findings.error("missing-field", place, NAME, "`metadata.name` is missing", "");
    return Optional.empty();
  }

  /// The environment that is asked for, or the only one.
  Optional<Document> environment(Optional<String> name, Findings findings) {
    var names = environments.stream().map(Document::name).toList();
    if (environments.isEmpty()) {
      var hint = "write one in environments/<name>.yaml";
      if (findings.broken()) return Optional.empty();
      findings.error("no-environment", "there is no Environment among the manifests", hint);
      return Optional.empty();
    }
    if (name.isEmpty() && names.size() == 1) return Optional.of(environments.getFirst());
    var found =
        environments.stream().filter(d -> name.filter(d.name()::equals).isPresent()).findFirst();
    if (found.isPresent()) return found;
    var sentence =
        name.map(other -> "there is no Environment " + other)
            .orElse("there are several Environments");
    var hint = "choose with -e one of " + String.join(", ", names);
    findings.error("unknown-environment", sentence, hint);
    return Optional.empty();
  }
}
