package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Finding;
import dev.berth.model.Path;
import dev.berth.model.Wanted;
import java.util.List;

/// What policies object to, as a diff names it: a finding's path begins with `spec`.
final class Denials {
  private Denials() {}

  static List<Path> paths(Wanted want, Desired desired) {
    return paths(desired.denied().getOrDefault(want.key(), List.of()));
  }

  private static List<Path> paths(List<Finding> denials) {
    return denials.stream()
        .map(finding -> finding.path().steps())
        .filter(steps -> steps.size() > 1)
        .map(steps -> new Path(steps.subList(1, steps.size())))
        .toList();
  }

  static boolean cover(List<Finding> denials, Path path) {
    return paths(denials).stream().anyMatch(path::within);
  }
}
