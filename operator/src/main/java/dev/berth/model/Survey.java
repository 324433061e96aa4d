package dev.berth.model;

import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.Live.LiveService;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A cluster as it was found, whoever owns what is in it.
///
/// @param services each with its task definition
/// @param namespaces of Service Connect, by the ARNs that services name
/// @param scaled whose counts Application Auto Scaling sets
/// @param parts the policies and scheduled actions of those
public record Survey(
    String region,
    Home cluster,
    List<LiveService> services,
    SortedMap<String, Home> namespaces,
    List<LiveScalableTarget> scaled,
    List<LiveScalingPart> parts) {
  public Survey {
    services = List.copyOf(services);
    namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
    scaled = List.copyOf(scaled);
    parts = List.copyOf(parts);
  }

  /// What services live in.
  ///
  /// @param settings what its creation can have asked for, in the API's spelling
  public record Home(String name, Value.Fields settings, Marks marks) {}

  /// The scalable target of a service.
  public Optional<LiveScalableTarget> scaling(LiveService service) {
    var key = ResourceKey.scalableTarget(service.key().name());
    return scaled.stream().filter(target -> target.key().equals(key)).findFirst();
  }
}
