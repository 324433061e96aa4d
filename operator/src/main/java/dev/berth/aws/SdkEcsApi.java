package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure;
import dev.berth.model.Live;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Strays;
import dev.berth.plan.Action;
import dev.berth.reconcile.EcsApi;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// ECS, Cloud Map and Application Auto Scaling, for one environment.
public final class SdkEcsApi implements EcsApi {
  private final AwsClients clients;
  private final Homes homes;
  private final Services services;
  private final Jobs jobs;
  private final Unwanted unwanted;
  private final ScalableTargets targets;
  private final HomeWrites homeWrites;
  private final ServiceWrites serviceWrites;
  private final JobWrites jobWrites;
  private final ScalingWrites scalingWrites;
  private final Registration registration;

  public SdkEcsApi(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.homes = new Homes(clients, environment);
    this.services = new Services(clients, environment);
    this.jobs = new Jobs(clients, environment);
    this.unwanted = new Unwanted(clients, environment);
    this.targets = new ScalableTargets(clients, environment);
    this.homeWrites = new HomeWrites(clients, environment);
    this.serviceWrites = new ServiceWrites(clients, environment);
    this.jobWrites = new JobWrites(clients, environment);
    this.scalingWrites = new ScalingWrites(clients, environment);
    this.registration = new Registration(clients, environment);
  }

  /// N settled services cost a call for ten of them, and at most four beside: the cluster, the
  /// namespace, its tags, and one for each hundred of its servers. Services that run another number
  /// of tasks than is stated cost a call for fifty of them; so do those that Berth scales, with the
  /// calls of [ScalingParts] beside, and each other namespace that they connect to. Each Job costs
  /// one, and the look for its tasks where it may have one. For what is not wanted, see [Unwanted].
  @Override
  public Observed observe(Scope scope) {
    int before = clients.calls();
    var live = new TreeMap<ResourceKey, Live>();
    for (var home : homes()) home.ifPresent(found -> live.put(found.key(), found));
    boolean cluster = live.values().stream().anyMatch(Live.LiveCluster.class::isInstance);
    // A service cannot be where its cluster is not: ECS would answer ClusterNotFound.
    var found = cluster ? inCluster(() -> services.read(scope)) : List.<Live.LiveService>of();
    found.forEach(service -> live.put(service.key(), service));
    for (var other : homes.others(live.values())) live.putIfAbsent(other.key(), other);
    targets.read(found, scope).forEach(scaling -> live.put(scaling.key(), scaling));
    var read = inCluster(() -> jobs.read(scope, cluster));
    read.live().forEach(job -> live.put(job.key(), job));
    var strays = strays(scope, live);
    int calls = clients.calls() - before;
    return new Observed(clients.time(), calls, live, strays, read.first(), clients.unseen());
  }

  /// A cluster that was seen a moment ago is there: what does not know it will in a while.
  private static <T> T inCluster(Supplier<T> call) {
    try {
      return call.get();
    } catch (EcsFailure e) {
      if (!e.failure().code().equals("ClusterNotFoundException")) throw e;
      throw new EcsFailure(
          new Failure(
              Failure.Kind.TRANSIENT,
              e.failure().code(),
              "the cluster is not known everywhere yet: " + e.failure().message(),
              "wait a minute; if it stays so, was the cluster deleted?"),
          e);
    }
  }

  private Strays strays(Scope scope, SortedMap<ResourceKey, Live> live) {
    return switch (scope.breadth()) {
      case WANTED -> new Strays.Unknown();
      case CLUSTER -> unwanted.read(scope, live);
    };
  }

  private List<Optional<? extends Live>> homes() {
    List<Supplier<Optional<? extends Live>>> reads = List.of(homes::cluster, homes::namespace);
    return new Abreast(clients.settings().width()).map(reads, Supplier::get);
  }

  @Override
  public Performed perform(Action action, Optional<String> registered) {
    return inCluster(() -> performed(action, registered));
  }

  private Performed performed(Action action, Optional<String> registered) {
    return switch (action) {
      case Action.CreateCluster cluster -> homeWrites.cluster(cluster);
      case Action.CreateNamespace namespace -> homeWrites.namespace(namespace);
      case Action.RegisterTaskDefinition definition ->
          new Performed.Done(Optional.of(registration.register(definition)));
      case Action.CreateService service ->
          serviceWrites.create(service, known(registered, service));
      case Action.MarkApplied mark -> serviceWrites.mark(mark, known(registered, mark));
      case Action.UpdateService update -> serviceWrites.update(update, registered);
      case Action.DeleteService delete -> serviceWrites.delete(delete);
      case Action.Tag tag -> serviceWrites.tag(tag);
      case Action.Untag untag -> serviceWrites.untag(untag);
      case Action.Disown disown -> serviceWrites.disown(disown);
      case Action.StopDeployment stop -> serviceWrites.stop(stop);
      case Action.RegisterJob definition -> jobWrites.register(definition);
      case Action.MarkJob mark -> jobWrites.mark(mark);
      case Action.RunTask run -> jobWrites.run(run, registered);
      case Action.StopTask stop -> jobWrites.stop(stop);
      case Action.MarkScaling mark -> serviceWrites.scaling(mark);
      case Action.RegisterScalableTarget target -> scalingWrites.register(target);
      case Action.DeregisterScalableTarget target -> scalingWrites.deregister(target);
      case Action.PutScalingPolicy policy -> scalingWrites.put(policy);
      case Action.DeleteScalingPolicy policy -> scalingWrites.delete(policy);
      case Action.PutScheduledAction scheduled -> scalingWrites.put(scheduled);
      case Action.DeleteScheduledAction scheduled -> scalingWrites.delete(scheduled);
    };
  }

  /// A plan without the registration that its own later actions need is a bug.
  static String known(Optional<String> registered, Action action) {
    return registered.orElseThrow(
        () -> new IllegalArgumentException("nothing was registered for " + action.key()));
  }

  @Override
  public int calls() {
    return clients.calls();
  }
}
