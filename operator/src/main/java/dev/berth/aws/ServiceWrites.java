package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure.Kind;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.State;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.plan.Action.CreateService;
import dev.berth.plan.Action.DeleteService;
import dev.berth.plan.Action.Disown;
import dev.berth.plan.Action.MarkApplied;
import dev.berth.plan.Action.MarkScaling;
import dev.berth.plan.Action.StopDeployment;
import dev.berth.plan.Action.Tag;
import dev.berth.plan.Action.Untag;
import dev.berth.plan.Action.UpdateService;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsFailure;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/// Writes to services: each looks once more before its one call.
final class ServiceWrites {
  private static final Performed DONE = new Performed.Done(Optional.empty());

  private final AwsClients clients;
  private final Services services;
  private final String cluster;

  ServiceWrites(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.services = new Services(clients, environment);
    this.cluster = environment.cluster().name();
  }

  Performed create(CreateService action, String registered) {
    var applied = new Marks.Applied(action.hash(), Definition.revision(registered)).toString();
    var found = services.find(action.key());
    if (found.isPresent()) return taken(found.get(), applied);
    var fields =
        action
            .request()
            .with("cluster", Value.of(cluster))
            .with("serviceName", Value.of(action.key().name()))
            .with("taskDefinition", Value.of(registered))
            .with("clientToken", Value.of(action.token()))
            .with("tags", Value.tags(with(action.tags(), applied)));
    var request = SdkTree.build(CreateServiceRequest.builder(), fields);
    var answer = clients.call(() -> clients.ecs().createService(request));
    clients.recent().wrote(Optional.ofNullable(answer.service()));
    return new Performed.Done(Optional.of(answer.service().serviceArn()));
  }

  /// Ours, with the content that was to be created: this very call arrived before, and only its
  /// answer was lost.
  private static Performed taken(LiveService found, String applied) {
    boolean same = applied.equals(found.marks().tags().get(Marks.APPLIED));
    if (same && ours(found)) {
      return new Performed.Done(Optional.of(found.arn()));
    }
    return new Performed.Stale("absent", Expectation.words(found));
  }

  Performed mark(MarkApplied action, String registered) {
    var applied = new Marks.Applied(action.hash(), Definition.revision(registered)).toString();
    return checked(
        new Expectation(action.key(), action.expect()),
        found -> tag(found, with(action.tags(), applied)));
  }

  Performed tag(Tag action) {
    return checked(
        new Expectation(action.key(), action.expect()), found -> tag(found, action.tags()));
  }

  private Performed tag(LiveService found, SortedMap<String, String> tags) {
    var fields =
        Value.Fields.EMPTY
            .with("resourceArn", Value.of(found.arn()))
            .with("tags", Value.tags(tags));
    var request = SdkTree.build(TagResourceRequest.builder(), fields);
    clients.call(() -> clients.ecs().tagResource(request));
    return DONE;
  }

  /// Whatever else has become of the service: the mark says what Berth is about to do, or did.
  Performed scaling(MarkScaling action) {
    var found = services.find(action.key().ofService().orElseThrow());
    if (found.filter(ServiceWrites::ours).isEmpty()) {
      var now = found.map(Expectation::words).orElse("absent");
      return new Performed.Stale("a service of this environment", now);
    }
    return tag(found.get(), new TreeMap<>(Map.of(Marks.SCALING, action.mark())));
  }

  private static boolean ours(LiveService found) {
    return found.owner() instanceof Owner.Ours && found.state() == State.ACTIVE;
  }

  Performed untag(Untag action) {
    return checked(
        new Expectation(action.key(), action.expect()),
        found -> {
          clients.call(() ->
              clients.ecs().untagResource(r -> r.resourceArn(found.arn()).tagKeys(action.tags())));
          return DONE;
        });
  }

  private void untagTarget(Disown action) {
    clients.call(() ->
        clients.scaling().untagResource(r -> r.resourceARN(action.arn()).tagKeys(action.tags())));
  }

  private void untagRevision(Disown action) {
    clients.call(
        () -> clients.ecs().untagResource(r -> r.resourceArn(action.arn()).tagKeys(action.tags())));
  }

  /// A revision that is deregistered or gone keeps its tags: they mean nothing any more.
  Performed disown(Disown action) {
    try {
      if (action.arn().contains(":application-autoscaling:")) untagTarget(action);
      else untagRevision(action);
    } catch (EcsFailure e) {
      var kind = e.failure().kind();
      if (kind != Kind.INVALID && kind != Kind.MISSING) throw e;
    }
    return DONE;
  }

  Performed update(UpdateService action, Optional<String> registered) {
    var fields =
        action
            .request()
            .with("cluster", Value.of(cluster))
            .with("service", Value.of(action.key().name()));
    var named =
        switch (action.definition()) {
          case UNCHANGED -> fields;
          case SAME_AGAIN -> fields.with("forceNewDeployment", Value.of(true));
          case REGISTERED ->
              fields.with("taskDefinition", Value.of(SdkEcsApi.known(registered, action)));
        };
    var request = SdkTree.build(UpdateServiceRequest.builder(), named);
    return checked(
        new Expectation(action.key(), action.expect()),
        _ -> {
          var answer = clients.call(() -> clients.ecs().updateService(request));
          clients.recent().wrote(Optional.ofNullable(answer.service()));
          return DONE;
        });
  }

  /// One call with force: it stops the tasks as well.
  Performed delete(DeleteService action) {
    var found = services.find(action.key());
    if (found.isEmpty() || found.get().state() == State.DRAINING) return DONE;
    return new Expectation(action.key(), action.expect())
        .broken(found)
        .orElseGet(() -> {
          clients.recent().deleted(action.key().name());
          clients.call(() ->
              clients
                  .ecs()
                  .deleteService(r -> r.cluster(cluster).service(action.key().name()).force(true)));
          return DONE;
        });
  }

  Performed stop(StopDeployment action) {
    try {
      clients.call(() ->
          clients
              .ecs()
              .stopServiceDeployment(r ->
                  r.serviceDeploymentArn(action.deployment())
                      .stopType(StopServiceDeploymentStopType.ROLLBACK)));
      return DONE;
    } catch (EcsFailure e) {
      var kind = e.failure().kind();
      if (kind != Kind.CONFLICT && kind != Kind.MISSING) throw e;
      return new Performed.Stale("a roll-out under way", e.failure().message());
    }
  }

  private Performed checked(Expectation expectation, Function<LiveService, Performed> write) {
    var found = services.find(expectation.key());
    var stale = expectation.broken(found);
    if (stale.isPresent()) return stale.get();
    return found.map(write).orElseGet(() -> new Performed.Stale("a service", "absent"));
  }

  private static SortedMap<String, String> with(SortedMap<String, String> tags, String applied) {
    var more = new TreeMap<>(tags);
    more.put(Marks.APPLIED, applied);
    return more;
  }
}
