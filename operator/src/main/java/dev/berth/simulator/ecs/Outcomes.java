package dev.berth.simulator.ecs;

import java.util.ArrayList;
import java.util.List;

/// The rules, the latest first: the first that matches a container decides, so that a later rule
/// can take an earlier one back.
final class Outcomes {
  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final OutcomeRule rule;
    private int left;

    private Entry(OutcomeRule rule) {
      this.rule = rule;
      this.left = rule.times().orElse(Integer.MAX_VALUE);
    }
  }

  void add(OutcomeRule rule) {
    entries.addFirst(new Entry(rule));
  }

  void clear() {
    entries.clear();
  }

  /// What is to become of a container that is now made; asking uses a limited rule up.
  List<Effect> effects(OutcomeRule.Subject subject) {
    for (var entry : entries) {
      if (entry.left == 0 || !entry.rule.matches(subject)) continue;
      if (entry.left != Integer.MAX_VALUE) entry.left--;
      return entry.rule.effects();
    }
    return List.of();
  }
}
