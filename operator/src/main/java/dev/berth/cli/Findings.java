package dev.berth.cli;

import dev.berth.model.Finding;
import dev.berth.model.Finding.Severity;
import dev.berth.plan.Palette;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Findings for people, one line each.
final class Findings {
  private Findings() {}

  static List<String> lines(Collection<Finding> findings, Palette palette) {
    return findings.stream().sorted().map(finding -> line(finding, palette)).toList();
  }

  /// Everything that is wrong at once, and how much that is.
  static Problem problem(Collection<Finding> findings) {
    var lines = new ArrayList<>(lines(findings, Palette.PLAIN));
    long errors = findings.stream().filter(f -> f.severity() != Severity.WARNING).count();
    lines.add(errors + (errors == 1 ? " error" : " errors") + "; nothing was changed");
    return new Problem(Exit.INVALID, lines, List.copyOf(findings));
  }

  private static String line(Finding finding, Palette palette) {
    return switch (finding.severity()) {
      case ERROR -> palette.bad("error  ") + " " + finding;
      case DENY -> palette.bad("denied ") + " " + finding;
      case WARNING -> palette.waits("warning") + " " + finding;
    };
  }
}
