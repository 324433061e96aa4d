package dev.berth.simulator.neighbours;

import java.util.List;

/// The paths of one expression, of which none may be in another.
final class Paths {
  private Paths() {}

  static void distinct(Tokens tokens, List<DocumentPath> paths, DocumentPath another) {
    for (var each : paths) {
      if (!each.within(another) && !another.within(each)) {
        conflict(tokens, each, another);
        continue;
      }
      throw tokens.invalid(
          "Two document paths overlap with each other; must remove or rewrite one of these paths;"
              + " path one: %s, path two: %s".formatted(each, another));
    }
    paths.add(another);
  }

  /// The same place can't be both a map and a list.
  private static void conflict(Tokens tokens, DocumentPath one, DocumentPath other) {
    for (var i = 0; ; i++) {
      var left = one.steps().get(i);
      var right = other.steps().get(i);
      if (left.getClass() != right.getClass()) {
        throw tokens.invalid(
            "Two document paths conflict with each other; must remove or rewrite one of these"
                + " paths;"
                + " path one: %s, path two: %s".formatted(one, other));
      }
      if (!left.equals(right)) return;
    }
  }
}
