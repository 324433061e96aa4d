package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tags that Berth puts on what it makes, with the environment's own.
final class OwnTags {
  private OwnTags() {}

  static SortedMap<String, String> of(ResourceKey key, Desired desired) {
    var tags = new TreeMap<>(desired.environment().tags());
    tags.put(Marks.OWNER, desired.environment().owner());
    tags.put(Marks.KEY, key.toString());
    tags.put(Marks.REVISION, desired.revision());
    return tags;
  }

  /// The same for what a key is now written for.
  static SortedMap<String, String> written(ResourceKey key, Desired desired, String settings) {
    var tags = of(key, desired);
    tags.put(Marks.SETTINGS, settings);
    return tags;
  }
}
