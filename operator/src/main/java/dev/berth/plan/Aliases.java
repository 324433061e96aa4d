package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Server;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the Service Connect names that a running client cannot resolve: the list of endpoints is
/// fixed when a deployment starts (R-14; source: ECS developer guide, Service Connect concepts).
final class Aliases {
  private Aliases() {}

  /// The newest such name, by its discovery name.
  static Optional<String> unseen(
      Wanted want, LiveService have, Desired desired, Observed observed) {
    if (!want.fields().fields("serviceConnectConfiguration").on("enabled")) return Optional.empty();
    var started = have.primary().map(Deployment::createdAt);
    if (started.isEmpty()) return Optional.empty();
    var names = new TreeSet<String>();
    for (var server : servers(want)) names.addAll(discoveryNames(desired.wanted().get(server)));
    return newer(started.get(), observed).stream()
        .filter(server -> names.contains(server.name()))
        .max(Comparator.comparing(Server::createdAt).thenComparing(Server::name))
        .map(Server::name);
  }

  private static List<ResourceKey> servers(Wanted want) {
    var servers = new TreeSet<>(want.wiring().connectsTo());
    want.wiring().dependsOn().stream().map(Wiring.Edge::on).forEach(servers::add);
    return List.copyOf(servers);
  }

  private static List<String> discoveryNames(Wanted server) {
    if (server == null) return List.of();
    return server.fields().fields("serviceConnectConfiguration").each("services").stream()
        .map(Aliases::discoveryName)
        .flatMap(Optional::stream)
        .toList();
  }

  /// Unstated, it is the port's name (source: ECS API reference, ServiceConnectService).
  private static Optional<String> discoveryName(Value.Fields service) {
    return service.text("discoveryName").or(() -> service.text("portName"));
  }

  private static List<Server> newer(Instant started, Observed observed) {
    return observed.live().values().stream()
        .filter(LiveNamespace.class::isInstance)
        .map(LiveNamespace.class::cast)
        .flatMap(namespace -> namespace.servers().stream())
        .filter(server -> server.createdAt().isAfter(started))
        .toList();
  }
}
