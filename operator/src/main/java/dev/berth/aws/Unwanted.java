package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Strays;
import dev.berth.model.Strays.Stray;
import dev.berth.reconcile.Scope;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;

/// Looks for the environment's own services that no manifest wants.
///
/// Where all ACTIVE services of the cluster are wanted, the cluster's own count says so. Otherwise
/// it takes a call for a hundred services, and one for ten names that are not wanted.
final class Unwanted {
  /// Source: ECS API reference, ListServices.
  private static final int PAGE = 100;

  private final AwsClients clients;
  private final Services services;
  private final String cluster;
  private final Owners owners;
  private final Abreast abreast;

  Unwanted(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.services = new Services(clients, environment);
    this.cluster = environment.cluster().name();
    this.owners = new Owners(environment);
    this.abreast = new Abreast(clients.settings().width());
  }

  /// @param live the cluster and the wanted services, as they were just read
  Strays read(Scope scope, SortedMap<ResourceKey, Live> live) {
    if (active(live.values()) >= counted(live.values())) return new Strays.Found(List.of());
    var names =
        names().filter(name -> !scope.hashes().containsKey(ResourceKey.service(name))).toList();
    var shapes = abreast.map(Batches.of(names, Services.BATCH), services::describe);
    return new Strays.Found(shapes.stream().flatMap(List::stream).flatMap(this::own).toList());
  }

  private static long active(Collection<Live> live) {
    return live.stream()
        .filter(each -> each instanceof LiveService service && service.state() == State.ACTIVE)
        .count();
  }

  private static int counted(Collection<Live> live) {
    return live.stream()
        .filter(LiveCluster.class::isInstance)
        .mapToInt(each -> ((LiveCluster) each).services())
        .sum();
  }

  private Stream<String> names() {
    var pages =
        clients.call(() ->
            clients.ecs().listServicesPaginator(r -> r.cluster(cluster).maxResults(PAGE)).stream()
                .toList());
    return pages.stream()
        .flatMap(page -> page.serviceArns().stream())
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
  }

  /// A tag alone makes nothing a candidate: owner, name and cluster must agree.
  private Stream<Stray> own(Service service) {
    var key = ResourceKey.service(service.serviceName());
    var marks = Owners.marks(service.tags());
    var owner = owners.of(key, marks);
    if (!(owner instanceof Owner.Ours) || !"ACTIVE".equals(service.status())) return Stream.of();
    var live = ServiceShape.live(key, service, marks, owner);
    return Stream.of(new Stray(live, ServiceShape.time(service.createdAt())));
  }
}
