package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Reading;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// Looks what scales the services that a manifest scales, or once scaled, and who scales those
/// whose counts are not the stated ones. Of the others nobody is asked.
final class ScalableTargets {
  /// Source: Application Auto Scaling API reference, DescribeScalableTargets: what a page holds.
  private static final int BATCH = 50;

  private static final String DENIED = "application-autoscaling:DescribeScalableTargets is denied";

  private final AwsClients clients;
  private final String prefix;
  private final Owners owners;
  private final ScalingParts parts;
  private final Abreast abreast;

  ScalableTargets(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.prefix = prefix(environment);
    this.owners = new Owners(environment);
    this.parts = new ScalingParts(clients, environment);
    this.abreast = new Abreast(clients.settings().width());
  }

  /// What stands before a service's name in the id of its scalable target.
  static String prefix(EnvironmentSpec environment) {
    return "service/" + environment.cluster().name() + "/";
  }

  List<Live> read(List<LiveService> services, Scope scope) {
    var looked = new TreeMap<ResourceKey, Looked>();
    for (var service : services) {
      if (Reading.scaled(service, scope.scaled()::contains)) {
        looked.put(service.key(), new Looked(service, For.KEEPING));
      } else if (Reading.scaling(service, stated(service, scope))) {
        looked.put(service.key(), new Looked(service, For.COUNTING));
      }
    }
    var live = new ArrayList<Live>();
    abreast.map(Batches.of(looked.values(), BATCH), this::look).forEach(live::addAll);
    live.addAll(parts.of(live.stream().flatMap(one -> ours(one).stream()).toList()));
    return live;
  }

  private enum For {
    /// Berth scales it.
    KEEPING,
    /// Only whether somebody does is to be known.
    COUNTING
  }

  private record Looked(LiveService service, For reason) {
    String name() {
      return service.key().name();
    }
  }

  private static Optional<Integer> stated(LiveService service, Scope scope) {
    return Optional.ofNullable(scope.counts().get(service.key()));
  }

  /// Of these services, whoever owns them.
  List<LiveScalableTarget> of(List<LiveService> services) {
    var looked = services.stream().map(service -> new Looked(service, For.COUNTING)).toList();
    var found = new ArrayList<LiveScalableTarget>();
    for (var batch : abreast.map(Batches.of(looked, BATCH), this::look)) {
      for (var live : batch) if (live instanceof LiveScalableTarget target) found.add(target);
    }
    return List.copyOf(found);
  }

  private static Optional<LiveScalableTarget> ours(Live live) {
    return live instanceof LiveScalableTarget target && target.owner() instanceof Owner.Ours
        ? Optional.of(target)
        : Optional.empty();
  }

  /// None where an emulator has no Application Auto Scaling, unless it is needed.
  private List<Live> look(List<Looked> services) {
    try {
      return described(services);
    } catch (EcsFailure e) {
      if (services.stream().anyMatch(one -> one.reason() == For.KEEPING)) throw e;
      if (clients.lacks(e.failure())) return List.of();
      if (!e.failure().code().startsWith("AccessDenied")) throw e;
      return services.stream().map(one -> hidden(one.name())).toList();
    }
  }

  private List<Live> described(List<Looked> services) {
    var byName = new TreeMap<String, Looked>();
    services.forEach(one -> byName.put(one.name(), one));
    return abreast.map(
        describe(List.copyOf(byName.keySet())), target -> live(target, byName.get(name(target))));
  }

  private List<ScalableTarget> describe(List<String> services) {
    return found(r ->
        r.scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .resourceIds(services.stream().map(prefix::concat).toList()));
  }

  private List<ScalableTarget> found(Consumer<DescribeScalableTargetsRequest.Builder> which) {
    var request =
        DescribeScalableTargetsRequest.builder()
            .serviceNamespace(ServiceNamespace.ECS)
            .applyMutation(which)
            .build();
    var pages =
        clients.call(
            () -> clients.scaling().describeScalableTargetsPaginator(request).stream().toList());
    return pages.stream().flatMap(page -> page.scalableTargets().stream()).toList();
  }

  /// The services of the cluster that are gone, and whose targets of our own are not: a call for
  /// fifty targets of the region, and one for each that may be ours.
  ///
  /// @param there the names of those that are not gone
  TreeSet<String> outlived(List<String> there) {
    var candidates =
        found(all -> {}).stream()
            .filter(target -> target.resourceId().startsWith(prefix))
            .filter(target -> !there.contains(name(target)))
            .toList();
    var live = abreast.map(candidates, target -> live(target, tagged(target)));
    return new TreeSet<>(
        live.stream()
            .filter(target -> target.owner() instanceof Owner.Ours)
            .map(target -> target.key().name())
            .toList());
  }

  /// The target of one service, with what its own tags say of its owner.
  Optional<LiveScalableTarget> find(String service) {
    return describe(List.of(service)).stream()
        .findFirst()
        .map(target -> live(target, tagged(target)));
  }

  private Live live(ScalableTarget target, Looked looked) {
    return live(target, vouched(target, looked.service().marks()).orElseGet(() -> tagged(target)));
  }

  private LiveScalableTarget live(ScalableTarget target, Owner owner) {
    var fields = Capitals.lower(SdkTree.read(target));
    var arn = ServiceShape.text(target.scalableTargetARN());
    return new LiveScalableTarget(ResourceKey.scalableTarget(name(target)), arn, owner, fields);
  }

  private String name(ScalableTarget target) {
    return target.resourceId().substring(prefix.length());
  }

  /// The mark on our own service names the target that Berth made, so that a settled world needs no
  /// call for each target's tags.
  private Optional<Owner> vouched(ScalableTarget target, Marks service) {
    var arn = ServiceShape.text(target.scalableTargetARN());
    return service
        .scaling()
        .filter(mark -> !mark.target().isEmpty() && arn.endsWith("/" + mark.target()))
        .map(_ -> owners.ourselves());
  }

  private Owner tagged(ScalableTarget target) {
    var arn = ServiceShape.text(target.scalableTargetARN());
    if (arn.isEmpty()) return new Owner.Foreign(Optional.empty());
    SortedMap<String, String> tags =
        new TreeMap<>(
            clients
                .call(() -> clients.scaling().listTagsForResource(r -> r.resourceARN(arn)))
                .tags());
    return owners.of(ResourceKey.scalableTarget(name(target)), new Marks(tags));
  }

  private static Live hidden(String service) {
    return new HiddenScalableTarget(ResourceKey.scalableTarget(service), DENIED);
  }
}
