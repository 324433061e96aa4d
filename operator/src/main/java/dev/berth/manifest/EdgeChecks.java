package dev.berth.manifest;

import dev.berth.model.Finding.Origin;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Edges between services: to whom, and not in a round (`connectsTo` may go round, R-14).
final class EdgeChecks {
  private final Collection<String> known;
  private final Findings findings;

  /// @param known every Service of the folder, wanted here or not
  EdgeChecks(Collection<String> known, Findings findings) {
    this.known = List.copyOf(known);
    this.findings = findings;
  }

  void run(List<Draft> drafts) {
    var edges = new TreeMap<String, List<String>>();
    for (var draft : drafts) edges.put(draft.name(), List.of());
    for (var draft : drafts) {
      draft.dependsOn().forEach(this::known);
      draft.connectsTo().forEach(this::known);
      edges.put(
          draft.name(),
          draft.dependsOn().stream().map(Draft.Edge::to).filter(edges::containsKey).toList());
    }
    for (var round : Cycles.in(edges)) tell(round, drafts);
  }

  private void known(Draft.Edge edge) {
    if (edge.to().isEmpty() || known.contains(edge.to())) return;
    var sentence = "there is no Service " + edge.to();
    var hint = Closest.hint(edge.to(), known);
    findings.error("unknown-service", edge.origin(), edge.path(), sentence, hint);
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
    var sentence = "these services wait for each other: " + String.join(" -> ", round);
    var hint = "take one edge out, or make it connectsTo, which orders nothing";
    findings.error("dependency-cycle", origin, edge.path(), sentence, hint);
  }
}
