package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What to do, and why: one verdict a key, and the calls that can be made now, in order.
///
/// @param waves for headings only: a key's distance from the keys without dependencies, from 0
public record Plan(
    Desired desired,
    Observed observed,
    SortedMap<ResourceKey, Integer> waves,
    List<Change> changes,
    List<Action> actions) {
  public Plan {
    waves = Collections.unmodifiableSortedMap(new TreeMap<>(waves));
    changes = List.copyOf(changes);
    actions = List.copyOf(actions);
  }

  /// Whether live is not as wanted, now or after what is under way.
  public boolean differs() {
    return changes.stream().anyMatch(change -> !(change instanceof Change.Keep));
  }

  /// What is to tell beside the verdicts, a sentence each.
  public List<String> notes() {
    return PlanNotes.of(this);
  }

  /// What a waiting key waits for in the end: of its closed gates, those towards keys that do not
  /// wait themselves.
  public List<Change.Closed> roots(Change.Waiting waiting) {
    var others =
        changes.stream().filter(Change.Waiting.class::isInstance).map(Change::key).toList();
    var roots = waiting.on().stream().filter(closed -> !others.contains(closed.on())).toList();
    return roots.isEmpty() ? waiting.on() : roots;
  }
}
