package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What was found so far; the same thing found twice counts once.
final class Findings {
  private final TreeSet<Finding> all = new TreeSet<>();

  void error(String rule, Origin origin, Path path, String sentence, String hint) {
    all.add(Finding.error(rule, origin, path, sentence, hint));
  }

  void warn(String rule, Origin origin, Path path, String sentence, String hint) {
    all.add(new Finding(Severity.WARNING, rule, Optional.of(origin), path, sentence, hint));
  }

  /// About no place in particular.
  void error(String rule, String sentence, String hint) {
    all.add(new Finding(Severity.ERROR, rule, Optional.empty(), Path.ROOT, sentence, hint));
  }

  boolean broken() {
    return all.stream().anyMatch(finding -> finding.severity() != Severity.WARNING);
  }

  void addAll(Findings others) {
    all.addAll(others.all);
  }

  /// By place. What is wrong in one place is told once, though it stands in many resources.
  List<Finding> sorted() {
    var told = new TreeMap<String, Finding>();
    for (var finding : all) {
      var place = finding.origin().map(o -> o + ":" + o.column()).orElse("");
      told.putIfAbsent(place + " " + finding.rule() + " " + finding.sentence(), finding);
    }
    return told.values().stream().sorted().toList();
  }
}
