package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far each key is from the keys without dependencies. For headings and order; nothing waits
/// for a wave, only for an edge.
final class Waves {
  private Waves() {}

  /// @param keys wanted or live: what is not wanted any more goes with its service
  static SortedMap<ResourceKey, Integer> of(Desired desired, Collection<ResourceKey> keys) {
    var waves = new TreeMap<ResourceKey, Integer>();
    keys.forEach(key -> depth(key, desired, waves, new ArrayList<>()));
    return waves;
  }

  static List<ResourceKey> order(SortedMap<ResourceKey, Integer> waves) {
    var byWave = Comparator.comparing((ResourceKey key) -> waves.get(key));
    return waves.keySet().stream().sorted(byWave.thenComparing(key -> key)).toList();
  }

  private static int depth(
      ResourceKey key,
      Desired desired,
      SortedMap<ResourceKey, Integer> known,
      List<ResourceKey> above) {
    if (known.containsKey(key)) return known.get(key);
    if (key.scales()) return scaled(key, desired, known, above);
    if (above.contains(key)) throw new IllegalArgumentException("a cycle through " + key);
    above.add(key);
    int depth = key.kind().home() ? 0 : homes(desired);
    for (var edge : edges(key, desired)) {
      if (!desired.wanted().containsKey(edge.on())) continue;
      depth = Math.max(depth, depth(edge.on(), desired, known, above) + 1);
    }
    above.remove(key);
    known.put(key, depth);
    return depth;
  }

  /// What scales a service comes right after it.
  private static int scaled(
      ResourceKey key,
      Desired desired,
      SortedMap<ResourceKey, Integer> known,
      List<ResourceKey> above) {
    int depth = depth(key.ofService().orElseThrow(), desired, known, above);
    known.put(key, depth);
    return depth;
  }

  private static List<Wiring.Edge> edges(ResourceKey key, Desired desired) {
    var want = desired.wanted().get(key);
    return want == null ? List.of() : want.wiring().dependsOn();
  }

  /// 1 where the environment makes its own cluster or namespace: that is the wave before.
  private static int homes(Desired desired) {
    boolean any = desired.wanted().keySet().stream().anyMatch(k -> k.kind().home());
    return any ? 1 : 0;
  }
}
