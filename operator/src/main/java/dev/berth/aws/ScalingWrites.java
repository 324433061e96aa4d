package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live;
import dev.berth.model.Live.LiveScalableTarget;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action.DeleteScalingPolicy;
import dev.berth.plan.Action.DeleteScheduledAction;
import dev.berth.plan.Action.DeregisterScalableTarget;
import dev.berth.plan.Action.PutScalingPolicy;
import dev.berth.plan.Action.PutScheduledAction;
import dev.berth.plan.Action.RegisterScalableTarget;
import dev.berth.plan.Expect;
import dev.berth.plan.FieldDiff;
import dev.berth.plan.Fingerprint;
import dev.berth.plan.ScalingFields;
import dev.berth.reconcile.EcsApi.Performed;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;

/// Writes what scales a service: each write looks once more, and at the target's own tags.
final class ScalingWrites {
  private static final Performed DONE = new Performed.Done(Optional.empty());

  private final AwsClients clients;
  private final ScalableTargets targets;
  private final ScalingParts parts;
  private final String prefix;

  ScalingWrites(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.targets = new ScalableTargets(clients, environment);
    this.parts = new ScalingParts(clients, environment);
    this.prefix = ScalableTargets.prefix(environment);
  }

  Performed register(RegisterScalableTarget action) {
    var tags = new TreeMap<String, Value>();
    action.tags().forEach((key, value) -> tags.put(key, Value.of(value)));
    var fields = addressed(action.key(), action.request());
    var request =
        SdkTree.build(
            RegisterScalableTargetRequest.builder(),
            tags.isEmpty() ? fields : fields.with("Tags", new Fields(tags)));
    var found = target(action.key()).map(target -> new Found(target, target.fields()));
    return new Check(action.key(), action.expect(), found)
        .orWrite(
            action.request(),
            () -> {
              var answer = clients.call(() -> clients.scaling().registerScalableTarget(request));
              return new Performed.Done(Optional.ofNullable(answer.scalableTargetARN()));
            });
  }

  Performed deregister(DeregisterScalableTarget action) {
    var request =
        SdkTree.build(
            DeregisterScalableTargetRequest.builder(), addressed(action.key(), Fields.EMPTY));
    var found = target(action.key()).map(target -> new Found(target, target.fields()));
    return new Check(action.key(), action.expect(), found)
        .orDelete(() -> clients.call(() -> clients.scaling().deregisterScalableTarget(request)));
  }

  Performed put(PutScalingPolicy action) {
    var fields = addressed(action.key(), action.request());
    var request = SdkTree.build(PutScalingPolicyRequest.builder(), fields);
    return part(action.key(), action.expect())
        .orWrite(
            action.request(),
            () -> {
              var answer = clients.call(() -> clients.scaling().putScalingPolicy(request));
              return new Performed.Done(Optional.ofNullable(answer.policyARN()));
            });
  }

  Performed put(PutScheduledAction action) {
    var fields = addressed(action.key(), action.request());
    var request = SdkTree.build(PutScheduledActionRequest.builder(), fields);
    return part(action.key(), action.expect())
        .orWrite(
            action.request(),
            () -> {
              clients.call(() -> clients.scaling().putScheduledAction(request));
              return DONE;
            });
  }

  Performed delete(DeleteScalingPolicy action) {
    var named = addressed(action.key(), Fields.EMPTY).with("PolicyName", name(action.key()));
    var request = SdkTree.build(DeleteScalingPolicyRequest.builder(), named);
    return part(action.key(), action.expect())
        .orDelete(() -> clients.call(() -> clients.scaling().deleteScalingPolicy(request)));
  }

  Performed delete(DeleteScheduledAction action) {
    var named =
        addressed(action.key(), Fields.EMPTY).with("ScheduledActionName", name(action.key()));
    var request = SdkTree.build(DeleteScheduledActionRequest.builder(), named);
    return part(action.key(), action.expect())
        .orDelete(() -> clients.call(() -> clients.scaling().deleteScheduledAction(request)));
  }

  private Fields addressed(ResourceKey key, Fields request) {
    var resource = prefix + key.ofService().orElseThrow().name();
    return Capitals.upper(request)
        .with("ServiceNamespace", Value.of("ecs"))
        .with("ResourceId", Value.of(resource))
        .with("ScalableDimension", Value.of("ecs:service:DesiredCount"));
  }

  /// What follows the service's name.
  private static Value name(ResourceKey key) {
    return Value.of(key.name().substring(key.name().indexOf('/') + 1));
  }

  private Optional<LiveScalableTarget> target(ResourceKey key) {
    return targets.find(key.ofService().orElseThrow().name());
  }

  /// A policy or an action is of a target, and where that is not ours, neither is what it has.
  private Check part(ResourceKey key, Expect expect) {
    var target = target(key);
    var found =
        parts.of(target.stream().toList()).stream()
            .filter(part -> part.key().equals(key))
            .map(part -> new Found(part, part.fields()))
            .findFirst();
    if (found.isPresent()) return new Check(key, expect, found);
    // Nothing is written to another's target either.
    var other = target.filter(t -> !(t.owner() instanceof Owner.Ours));
    return new Check(key, expect, other.map(t -> new Found(t, t.fields())));
  }

  private record Found(Live live, Fields fields) {}

  /// What a plan counts on, held against what is there.
  private record Check(ResourceKey key, Expect expect, Optional<Found> found) {

    Performed orWrite(Fields request, Supplier<Performed> write) {
      return switch (expect) {
        case Expect.Anything() -> write.get();
        case Expect.Absent() -> found.map(there -> taken(there, request)).orElseGet(write);
        case Expect.Unchanged(var fingerprint) ->
            same(fingerprint) ? write.get() : stale("as it was planned for");
      };
    }

    Performed orDelete(Runnable delete) {
      if (found.isEmpty()) return DONE;
      boolean ours = found.get().live().owner() instanceof Owner.Ours;
      if (!ours && expect instanceof Expect.Anything) return DONE;
      if (expect instanceof Expect.Unchanged(var fingerprint) && !same(fingerprint)) {
        return stale("as it was planned for");
      }
      delete.run();
      return DONE;
    }

    /// Ours, and as it was to be made: this very call arrived before, and only its answer was lost.
    private Performed taken(Found there, Fields request) {
      boolean made =
          there.live().owner() instanceof Owner.Ours
              && FieldDiff.of(ScalingFields.of(key.kind()), request, there.fields()).isEmpty();
      return made ? new Performed.Done(Optional.of(there.live().arn())) : stale("absent");
    }

    private boolean same(String fingerprint) {
      return found
          .map(there -> Fingerprint.scaling(there.live(), there.fields()))
          .filter(fingerprint::equals)
          .isPresent();
    }

    private Performed stale(String expected) {
      return new Performed.Stale(expected, found.map(Check::words).orElse("absent"));
    }

    private static String words(Found there) {
      return switch (there.live().owner()) {
        case Owner.Ours _ -> there.live().key() + " is there, and otherwise";
        case Owner.Foreign(var name) -> "owned by " + name.orElse("nobody");
        case Owner.Lost() -> "without its tags";
      };
    }
  }
}
