package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Fact;
import dev.berth.reconcile.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The cluster, with its capacity providers, and Cloud Map namespaces.
final class HomeLooks {
  private final AwsClients clients;
  private final Homes homes;

  HomeLooks(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.homes = new Homes(clients, environment);
  }

  /// The environment has one.
  SortedMap<String, Sighting<Fact>> clusters(TreeSet<String> names) {
    var found = new TreeMap<String, Sighting<Fact>>();
    for (var name : names) {
      found.put(name, look("cluster " + name, "ecs:DescribeClusters", this::cluster));
    }
    return found;
  }

  private Optional<Fact> cluster() {
    return homes
        .findCluster()
        .map(live -> new Fact.Cluster(homes.status(), providers(live.fields())));
  }

  private static List<String> providers(Fields cluster) {
    return cluster.items("capacityProviders").stream()
        .map(item -> item instanceof Value.Text(var text) ? text : "")
        .collect(Collectors.toList());
  }

  SortedMap<String, Sighting<Fact>> namespaces(TreeSet<String> names) {
    var found = new TreeMap<String, Sighting<Fact>>();
    for (var name : names) {
      var home = new Home(name, Origin.EXPECTED, Fields.EMPTY);
      found.put(
          name,
          look(
              "namespace " + name,
              "servicediscovery:ListNamespaces",
              () -> homes.findNamespace(home).map(_ -> new Fact.There())));
    }
    return found;
  }

  private Sighting<Fact> look(
      String what, String permission, Supplier<Optional<? extends Fact>> find) {
    try {
      var fact = find.get();
      if (fact.isPresent()) return new Sighting.Found<>(fact.get());
      return new Sighting.Missing<>(
          "there is no %s in %s".formatted(what, clients.region()),
          "create it, correct its name, or say create: true in the environment");
    } catch (EcsFailure e) {
      if (e.failure().passing()) throw e;
      return Refusals.hidden(e.failure(), permission);
    }
  }
}
