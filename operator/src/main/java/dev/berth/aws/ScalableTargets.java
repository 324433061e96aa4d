package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live;
import dev.berth.model.Live.HiddenScalableTarget;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Reading;
import dev.berth.reconcile.EcsFailure;
import dev.berth.reconcile.Scope;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// Looks who scales the services whose counts are not the stated ones. Berth makes no
/// scalable target: each one is somebody else's.
final class ScalableTargets {
  /// Source: Application Auto Scaling API reference, DescribeScalableTargets: what a page holds.
  private static final int BATCH = 50;

  private static final String DENIED = "application-autoscaling:DescribeScalableTargets is denied";

  private final AwsClients clients;
  private final String prefix;
  private final Abreast abreast;

  ScalableTargets(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.prefix = "service/" + environment.cluster().name() + "/";
    this.abreast = new Abreast(clients.settings().width());
  }

  List<Live> read(List<LiveService> services, Scope scope) {
    var names =
        services.stream()
            .filter(service -> Reading.scaling(service, stated(service, scope)))
            .map(service -> service.key().name())
            .toList();
    return abreast.map(Batches.of(names, BATCH), this::look).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static Optional<Integer> stated(LiveService service, Scope scope) {
    return Optional.ofNullable(scope.counts().get(service.key()));
  }

  /// None where an emulator has no Application Auto Scaling.
  private List<Live> look(List<String> services) {
    try {
      return describe(services);
    } catch (EcsFailure e) {
      if (AwsErrors.unsupported(e.failure())) return List.of();
      if (!e.failure().code().startsWith("AccessDenied")) throw e;
      return services.stream().map(ScalableTargets::hidden).toList();
    }
  }

  private List<Live> describe(List<String> services) {
    var pages =
        clients.call(() ->
            clients
                .scaling()
                .describeScalableTargetsPaginator(r ->
                    r.serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceIds(services.stream().map(prefix::concat).toList()))
                .stream()
                .toList());
    return pages.stream().flatMap(page -> page.scalableTargets().stream()).map(this::live).toList();
  }

  private Live live(ScalableTarget target) {
    return new LiveScalableTarget(
        ResourceKey.scalableTarget(target.resourceId().substring(prefix.length())),
        ServiceShape.text(target.scalableTargetARN()),
        new Owner.Foreign(Optional.empty()),
        ServiceShape.number(target.minCapacity()),
        ServiceShape.number(target.maxCapacity()));
  }

  private static Live hidden(String service) {
    return new HiddenScalableTarget(ResourceKey.scalableTarget(service), DENIED);
  }
}
