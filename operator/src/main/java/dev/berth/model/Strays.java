package dev.berth.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Services of an environment that its manifests no longer want: they lie in its cluster,
/// and their tags say that they are its own, by these very names.
public sealed interface Strays {
  /// Nobody looked.
  record Unknown() implements Strays {}

  /// @param services what was made last comes first: a service is made after what it depends on
  record Found(List<Stray> services) implements Strays {
    private static final Comparator<Stray> ORDER =
        Comparator.comparing(Stray::createdAt).reversed().thenComparing(Stray::key);

    public Found {
      services = services.stream().sorted(ORDER).toList();
    }
  }

  record Stray(Live.LiveService service, Instant createdAt) {
    public ResourceKey key() {
      return service.key();
    }
  }

  /// Those that are known.
  default List<Stray> known() {
    return switch (this) {
      case Unknown() -> List.of();
      case Found(var services) -> services;
    };
  }
}
