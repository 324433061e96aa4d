package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Live.LiveScalingPart;
import dev.berth.model.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// Reads the policies and scheduled actions of scalable targets. AWS has no call for several
/// services, but one for all of them: a few are asked for one by one, more of them at once.
final class ScalingParts {
  private static final int FEW = 5;

  private final AwsClients clients;
  private final String prefix;
  private final Abreast abreast;

  ScalingParts(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.prefix = ScalableTargets.prefix(environment);
    this.abreast = new Abreast(clients.settings().width());
  }

  List<LiveScalingPart> of(List<LiveScalableTarget> targets) {
    var byResource = new TreeMap<String, LiveScalableTarget>();
    targets.forEach(target -> byResource.put(prefix + target.key().name(), target));
    if (byResource.isEmpty()) return List.of();
    var asked =
        byResource.size() > FEW
            ? List.of(Optional.<String>empty())
            : byResource.keySet().stream().map(Optional::of).toList();
    var found = new ArrayList<LiveScalingPart>();
    abreast.map(asked, this::policies).stream()
        .flatMap(List::stream)
        .filter(policy -> byResource.containsKey(policy.resourceId()))
        .forEach(policy -> found.add(live(policy, byResource.get(policy.resourceId()))));
    abreast.map(asked, this::actions).stream()
        .flatMap(List::stream)
        .filter(action -> byResource.containsKey(action.resourceId()))
        .forEach(action -> found.add(live(action, byResource.get(action.resourceId()))));
    return List.copyOf(found);
  }

  /// @param resource empty for those of all services
  private List<ScalingPolicy> policies(Optional<String> resource) {
    return clients.call(() ->
        clients
            .scaling()
            .describeScalingPoliciesPaginator(
                r -> r.serviceNamespace(ServiceNamespace.ECS).resourceId(resource.orElse(null)))
            .stream()
            .flatMap(page -> page.scalingPolicies().stream())
            .toList());
  }

  private List<ScheduledAction> actions(Optional<String> resource) {
    return clients.call(() ->
        clients
            .scaling()
            .describeScheduledActionsPaginator(
                r -> r.serviceNamespace(ServiceNamespace.ECS).resourceId(resource.orElse(null)))
            .stream()
            .flatMap(page -> page.scheduledActions().stream())
            .toList());
  }

  private static LiveScalingPart live(ScalingPolicy policy, LiveScalableTarget target) {
    var key = ResourceKey.scalingPolicy(target.key().name(), policy.policyName());
    return live(key, policy.policyARN(), target, policy);
  }

  private static LiveScalingPart live(ScheduledAction action, LiveScalableTarget target) {
    var key = ResourceKey.scheduledAction(target.key().name(), action.scheduledActionName());
    return live(key, action.scheduledActionARN(), target, action);
  }

  private static LiveScalingPart live(
      ResourceKey key, String arn, LiveScalableTarget target, SdkPojo shape) {
    var fields = Capitals.lower(SdkTree.read(shape));
    return new LiveScalingPart(key, ServiceShape.text(arn), target.owner(), fields);
  }
}
