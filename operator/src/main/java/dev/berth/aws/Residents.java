package dev.berth.aws;

import dev.berth.model.Belongings;
import dev.berth.model.Belongings.Phase;
import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.ResourceKey;
import dev.berth.plan.LastGood;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/// All that is in a cluster, and what it needs: a call for a hundred services and one for ten, two
/// of deployments a service, and a few for a hundred tasks.
final class Residents {
  /// Source: ECS API reference, ListServices, ListTasks and DescribeTasks.
  private static final int PAGE = 100;

  private final AwsClients clients;
  private final Services services;
  private final Owners owners;
  private final Abreast abreast;

  Residents(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.services = new Services(clients, environment);
    this.owners = new Owners(environment);
    this.abreast = new Abreast(clients.settings().width());
  }

  List<String> clusters() {
    var pages = clients.call(() -> clients.ecs().listClustersPaginator(r -> {}).stream().toList());
    return pages.stream().flatMap(page -> page.clusterArns().stream()).toList();
  }

  /// The ACTIVE ones, with their roll-outs: those that drain are not listed.
  ///
  /// @param cluster name or ARN
  List<Belongings.Service> services(String cluster) {
    var pages =
        clients.call(() ->
            clients.ecs().listServicesPaginator(r -> r.cluster(cluster).maxResults(PAGE)).stream()
                .toList());
    var arns = pages.stream().flatMap(page -> page.serviceArns().stream()).toList();
    var shapes =
        abreast.map(Batches.of(arns, Services.BATCH), some -> services.describe(cluster, some));
    var found = shapes.stream().flatMap(List::stream).toList();
    return abreast.map(found, shape -> service(shape, new Troubles(clients, cluster)));
  }

  private Belongings.Service service(Service shape, Troubles troubles) {
    var key = ResourceKey.service(shape.serviceName());
    var marks = Owners.marks(shape.tags());
    var live = ServiceShape.live(key, shape, marks, owners.of(key, marks));
    var whole = live.with(live.definition(), troubles.history(live), List.of());
    return new Belongings.Service(whole, ServiceShape.time(shape.createdAt()));
  }

  /// Those that have not stopped: a task that is to stop is listed as STOPPED alone.
  List<Belongings.Task> tasks(String cluster) {
    var arns =
        Stream.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)
            .flatMap(status -> listed(cluster, status))
            .distinct()
            .toList();
    return abreast.map(Batches.of(arns, PAGE), some -> described(cluster, some)).stream()
        .flatMap(List::stream)
        .filter(task -> !"STOPPED".equals(task.lastStatus()))
        .map(Residents::task)
        .toList();
  }

  private Stream<String> listed(String cluster, DesiredStatus status) {
    var pages =
        clients.call(() ->
            clients.ecs().listTasksPaginator(r -> r.cluster(cluster).desiredStatus(status)).stream()
                .toList());
    return pages.stream().flatMap(page -> page.taskArns().stream());
  }

  private List<Task> described(String cluster, List<String> arns) {
    return clients
        .call(() ->
            clients
                .ecs()
                .describeTasks(r -> r.cluster(cluster).tasks(arns).include(TaskField.TAGS)))
        .tasks();
  }

  static Belongings.Task task(Task task) {
    return new Belongings.Task(
        task.taskArn(),
        ServiceShape.text(task.group()),
        ServiceShape.text(task.startedBy()),
        Owners.marks(task.tags()),
        Definition.revision(ServiceShape.text(task.taskDefinitionArn())),
        ServiceShape.time(task.createdAt()),
        "STOPPED".equals(task.desiredStatus()) ? Phase.STOPPING : Phase.WANTED);
  }

  /// Why each revision is needed that one of them needs.
  void uses(
      List<Belongings.Service> found, List<Belongings.Task> tasks, SortedMap<String, String> uses) {
    for (var each : found) {
      var live = each.live();
      var reasons = new TreeMap<String, String>();
      for (var name : LastGood.needed(live)) reasons.put(name, "what services would go back to");
      live.history().stream()
          .filter(PastDeployment::running)
          .map(past -> Definition.revision(past.taskDefinition()))
          .forEach(name -> reasons.put(name, "in roll-outs"));
      live.deployments().stream()
          .map(Deployment::taskDefinition)
          .map(Definition::revision)
          .forEach(name -> reasons.put(name, "in roll-outs"));
      reasons.put(live.revision(), "what services run");
      reasons.forEach(uses::putIfAbsent);
    }
    tasks.forEach(task -> uses.putIfAbsent(task.revision(), "what tasks run"));
  }
}
