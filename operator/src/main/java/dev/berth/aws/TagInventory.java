package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure.Kind;
import dev.berth.model.Marks;
import dev.berth.reconcile.EcsFailure;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/// What bears an environment's owner tag, by the Resource Groups Tagging API. It lags behind, and
/// still knows what is gone: it names where to look, and proves nothing.
final class TagInventory {
  private static final String DEFINITION = "ecs:task-definition";

  private final AwsClients clients;
  private final String owner;
  private final Homes homes;
  private final Residents residents;
  private final EnvironmentSpec environment;

  TagInventory(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.environment = environment;
    this.owner = environment.owner();
    this.homes = new Homes(clients, environment);
    this.residents = new Residents(clients, environment);
  }

  /// Families that have revisions of ours. None where the caller may not ask, or nobody answers:
  /// then only those are looked at that a manifest or a service names.
  SortedSet<String> families() {
    try {
      return new TreeSet<>(tagged(DEFINITION).map(RevisionShelf::family).toList());
    } catch (EcsFailure e) {
      boolean known = e.failure().kind() == Kind.DENIED || clients.lacks(e.failure());
      if (!known) throw e;
      return new TreeSet<>();
    }
  }

  /// What of it a direct look confirms.
  SortedSet<String> inventory(RevisionShelf shelf) {
    var live = new TreeSet<String>();
    homes.findCluster().ifPresent(cluster -> live.add(cluster.arn()));
    environment
        .namespace()
        .flatMap(homes::findNamespace)
        .ifPresent(namespace -> live.add(namespace.arn()));
    if (homes.findCluster().isPresent()) {
      var cluster = environment.cluster().name();
      residents.services(cluster).forEach(each -> live.add(each.live().arn()));
      residents.tasks(cluster).forEach(task -> live.add(task.arn()));
    }
    var found = tagged().toList();
    var families = new TreeSet<String>();
    found.stream().filter(TagInventory::revision).map(RevisionShelf::family).forEach(families::add);
    var active = new TreeSet<String>();
    shelf.active(families).values().forEach(active::addAll);
    return new TreeSet<>(
        found.stream()
            .filter(arn ->
                revision(arn)
                    ? active.contains(arn.substring(arn.lastIndexOf('/') + 1))
                    : live.contains(arn))
            .toList());
  }

  private static boolean revision(String arn) {
    return arn.contains(":task-definition/");
  }

  private Stream<String> tagged(String... types) {
    var owned = TagFilter.builder().key(Marks.OWNER).values(owner).build();
    var pages =
        clients.call(() ->
            clients
                .tagging()
                .getResourcesPaginator(r -> r.tagFilters(owned).resourceTypeFilters(List.of(types)))
                .stream()
                .toList());
    return pages.stream()
        .flatMap(page -> page.resourceTagMappingList().stream())
        .map(mapping -> mapping.resourceARN());
  }
}
