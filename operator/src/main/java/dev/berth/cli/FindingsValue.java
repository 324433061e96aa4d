package dev.berth.cli;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.model.Value;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;

/// Findings for programs.
final class FindingsValue {
  private static final int VERSION = 1;

  private FindingsValue() {}

  static Value of(Collection<Finding> findings) {
    var map = new TreeMap<String, Value>();
    map.put("version", Value.of(VERSION));
    map.put("valid", Value.of(findings.stream().noneMatch(f -> f.severity() != Severity.WARNING)));
    map.put("findings", Value.items(findings.stream().sorted().map(FindingsValue::one).toList()));
    return Value.fields(map);
  }

  static Value one(Finding finding) {
    var map = new TreeMap<String, Value>();
    map.put("severity", Value.of(finding.severity().name().toLowerCase(Locale.ROOT)));
    map.put("rule", Value.of(finding.rule()));
    map.put("path", Value.of(finding.path().toString()));
    map.put("sentence", Value.of(finding.sentence()));
    map.put("hint", Value.of(finding.hint()));
    finding
        .origin()
        .ifPresent(origin -> {
          map.put("file", Value.of(origin.file()));
          map.put("line", Value.of(origin.line()));
          map.put("column", Value.of(origin.column()));
        });
    return Value.fields(map);
  }
}
