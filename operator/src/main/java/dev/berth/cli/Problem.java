package dev.berth.cli;

import dev.berth.model.Finding;
import java.util.List;

/// Ends a command with a message for people and an exit code.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final transient List<String> lines;
  private final transient List<Finding> findings;

  Problem(Exit exit, List<String> lines) {
    this(exit, lines, List.of());
  }

  /// @param findings what the lines say, where they tell of manifests
  Problem(Exit exit, List<String> lines, List<Finding> findings) {
    super(String.join("\n", lines));
    this.exit = exit;
    this.lines = List.copyOf(lines);
    this.findings = List.copyOf(findings);
  }

  Exit exit() {
    return exit;
  }

  List<String> lines() {
    return lines;
  }

  List<Finding> findings() {
    return findings;
  }
}
