package dev.berth.aws;

import dev.berth.model.Live.Exit;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.TaskStop;
import dev.berth.reconcile.EcsFailure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.Task;

/// What became of a service's roll-outs: read only where something is not as intended.
final class Troubles {
  /// A failed roll-out is explained by the newest few.
  private static final int DEPLOYMENTS = 5;

  private static final int BATCH = 20;

  private final AwsClients clients;
  private final String cluster;

  Troubles(AwsClients clients, String cluster) {
    this.clients = clients;
    this.cluster = cluster;
  }

  /// Newest first; nothing where ECS keeps none (other controllers), and what DescribeServices
  /// knows where the endpoint has no such operation.
  List<PastDeployment> history(LiveService service) {
    try {
      return clients
          .deployments()
          .ask(() -> past(service))
          .orElseGet(() -> Glimpse.history(service));
    } catch (EcsFailure e) {
      if (e.failure().code().equals("UnsupportedFeatureException")) return List.of();
      throw e;
    }
  }

  private List<PastDeployment> past(LiveService service) {
    var briefs =
        clients.call(() ->
            clients
                .ecs()
                .listServiceDeployments(
                    r -> r.cluster(cluster).service(service.key().name()).maxResults(DEPLOYMENTS)));
    var list = briefs.serviceDeployments();
    var definitions = definitions(list);
    return list.stream()
        .map(brief -> past(brief, definitions))
        .sorted(Comparator.comparing(PastDeployment::createdAt).reversed())
        .toList();
  }

  /// The task definitions of the deployments' targets, by service revision.
  private SortedMap<String, String> definitions(List<ServiceDeploymentBrief> briefs) {
    var found = new TreeMap<String, String>();
    var arns = briefs.stream().flatMap(Troubles::target).distinct().toList();
    if (arns.isEmpty()) return found;
    var answer =
        clients.call(
            () -> clients.ecs().describeServiceRevisions(r -> r.serviceRevisionArns(arns)));
    answer
        .serviceRevisions()
        .forEach(revision -> found.put(revision.serviceRevisionArn(), revision.taskDefinition()));
    return found;
  }

  private static Stream<String> target(ServiceDeploymentBrief brief) {
    return Stream.ofNullable(brief.targetServiceRevisionArn());
  }

  private static PastDeployment past(
      ServiceDeploymentBrief brief, SortedMap<String, String> definitions) {
    var target = ServiceShape.text(brief.targetServiceRevisionArn());
    return new PastDeployment(
        brief.serviceDeploymentArn(),
        brief.statusAsString(),
        ServiceShape.text(brief.statusReason()),
        definitions.getOrDefault(target, ""),
        deployment(target),
        ServiceShape.time(brief.createdAt()),
        Optional.empty());
  }

  /// The newest service deployments of some services, by service ARN, with how far they are: one
  /// call for twenty (source: ECS API reference, DescribeServiceDeployments).
  ///
  /// @param definitions the task definitions of deployments that are listed, by their ids
  SortedMap<String, PastDeployment> newest(
      List<String> arns, SortedMap<String, String> definitions) {
    var found = new TreeMap<String, PastDeployment>();
    for (var some : Batches.of(arns, BATCH)) {
      clients
          .deployments()
          .ask(() -> described(some))
          .ifPresent(answer ->
              answer
                  .serviceDeployments()
                  .forEach(each -> found.put(each.serviceArn(), Shifts.of(each, definitions))));
    }
    return found;
  }

  private DescribeServiceDeploymentsResponse described(List<String> arns) {
    return clients.call(
        () -> clients.ecs().describeServiceDeployments(r -> r.serviceDeploymentArns(arns)));
  }

  /// A service revision's digits are those of the deployment that it was made for.
  static String deployment(String revision) {
    return "ecs-svc/" + revision.substring(revision.lastIndexOf('/') + 1);
  }

  /// Newest first. ECS keeps a stopped task for an hour.
  List<TaskStop> stops(LiveService service) {
    return tasks(service, DesiredStatus.STOPPED)
        .map(Troubles::stop)
        .sorted(Comparator.comparing(TaskStop::at).reversed().thenComparing(TaskStop::task))
        .toList();
  }

  /// Tasks that are to run and do not yet.
  List<TaskStop> starting(LiveService service) {
    return tasks(service, DesiredStatus.RUNNING)
        .filter(task -> !"RUNNING".equals(task.lastStatus()))
        .map(Troubles::start)
        .sorted(Comparator.comparing(TaskStop::at).reversed().thenComparing(TaskStop::task))
        .toList();
  }

  private Stream<Task> tasks(LiveService service, DesiredStatus status) {
    var name = service.key().name();
    var listed =
        clients.call(() ->
            clients
                .ecs()
                .listTasks(r -> r.cluster(cluster).serviceName(name).desiredStatus(status)));
    if (listed.taskArns().isEmpty()) return Stream.empty();
    var described =
        clients.call(
            () -> clients.ecs().describeTasks(r -> r.cluster(cluster).tasks(listed.taskArns())));
    return described.tasks().stream();
  }

  /// A container that runs while its task does not is one that others wait for.
  private static TaskStop start(Task task) {
    return new TaskStop(
        task.taskArn(),
        ServiceShape.text(task.startedBy()),
        TaskStop.STARTING,
        "a task is still " + ServiceShape.text(task.lastStatus()).toLowerCase(Locale.ROOT),
        ServiceShape.time(task.createdAt()),
        task.containers().stream()
            .filter(container -> "RUNNING".equals(container.lastStatus()))
            .map(container -> new Exit(container.name(), Optional.empty(), ""))
            .toList());
  }

  private static TaskStop stop(Task task) {
    return new TaskStop(
        task.taskArn(),
        ServiceShape.text(task.startedBy()),
        ServiceShape.text(task.stopCodeAsString()),
        ServiceShape.text(task.stoppedReason()),
        at(task),
        task.containers().stream().map(ServiceShape::exit).toList());
  }

  private static Instant at(Task task) {
    return Stream.of(task.stoppedAt(), task.stoppingAt(), task.createdAt())
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
