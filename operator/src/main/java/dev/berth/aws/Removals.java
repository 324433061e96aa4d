package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Failure;
import dev.berth.plan.Action;
import dev.berth.plan.Expect;
import dev.berth.plan.Removal;
import dev.berth.plan.TaskLitter;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsFailure;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.TaskField;

/// Takes things away: each call looks first whether it is still the environment's own.
final class Removals {
  private static final Performed DONE = new Performed.Done(Optional.empty());

  private final AwsClients clients;
  private final String cluster;
  private final String owner;
  private final RevisionShelf shelf;
  private final ServiceWrites services;
  private final HomeWrites homes;
  private final ScalingWrites targets;

  Removals(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.cluster = environment.cluster().name();
    this.owner = environment.owner();
    this.shelf = new RevisionShelf(clients);
    this.services = new ServiceWrites(clients, environment);
    this.homes = new HomeWrites(clients, environment);
    this.targets = new ScalingWrites(clients, environment);
  }

  Performed remove(Removal removal) {
    return switch (removal) {
      case Removal.DeleteService(var key, var expect, var because) ->
          services.delete(new Action.DeleteService(key, expect, because));
      case Removal.DeregisterTarget(var key, var because) ->
          targets.deregister(
              new Action.DeregisterScalableTarget(key, new Expect.Anything(), because));
      case Removal.StopTask task -> stop(task);
      case Removal.Deregister revision -> deregister(revision.revision());
      case Removal.DeleteRevisions revisions -> delete(revisions);
      case Removal.DeleteNamespace namespace -> homes.delete(namespace);
      case Removal.DeleteCluster deleted -> homes.delete(deleted);
    };
  }

  private Performed stop(Removal.StopTask removal) {
    var found =
        clients.call(() ->
            clients
                .ecs()
                .describeTasks(
                    r -> r.cluster(cluster).tasks(removal.arn()).include(TaskField.TAGS)));
    for (var task : found.tasks()) {
      if ("STOPPED".equals(task.desiredStatus())) return DONE;
      if (!TaskLitter.ours(Residents.task(task), owner)) return stranger();
      var reason = "berth: " + removal.because();
      clients.call(
          () -> clients.ecs().stopTask(r -> r.cluster(cluster).task(removal.arn()).reason(reason)));
    }
    return DONE;
  }

  private static Performed stranger() {
    return new Performed.Stale("ours", "it is not this environment's any more");
  }

  private Performed deregister(String name) {
    var found = shelf.find(name);
    if (found.isEmpty() || found.get().deregisteredAt().isPresent()) return DONE;
    if (!found.get().marks().owner().equals(Optional.of(owner))) return stranger();
    clients.call(() -> clients.ecs().deregisterTaskDefinition(r -> r.taskDefinition(name)));
    return DONE;
  }

  private Performed delete(Removal.DeleteRevisions removal) {
    for (var name : removal.revisions()) {
      var found = shelf.find(name);
      if (found.isEmpty()) continue;
      if (found.get().deregisteredAt().isEmpty()) {
        return new Performed.Stale("deregistered", name + " is ACTIVE");
      }
      if (!found.get().marks().owner().equals(Optional.of(owner))) return stranger();
    }
    var answer =
        clients.call(
            () -> clients.ecs().deleteTaskDefinitions(r -> r.taskDefinitions(removal.revisions())));
    answer.failures().stream().findFirst().ifPresent(Removals::refuse);
    return DONE;
  }

  private static void refuse(software.amazon.awssdk.services.ecs.model.Failure failure) {
    var text = "ECS does not delete " + failure.arn() + ": " + failure.reason();
    throw new EcsFailure(new Failure(Failure.Kind.INVALID, failure.reason(), text, ""), null);
  }
}
