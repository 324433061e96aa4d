package dev.berth.manifest;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.Inputs;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import dev.berth.model.Wiring.Edge;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The AWS objects that an environment's resources mean. Edges to what is not here are left out.
final class Expand {
  private Expand() {}

  static SortedMap<ResourceKey, Wanted> all(EnvironmentSpec environment, List<Draft> drafts) {
    var wanted = new TreeMap<ResourceKey, Wanted>();
    home(ResourceKey.cluster(environment.cluster().name()), environment.cluster())
        .ifPresent(made -> wanted.put(made.key(), made));
    environment
        .namespace()
        .flatMap(home -> home(ResourceKey.namespace(home.name()), home))
        .ifPresent(made -> wanted.put(made.key(), made));
    var keys = new TreeMap<String, ResourceKey>();
    for (var draft : drafts) keys.put(draft.name(), draft.key());
    for (var draft : drafts) {
      var key = keys.get(draft.name());
      wanted.put(key, new Wanted(key, draft.fields(), wiring(draft, keys), draft.terms()));
      for (var scaling : Scaled.of(draft)) wanted.put(scaling.key(), scaling);
    }
    return wanted;
  }

  private static Optional<Wanted> home(ResourceKey key, Home home) {
    return switch (home.origin()) {
      case CREATED -> Optional.of(new Wanted(key, home.settings(), Wiring.NONE));
      case EXPECTED -> Optional.empty();
    };
  }

  private static Wiring wiring(Draft draft, SortedMap<String, ResourceKey> keys) {
    var gates =
        draft.dependsOn().stream()
            .filter(edge -> keys.containsKey(edge.to()))
            .map(edge -> new Edge(keys.get(edge.to()), edge.condition()))
            .toList();
    var servers =
        draft.connectsTo().stream()
            .filter(edge -> keys.containsKey(edge.to()))
            .map(edge -> keys.get(edge.to()))
            .toList();
    return new Wiring(
        gates,
        servers,
        draft.deadline(),
        draft.ignore(),
        draft.tree().parameters(),
        draft.tree().places(),
        Inputs.following(draft.follows()),
        draft.adoption());
  }
}
