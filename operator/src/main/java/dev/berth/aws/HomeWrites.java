package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.EnvironmentSpec.Home;
import dev.berth.model.EnvironmentSpec.Origin;
import dev.berth.model.Failure;
import dev.berth.model.Live;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action.CreateCluster;
import dev.berth.plan.Action.CreateNamespace;
import dev.berth.plan.Removal;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.servicediscovery.model.Operation;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.OperationTargetType;
import software.amazon.awssdk.services.servicediscovery.model.Tag;

/// Makes the cluster and the namespace that an environment has for itself.
final class HomeWrites {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int POLLS = 60;

  private final AwsClients clients;
  private final Homes homes;

  HomeWrites(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.homes = new Homes(clients, environment);
  }

  /// ECS answers an existing cluster to its creation: it must be looked for first.
  Performed cluster(CreateCluster action) {
    var found = homes.findCluster();
    if (found.isPresent()) return taken(found.get());
    var named = action.request().with("clusterName", Value.of(action.key().name()));
    var request = SdkTree.build(CreateClusterRequest.builder(), named);
    var answer = clients.call(() -> clients.ecs().createCluster(request));
    awaitCluster(answer.cluster().status());
    return new Performed.Done(Optional.of(answer.cluster().clusterArn()));
  }

  /// A cluster that is being provisioned, or is not seen yet, refuses its first services.
  private void awaitCluster(String first) {
    var status = first;
    for (int poll = 0; poll < POLLS && !ready(status); poll++) {
      clients.settings().pause().pass(POLL);
      status = homes.status();
    }
    if ("FAILED".equals(status)) throw failure("ClusterFailed", "the cluster was not provisioned");
  }

  private static boolean ready(String status) {
    return !status.isEmpty() && !status.equals("PROVISIONING");
  }

  Performed namespace(CreateNamespace action) {
    var home = new Home(action.key().name(), Origin.CREATED, Fields.EMPTY);
    var found = homes.findNamespace(home);
    if (found.isPresent()) return taken(found.get());
    var created =
        clients.call(() ->
            clients
                .cloudMap()
                .createHttpNamespace(r -> r.name(home.name()).tags(tags(action.tags()))));
    var id = finished(created.operationId()).targets().get(OperationTargetType.NAMESPACE);
    var made = clients.call(() -> clients.cloudMap().getNamespace(r -> r.id(id)));
    return new Performed.Done(Optional.of(made.namespace().arn()));
  }

  /// Ours already: this very call arrived before, and only its answer was lost.
  private static Performed taken(Live found) {
    return switch (found.owner()) {
      case Owner.Ours _ -> new Performed.Done(Optional.of(found.arn()));
      case Owner.Foreign(var name) ->
          new Performed.Stale("absent", "owned by " + name.orElse("nobody"));
      case Owner.Lost() -> new Performed.Stale("absent", "without its tags");
    };
  }

  /// Somebody in it is no failure: it is emptied first, or stays.
  Performed delete(Removal.DeleteCluster removal) {
    var found = homes.findCluster();
    if (found.isEmpty()) return new Performed.Done(Optional.empty());
    if (!(found.get().owner() instanceof Owner.Ours)) return taken(found.get());
    try {
      var arn = found.get().arn();
      clients.call(() -> clients.ecs().deleteCluster(r -> r.cluster(arn)));
      return new Performed.Done(Optional.of(arn));
    } catch (EcsFailure e) {
      if (!e.failure().code().startsWith("ClusterContains")) throw e;
      return new Performed.Stale("empty", e.failure().message());
    }
  }

  Performed delete(Removal.DeleteNamespace removal) {
    var home = new Home(removal.key().name(), Origin.CREATED, Fields.EMPTY);
    var found = homes.findNamespace(home);
    if (found.isEmpty()) return new Performed.Done(Optional.empty());
    if (!(found.get().owner() instanceof Owner.Ours)) return taken(found.get());
    var arn = found.get().arn();
    var id = arn.substring(arn.lastIndexOf('/') + 1);
    try {
      var started = clients.call(() -> clients.cloudMap().deleteNamespace(r -> r.id(id)));
      finished(started.operationId());
      return new Performed.Done(Optional.of(arn));
    } catch (EcsFailure e) {
      if (!e.failure().code().startsWith("ResourceInUse")) throw e;
      return new Performed.Stale("empty", e.failure().message());
    }
  }

  private static Tag[] tags(SortedMap<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toArray(Tag[]::new);
  }

  /// Cloud Map makes a namespace in the background; mostly it takes seconds.
  private Operation finished(String id) {
    for (int poll = 0; poll < POLLS; poll++) {
      var operation =
          clients.call(() -> clients.cloudMap().getOperation(r -> r.operationId(id))).operation();
      if (operation.status() == OperationStatus.SUCCESS) return operation;
      if (operation.status() == OperationStatus.FAIL) throw failed(operation);
      clients.settings().pause().pass(POLL);
    }
    throw failure("OperationPending", "Cloud Map did not finish the operation " + id + " in time");
  }

  private static EcsFailure failed(Operation operation) {
    return failure(
        ServiceShape.text(operation.errorCode()), ServiceShape.text(operation.errorMessage()));
  }

  private static EcsFailure failure(String code, String message) {
    return new EcsFailure(new Failure(Failure.Kind.UNKNOWN, code, message, ""), null);
  }
}
