package dev.berth.aws;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Revision;
import dev.berth.model.Belongings.Service;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure.Kind;
import dev.berth.model.Live.LiveCluster;
import dev.berth.plan.Removal;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an environment has, for `gc` and `destroy`: ECS itself is the evidence; the tag inventory
/// only names families that no manifest and no service names any more.
public final class SdkEstate implements Estate {
  private final AwsClients clients;
  private final EnvironmentSpec environment;
  private final Homes homes;
  private final Residents residents;
  private final RevisionShelf shelf;
  private final TagInventory tags;
  private final Scheduled scheduled;
  private final ScalableTargets targets;
  private final Removals removals;

  public SdkEstate(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.environment = environment;
    this.homes = new Homes(clients, environment);
    this.residents = new Residents(clients, environment);
    this.shelf = new RevisionShelf(clients);
    this.tags = new TagInventory(clients, environment);
    this.scheduled = new Scheduled(clients);
    this.targets = new ScalableTargets(clients, environment);
    this.removals = new Removals(clients, environment);
  }

  @Override
  public Belongings survey(Look look) {
    clients.deployments().begin();
    var cluster = homes.findCluster();
    var name = environment.cluster().name();
    var services = cluster.isPresent() ? residents.services(name) : List.<Service>of();
    var tasks = cluster.isPresent() ? residents.tasks(name) : List.<Belongings.Task>of();
    var uses = new TreeMap<String, String>();
    residents.uses(services, tasks, uses);
    var unseen = new TreeSet<String>();
    var clusters = new ArrayList<String>();
    cluster.map(LiveCluster::arn).ifPresent(clusters::add);
    if (look.beyond().contains(Beyond.CLUSTERS)) {
      var others = others(cluster, unseen);
      uses(others, uses, unseen);
      clusters.addAll(others);
    }
    if (look.beyond().contains(Beyond.SCHEDULES)) scheduled.uses(clusters, uses, unseen);
    var families = new TreeSet<>(look.families());
    families.addAll(tags.families());
    services.stream()
        .map(each -> each.live().taskDefinition())
        .filter(arn -> !arn.isEmpty())
        .map(RevisionShelf::family)
        .forEach(families::add);
    return new Belongings(
        clients.time(),
        cluster,
        environment.namespace().flatMap(homes::findNamespace),
        services,
        tasks,
        shelf.active(families),
        look.age() == Age.DEREGISTERED ? shelf.inactive(families) : new TreeMap<>(),
        look.beyond().contains(Beyond.SCALING) ? outlived(services, unseen) : new TreeSet<>(),
        uses,
        unseen);
  }

  private TreeSet<String> outlived(List<Belongings.Service> services, TreeSet<String> unseen) {
    var there = services.stream().map(each -> each.live().key().name()).toList();
    try {
      return targets.outlived(there);
    } catch (EcsFailure e) {
      if (clients.lacks(e.failure())) return new TreeSet<>();
      if (e.failure().kind() != Kind.DENIED) throw e;
      unseen.add(
          "scalable targets of services that are gone"
              + " (allow application-autoscaling:DescribeScalableTargets)");
      return new TreeSet<>();
    }
  }

  private List<String> others(Optional<LiveCluster> own, TreeSet<String> unseen) {
    try {
      var all = new ArrayList<>(residents.clusters());
      own.map(LiveCluster::arn).ifPresent(all::remove);
      return all;
    } catch (EcsFailure e) {
      if (e.failure().kind() != Kind.DENIED) throw e;
      unseen.add("services and tasks of other clusters (allow ecs:ListClusters)");
      return List.of();
    }
  }

  /// What runs in other clusters of the account may use a revision, too.
  private void uses(List<String> clusters, TreeMap<String, String> uses, TreeSet<String> unseen) {
    for (var arn : clusters) {
      try {
        residents.uses(residents.services(arn), residents.tasks(arn), uses);
      } catch (EcsFailure e) {
        if (e.failure().kind() != Kind.DENIED) throw e;
        unseen.add("services and tasks of the cluster " + arn.substring(arn.indexOf('/') + 1));
      }
    }
  }

  @Override
  public List<Revision> read(SortedSet<String> names) {
    return shelf.read(names);
  }

  @Override
  public Performed remove(Removal removal) {
    return removals.remove(removal);
  }

  @Override
  public SortedSet<String> inventory() {
    return tags.inventory(shelf);
  }

  @Override
  public int calls() {
    return clients.calls();
  }
}
