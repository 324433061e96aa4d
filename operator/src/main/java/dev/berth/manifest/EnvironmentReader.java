package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Authority;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Keeping;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// An Environment's document as the model has it. What the schema refuses was told before, and is
/// read here as if it were not there.
final class EnvironmentReader {
  private final Document document;
  private final Mapping spec;
  private final Authority authority;
  private final Findings findings;

  /// @param authority as it was read before parameters were known
  EnvironmentReader(Document document, Authority authority, Findings findings) {
    this.document = document;
    this.authority = authority;
    this.spec = document.spec();
    this.findings = findings;
  }

  /// Empty where something is missing without which there is no environment.
  Optional<EnvironmentSpec> read() {
    var installation = required(spec, Document.SPEC, "installation");
    var cluster = home("cluster");
    if (cluster.isEmpty()) missing(Document.SPEC.field("cluster"));
    if (installation.isEmpty() || cluster.isEmpty()) return Optional.empty();
    return Optional.of(
        new EnvironmentSpec(
            document.name(),
            installation.get(),
            spec.text("region"),
            cluster.get(),
            home("serviceConnectNamespace"),
            tags(),
            new SyncReader(spec, findings).read(),
            spec.text("minimumVersion"),
            new PolicyReader(spec, findings).read(),
            keeping(),
            authority));
  }

  private void missing(Path path) {
    if (spec.at("cluster").isPresent()) return;
    findings.error("missing-field", spec.place(), path, "`cluster` is missing", "");
  }

  private Optional<String> required(Mapping mapping, Path path, String name) {
    var text = mapping.text(name).filter(word -> !word.isBlank());
    if (text.isEmpty()) {
      var sentence = "`" + name + "` is missing";
      findings.error("missing-field", mapping.where(name), path.field(name), sentence, "");
    }
    return text;
  }

  private Optional<Home> home(String field) {
    var stated = spec.mapping(field);
    if (stated.isEmpty()) return Optional.empty();
    var name = required(stated.get(), Document.SPEC.field(field), "name");
    var origin = flag(stated.get(), "create").orElse(false) ? Origin.CREATED : Origin.EXPECTED;
    var settings = (Value.Fields) Typed.value(stated.get().without("name").without("create"));
    return name.map(known -> new Home(known, origin, settings));
  }

  private SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    spec.mapping("tags")
        .ifPresent(stated ->
            stated
                .entries()
                .forEach((name, entry) -> {
                  if (entry.value() instanceof Scalar scalar && !scalar.absent()) {
                    tags.put(name, scalar.text());
                  }
                }));
    return tags;
  }

  private Keeping keeping() {
    var stated = spec.mapping("gc").orElse(Mapping.empty(spec.place()));
    var usual = Keeping.USUAL;
    var unchecked = new TreeSet<String>();
    if (stated.at("unchecked").isPresent()
        && Typed.value(stated.at("unchecked").get()) instanceof Value.Items(var places)) {
      for (var place : places) {
        if (place instanceof Value.Text(var word)) unchecked.add(word);
      }
    }
    return new Keeping(
        stated
            .text("keepRevisions")
            .filter(text -> text.matches("[1-9]\\d{0,5}"))
            .map(Integer::parseInt)
            .orElse(usual.revisions()),
        stated
            .text("grace")
            .filter(text -> !text.isBlank())
            .flatMap(Durations::of)
            .orElse(usual.grace()),
        unchecked);
  }

  static Optional<Boolean> flag(Mapping mapping, String name) {
    return mapping
        .scalar(name)
        .map(s -> s.style() == Style.PRETENDED || s.text().equalsIgnoreCase("true"));
  }
}
