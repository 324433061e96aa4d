package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.TaskStop;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.plan.Reading;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;

/// Reads services: ten by one call, and of each only what there is a reason to read beside.
final class Services {
  /// Source: ECS API reference, DescribeServices.
  static final int BATCH = 10;

  private final AwsClients clients;
  private final String cluster;
  private final Owners owners;
  private final Definitions definitions;
  private final Troubles troubles;
  private final Abreast abreast;

  /// Revisions that were seen deregistered, by ARN. None comes back; where a gate holds what puts
  /// it right, the next look must not take the tags' word for them.
  private final Set<String> inactive = new ConcurrentSkipListSet<>();

  Services(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.cluster = environment.cluster().name();
    this.owners = new Owners(environment);
    this.definitions = new Definitions(clients);
    this.troubles = new Troubles(clients, cluster);
    this.abreast = new Abreast(clients.settings().width());
  }

  /// Those that exist, in the order of their keys.
  List<LiveService> read(Scope scope) {
    clients.deployments().begin();
    var keys = scope.hashes().keySet().stream().filter(key -> key.kind() == Kind.SERVICE);
    var names = Batches.of(keys.map(ResourceKey::name).toList(), BATCH);
    var shapes = abreast.map(names, this::describe).stream().flatMap(List::stream).toList();
    var seen = abreast.map(shapes, shape -> new Seen(shape, live(shape)));
    var newest = newest(seen);
    return abreast.map(seen, each -> whole(each.live(), newest, scope));
  }

  /// A service as it was described.
  private record Seen(Service shape, LiveService live) {}

  /// The newest service deployments of those that roll out by stages, by the services' ARNs.
  private SortedMap<String, PastDeployment> newest(List<Seen> seen) {
    var now = clients.time();
    var staged =
        seen.stream()
            .filter(each -> each.live().owner() instanceof Owner.Ours)
            .filter(each -> Reading.current(each.live(), now))
            .toList();
    var definitions = new TreeMap<String, String>();
    for (var each : staged) {
      each.live().deployments().forEach(d -> definitions.put(d.id(), d.taskDefinition()));
    }
    var arns =
        staged.stream()
            .flatMap(e -> Stream.ofNullable(e.shape().currentServiceDeployment()))
            .toList();
    var newest = troubles.newest(arns, definitions);
    staged.forEach(each -> glimpse(each, newest));
    return newest;
  }

  /// Where ECS names no service deployment, it may be that there are none at this endpoint.
  private void glimpse(Seen seen, SortedMap<String, PastDeployment> newest) {
    var live = seen.live();
    boolean named = seen.shape().currentServiceDeployment() != null;
    if (!named && !clients.deployments().certain()) troubles.history(live);
    if (clients.deployments().certain()) newest.put(live.arn(), Glimpse.newest(live));
  }

  /// One service as DescribeServices shows it: enough for a fingerprint.
  Optional<LiveService> find(ResourceKey key) {
    return describe(List.of(key.name())).stream().findFirst().map(this::live);
  }

  /// ECS answers deleted services as INACTIVE for a while: they are as absent as missing ones.
  List<Service> describe(List<String> names) {
    return describe(cluster, names);
  }

  /// @param in the cluster's name or ARN
  List<Service> describe(String in, List<String> names) {
    var own = in.equals(cluster);
    if (!own) return ask(in, names);
    return clients.recent().read(names, () -> ask(in, names));
  }

  private List<Service> ask(String in, List<String> names) {
    var answer =
        clients.call(() ->
            clients
                .ecs()
                .describeServices(r -> r.cluster(in).services(names).include(ServiceField.TAGS)));
    answer.failures().stream()
        .filter(failure -> !"MISSING".equals(failure.reason()))
        .findFirst()
        .ifPresent(Services::refuse);
    return answer.services().stream().filter(s -> !"INACTIVE".equals(s.status())).toList();
  }

  private static void refuse(software.amazon.awssdk.services.ecs.model.Failure failure) {
    var text = "ECS cannot describe " + failure.arn() + ": " + failure.detail();
    throw new EcsFailure(new Failure(Failure.Kind.UNKNOWN, failure.reason(), text, ""), null);
  }

  private LiveService live(Service service) {
    var key = ResourceKey.service(service.serviceName());
    var marks = Owners.marks(service.tags());
    if (marks.owner().isPresent() || service.taskDefinition() == null) {
      return ServiceShape.live(key, service, marks, owners.of(key, marks));
    }
    // Nobody's, or ours with its tags stripped: the revision that it runs knows.
    var definition = definitions.running(service.taskDefinition());
    var owner = owners.running(definition.marks());
    return ServiceShape.live(key, service, marks, owner).with(Optional.of(definition));
  }

  private LiveService whole(
      LiveService live, SortedMap<String, PastDeployment> newest, Scope scope) {
    var current = Optional.ofNullable(newest.get(live.arn()));
    return live.with(definition(live, scope), history(live, current), stops(live));
  }

  private List<PastDeployment> history(LiveService live, Optional<PastDeployment> newest) {
    var past = Reading.history(live) ? troubles.history(live) : List.<PastDeployment>of();
    if (past.isEmpty() || newest.isEmpty()) return past.isEmpty() ? newest.stream().toList() : past;
    return past.stream()
        .map(each -> each.arn().equals(newest.get().arn()) ? each.with(newest.get()) : each)
        .toList();
  }

  private List<TaskStop> stops(LiveService live) {
    var stops = Reading.stops(live) ? troubles.stops(live) : List.<TaskStop>of();
    if (!Reading.starting(live, clients.time())) return stops;
    return Stream.concat(stops.stream(), troubles.starting(live).stream()).toList();
  }

  private Optional<Definition> definition(LiveService live, Scope scope) {
    if (live.definition().isPresent() || live.taskDefinition().isEmpty()) return live.definition();
    boolean read =
        switch (scope.depth()) {
          case TAGS ->
              inactive.contains(live.taskDefinition())
                  || Reading.definition(live, scope.hashes().get(live.key()));
          case REFRESH -> true;
        };
    if (!read) return Optional.empty();
    var definition = definitions.running(live.taskDefinition());
    if (Reading.deregistered(definition)) inactive.add(live.taskDefinition());
    return Optional.of(definition);
  }
}
