package dev.berth.manifest;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What a folder of manifests says.
public final class Manifests {
  private Manifests() {}

  /// The names of the environments, in order; those in files that cannot be read are missing.
  public static List<String> environments(List<ManifestFile> files) {
    var documents = Documents.read(files, new Findings());
    return documents.environments().stream().map(Document::name).toList();
  }

  /// What must be known before an environment can be parsed. A parameter that is stated wrongly is
  /// left out: parsing tells it, with all else.
  ///
  /// @param environment may be empty where there is only one
  public static ParameterNeeds.Result parameters(
      List<ManifestFile> files, Optional<String> environment) {
    var findings = new Findings();
    var documents = Documents.read(files, findings);
    var document = documents.environment(environment, findings);
    if (document.isEmpty()) return new ParameterNeeds.Result.Invalid(findings.sorted());
    var spec = Environment.merged(document.get(), documents.defaults());
    var sources = new Parameters(spec, new Findings()).sources();
    var authority = new AuthorityReader(document.get().name(), spec, findings).read();
    var needs =
        new ParameterNeeds(
            document.get().name(),
            literal(spec, "installation").map(name -> name + "/" + document.get().name()),
            sources,
            literal(spec, "region"),
            authority,
            spec.mapping("parametersFrom").flatMap(from -> from.text("terraformOutputs")));
    return spec.at("assumeRole").isPresent() && authority.role().isEmpty()
        ? new ParameterNeeds.Result.Invalid(told(files, needs))
        : new ParameterNeeds.Result.Known(needs);
  }

  private static Optional<String> literal(Node.Mapping spec, String name) {
    return spec.text(name).filter(text -> !text.isBlank() && !text.contains("${"));
  }

  /// All that is wrong, though nobody may be asked for the parameters.
  private static List<Finding> told(List<ManifestFile> files, ParameterNeeds needs) {
    var pretending = ResolvedParameters.pretending(needs, new TreeMap<>());
    var parsed = parse(files, Optional.of(needs.environment()), pretending, "");
    return switch (parsed) {
      case Parsed.Invalid(var all) -> all;
      case Parsed.Valid(_, var warnings) -> warnings;
    };
  }

  /// One environment's wanted world, or everything that is wrong.
  ///
  /// @param environment may be empty where there is only one
  /// @param revision the git commit, or a word for a plain directory
  public static Parsed parse(
      List<ManifestFile> files,
      Optional<String> environment,
      ResolvedParameters resolved,
      String revision) {
    var findings = new Findings();
    var documents = Documents.read(files, findings);
    if (documents.resources().isEmpty() && !findings.broken()) {
      findings.error("no-service", "there is no Service and no Job among the manifests", "");
    }
    var document = documents.environment(environment, findings);
    if (document.isEmpty()) return new Parsed.Invalid(findings.sorted());
    var read = Environment.read(document.get(), documents.defaults(), resolved, findings);
    var drafts = drafts(documents, read, findings);
    if (findings.broken() || read.model().isEmpty()) return new Parsed.Invalid(findings.sorted());
    var wanted = Expand.all(read.model().get(), drafts);
    var values = read.references().values();
    var desired = new Desired(read.model().get(), revision, wanted, values);
    return new Parsed.Valid(desired, findings.sorted());
  }

  private static List<Draft> drafts(
      Documents documents, Environment environment, Findings findings) {
    var assembly = new Assembly(environment, documents.resources(), findings);
    var drafts = new ArrayList<Draft>();
    for (var document : documents.resources()) {
      var own = new Findings();
      var whole = assembly.whole(document, own);
      boolean enabled = whole.wanted(environment.references(), own);
      if (!enabled && own.broken()) continue;
      var typed = SchemaCheck.typed(document.kind(), whole.root(), own);
      var checked = new Document(document.kind(), whole.name(), typed, whole.place());
      findings.addAll(own);
      if (enabled) drafts.add(Draft.of(checked, environment, findings));
    }
    Checks.run(environment, drafts, documents.resources(), findings);
    return drafts;
  }
}
