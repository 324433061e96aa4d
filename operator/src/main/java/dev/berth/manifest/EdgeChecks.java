package dev.berth.manifest;

import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Edges between services and jobs: to whom, and not in a round (`connectsTo` may go round, R-14).
final class EdgeChecks {
  private final List<Document> known;
  private final Findings findings;

  /// @param known every Service and Job of the folder, wanted here or not
  EdgeChecks(List<Document> known, Findings findings) {
    this.known = List.copyOf(known);
    this.findings = findings;
  }

  void run(List<Draft> drafts) {
    ambiguous();
    var edges = new TreeMap<String, List<String>>();
    for (var draft : drafts) edges.put(draft.name(), List.of());
    for (var draft : drafts) {
      draft.dependsOn().forEach(edge -> known(edge, List.of(Kind.SERVICE, Kind.JOB)));
      draft.connectsTo().forEach(edge -> known(edge, List.of(Kind.SERVICE)));
      edges.put(
          draft.name(),
          draft.dependsOn().stream().map(Draft.Edge::to).filter(edges::containsKey).toList());
    }
    for (var round : Cycles.in(edges)) tell(round, drafts);
  }

  /// An edge names what it leads to without its kind, as `berth retry` does.
  private void ambiguous() {
    var services = names(List.of(Kind.SERVICE));
    for (var document : known) {
      if (document.kind() != Kind.JOB || !services.contains(document.name())) continue;
      var path = Path.ROOT.field("metadata").field("name");
      var sentence = "there is a Service " + document.name() + ", too";
      var hint = "give one of them another name, as edges name both";
      findings.error("duplicate-name", document.named(), path, sentence, hint);
    }
  }

  private void known(Draft.Edge edge, List<Kind> kinds) {
    var names = names(kinds);
    if (edge.to().isEmpty() || names.contains(edge.to())) return;
    var sentence = "there is no " + words(kinds) + " " + edge.to();
    var hint = Closest.hint(edge.to(), names);
    findings.error("unknown-service", edge.origin(), edge.path(), sentence, hint);
  }

  /// A folder without Jobs needs no word of them.
  private String words(List<Kind> kinds) {
    return String.join(
        " or ",
        kinds.stream()
            .filter(kind -> kind == Kind.SERVICE || !names(List.of(kind)).isEmpty())
            .map(Kind::word)
            .toList());
  }

  private List<String> names(List<Kind> kinds) {
    return known.stream().filter(d -> kinds.contains(d.kind())).map(Document::name).toList();
  }

  private void tell(List<String> round, List<Draft> drafts) {
    SortedMap<String, Draft> byName = new TreeMap<>();
    drafts.forEach(draft -> byName.put(draft.name(), draft));
    var first = byName.get(round.getFirst());
    var edge =
        first.dependsOn().stream()
            .filter(e -> e.to().equals(round.get(1)))
            .findFirst()
            .orElseThrow();
    Origin origin = edge.origin();
    var sentence = "these wait for each other: " + String.join(" -> ", round);
    var hint = "take one edge out, or make it connectsTo, which orders nothing";
    findings.error("dependency-cycle", origin, edge.path(), sentence, hint);
  }
}
