package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveCluster;
import dev.berth.model.Live.LiveNamespace;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Server;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.reconcile.EcsFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.servicediscovery.model.FilterCondition;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilter;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceType;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilterName;

/// Reads what services live in: the cluster and the Service Connect namespace.
final class Homes {
  /// Source: Cloud Map API reference, ListServices.
  private static final int PAGE = 100;

  private final AwsClients clients;
  private final EnvironmentSpec environment;
  private final Owners owners;

  Homes(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.environment = environment;
    this.owners = new Owners(environment);
  }

  /// @throws EcsFailure when it is absent though the environment expects it
  Optional<LiveCluster> cluster() {
    var found = findCluster();
    if (found.isEmpty()) expected("cluster", environment.cluster());
    return found;
  }

  /// Empty also where the environment has none.
  ///
  /// @throws EcsFailure when it is absent though the environment expects it
  Optional<LiveNamespace> namespace() {
    if (environment.namespace().isEmpty()) return Optional.empty();
    var home = environment.namespace().get();
    var found = findNamespace(home);
    if (found.isEmpty()) expected("namespace", home);
    return found;
  }

  /// The namespaces of services that are not the environment's: ECS tells them by their ARNs alone,
  /// and manifests by their names.
  List<LiveNamespace> others(Collection<Live> live) {
    var known = new TreeSet<String>();
    var arns = new TreeSet<String>();
    for (var each : live) {
      switch (each) {
        case LiveNamespace namespace -> known.add(namespace.arn());
        case LiveService service ->
            service
                .fields()
                .fields("serviceConnectConfiguration")
                .text("namespace")
                .ifPresent(arns::add);
        case LiveCluster _, Live.LiveJob _, Live.LiveScalingPart _ -> {}
        case Live.LiveScalableTarget _, Live.HiddenScalableTarget _ -> {}
      }
    }
    arns.removeAll(known);
    return arns.stream().flatMap(arn -> other(arn).stream()).toList();
  }

  /// Empty where it is gone.
  private Optional<LiveNamespace> other(String arn) {
    if (!arn.contains(":namespace/")) return Optional.empty();
    var id = arn.substring(arn.lastIndexOf('/') + 1);
    try {
      var found = clients.call(() -> clients.cloudMap().getNamespace(r -> r.id(id))).namespace();
      var key = ResourceKey.namespace(found.name());
      var nobody = new Owner.Foreign(Optional.empty());
      return Optional.of(new LiveNamespace(key, arn, nobody, servers(id)));
    } catch (EcsFailure e) {
      if (e.failure().kind() != Failure.Kind.MISSING) throw e;
      return Optional.empty();
    }
  }

  private void expected(String what, Home home) {
    if (home.origin() == Origin.CREATED) return;
    throw new EcsFailure(
        new Failure(
            Failure.Kind.MISSING,
            what.equals("cluster") ? "ClusterNotFound" : "NamespaceNotFound",
            "there is no " + what + " " + home.name() + " in " + clients.region(),
            "create it, correct its name, or say create: true in the environment"),
        null);
  }

  Optional<LiveCluster> findCluster() {
    var key = ResourceKey.cluster(environment.cluster().name());
    return describe().map(cluster -> live(key, cluster));
  }

  /// The cluster's, in ECS's words; empty when there is none.
  String status() {
    return describe().map(Cluster::status).orElse("");
  }

  /// A deleted cluster stays visible as INACTIVE for a while.
  Optional<Cluster> describe() {
    var name = environment.cluster().name();
    var answer =
        clients.call(() ->
            clients
                .ecs()
                .describeClusters(
                    r -> r.clusters(name).include(ClusterField.TAGS, ClusterField.SETTINGS)));
    return answer.clusters().stream()
        .filter(cluster -> !"INACTIVE".equals(cluster.status()))
        .findFirst();
  }

  private LiveCluster live(ResourceKey key, Cluster cluster) {
    var owner = owners.of(key, Owners.marks(cluster.tags()));
    return new LiveCluster(
        key,
        cluster.clusterArn(),
        owner,
        Members.cluster(cluster),
        ServiceShape.number(cluster.activeServicesCount()));
  }

  Optional<LiveNamespace> findNamespace(Home home) {
    return summary(home.name()).map(summary -> live(summary, home));
  }

  /// Service Connect takes a namespace of any type; where several bear a name, the HTTP one.
  private Optional<NamespaceSummary> summary(String name) {
    var filter =
        NamespaceFilter.builder()
            .name(NamespaceFilterName.NAME)
            .values(name)
            .condition(FilterCondition.EQ)
            .build();
    var pages =
        clients.call(() ->
            clients.cloudMap().listNamespacesPaginator(r -> r.filters(filter)).stream().toList());
    return pages.stream()
        .flatMap(page -> page.namespaces().stream())
        .filter(namespace -> namespace.name().equals(name))
        .min(
            Comparator.comparing((NamespaceSummary n) -> n.type() != NamespaceType.HTTP)
                .thenComparing(NamespaceSummary::id));
  }

  private LiveNamespace live(NamespaceSummary summary, Home home) {
    var key = ResourceKey.namespace(home.name());
    return new LiveNamespace(key, summary.arn(), owner(key, summary, home), servers(summary.id()));
  }

  /// Only what the environment makes for itself can be its own; another's tags are not asked for.
  private Owner owner(ResourceKey key, NamespaceSummary summary, Home home) {
    return switch (home.origin()) {
      case EXPECTED -> new Owner.Foreign(Optional.empty());
      case CREATED -> owners.of(key, marks(summary.arn()));
    };
  }

  Marks marks(String arn) {
    var answer =
        clients.call(() -> clients.cloudMap().listTagsForResource(r -> r.resourceARN(arn)));
    var tags = new TreeMap<String, String>();
    answer.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return new Marks(tags);
  }

  private List<Server> servers(String namespace) {
    var filter =
        ServiceFilter.builder()
            .name(ServiceFilterName.NAMESPACE_ID)
            .values(namespace)
            .condition(FilterCondition.EQ)
            .build();
    var pages =
        clients.call(() ->
            clients
                .cloudMap()
                .listServicesPaginator(r -> r.filters(filter).maxResults(PAGE))
                .stream()
                .toList());
    return pages.stream()
        .flatMap(page -> page.services().stream())
        .map(service -> new Server(service.name(), ServiceShape.time(service.createDate())))
        .sorted(Comparator.comparing(Server::name))
        .toList();
  }
}
