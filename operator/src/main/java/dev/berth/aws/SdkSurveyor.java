package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure;
import dev.berth.model.Live.LiveService;
import dev.berth.model.ResourceKey;
import dev.berth.model.Survey;
import dev.berth.model.Survey.Home;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.reconcile.Surveyor;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A cluster as ECS, Cloud Map and Application Auto Scaling show it.
public final class SdkSurveyor implements Surveyor {
  /// Source: ECS API reference, ListServices.
  private static final int PAGE = 100;

  private final AwsClients clients;

  public SdkSurveyor(AwsClients clients) {
    this.clients = clients;
  }

  /// N services cost a call for a hundred of them, one for ten and one for each; two for each
  /// namespace; and two beside.
  @Override
  public Survey survey(String cluster, List<String> wanted) {
    var environment = EnvironmentSpec.nobodys(cluster);
    var homes = new Homes(clients, environment);
    var found = homes.describe().orElseThrow(() -> missing("cluster " + cluster));
    var services = services(environment, wanted.isEmpty() ? names(cluster) : wanted);
    for (var name : wanted) {
      boolean there = services.stream().anyMatch(s -> s.key().name().equals(name));
      if (!there) throw missing("service " + name + " in the cluster " + cluster);
    }
    var namespaces = new TreeMap<String, Home>();
    for (var service : services) {
      connected(service).ifPresent(arn -> namespaces.computeIfAbsent(arn, a -> named(a, homes)));
    }
    var scaled = new ScalableTargets(clients, environment).of(services);
    var home = new Home(cluster, Members.cluster(found), Owners.marks(found.tags()));
    var parts = new ScalingParts(clients, environment).of(scaled);
    return new Survey(clients.region(), home, services, namespaces, scaled, parts);
  }

  private List<String> names(String cluster) {
    var pages =
        clients.call(() ->
            clients.ecs().listServicesPaginator(r -> r.cluster(cluster).maxResults(PAGE)).stream()
                .toList());
    return pages.stream()
        .flatMap(page -> page.serviceArns().stream())
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  private List<LiveService> services(EnvironmentSpec environment, List<String> names) {
    var hashes = new TreeMap<ResourceKey, String>();
    names.forEach(name -> hashes.put(ResourceKey.service(name), ""));
    return new Services(clients, environment).read(new Scope(environment, hashes, Depth.REFRESH));
  }

  /// The ARN of a service's namespace.
  private static Optional<String> connected(LiveService service) {
    return service.fields().fields("serviceConnectConfiguration").text("namespace");
  }

  private Home named(String arn, Homes homes) {
    var id = arn.substring(arn.lastIndexOf('/') + 1);
    var found = clients.call(() -> clients.cloudMap().getNamespace(r -> r.id(id)));
    return new Home(found.namespace().name(), Fields.EMPTY, homes.marks(arn));
  }

  private EcsFailure missing(String what) {
    var sentence = "there is no " + what + " in " + clients.region();
    return new EcsFailure(
        new Failure(Failure.Kind.MISSING, "NotFound", sentence, "correct the name or --region"),
        null);
  }
}
