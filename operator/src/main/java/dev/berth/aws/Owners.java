package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Tag;

/// Whose a live thing is, by its tags.
final class Owners {
  private final String ours;

  Owners(EnvironmentSpec environment) {
    this.ours = environment.owner();
  }

  Owner of(ResourceKey key, Marks marks) {
    var owner = marks.owner();
    boolean same = owner.filter(ours::equals).isPresent();
    if (same && key.toString().equals(marks.tags().get(Marks.KEY))) return new Owner.Ours(ours);
    return new Owner.Foreign(owner);
  }

  /// The same for what has no owner's tag, though it runs something.
  Owner running(Marks definition) {
    return ours(definition) ? new Owner.Lost() : new Owner.Foreign(Optional.empty());
  }

  Owner ourselves() {
    return new Owner.Ours(ours);
  }

  boolean ours(Marks marks) {
    return marks.owner().filter(ours::equals).isPresent();
  }

  static Marks marks(List<Tag> tags) {
    var map = new TreeMap<String, String>();
    tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return new Marks(map);
  }
}
