package dev.berth.cli;

import java.util.List;

/// Ends a command with a message for people and an exit code.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final transient List<String> lines;

  Problem(Exit exit, List<String> lines) {
    super(String.join("\n", lines));
    this.exit = exit;
    this.lines = List.copyOf(lines);
  }

  Exit exit() {
    return exit;
  }

  List<String> lines() {
    return lines;
  }
}
