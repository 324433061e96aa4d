package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.ResourceKey;
import dev.berth.plan.JobRuns;
import dev.berth.reconcile.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/// Reads Jobs: one call for a settled one, and its tasks only where an attempt may have one.
final class Jobs {
  /// Source: ECS API reference, DescribeTasks.
  private static final int BATCH = 100;

  private final AwsClients clients;
  private final String cluster;
  private final Owners owners;
  private final Definitions definitions;
  private final Abreast abreast;

  Jobs(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.cluster = environment.cluster().name();
    this.owners = new Owners(environment);
    this.definitions = new Definitions(clients);
    this.abreast = new Abreast(clients.settings().width());
  }

  /// @param live those that have run or were about to, in the order of their keys
  /// @param first the attempts to begin with of others that ECS shows tasks of
  record Read(List<LiveJob> live, SortedMap<ResourceKey, Attempt> first) {}

  /// @param running whether there is a cluster in which tasks can be
  Read read(Scope scope, boolean running) {
    var keys = List.copyOf(scope.jobs().keySet());
    var live =
        abreast
            .map(
                keys,
                key -> find(key, scope.jobs().get(key)).map(j -> running ? whole(j, scope) : j))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    var absent = new TreeMap<>(scope.jobs());
    live.forEach(job -> absent.remove(job.key()));
    return new Read(live, running ? first(absent) : new TreeMap<>());
  }

  private SortedMap<ResourceKey, Attempt> first(SortedMap<ResourceKey, String> families) {
    var first = new TreeMap<ResourceKey, Attempt>();
    families.forEach((key, family) -> {
      var going = new ArrayList<String>();
      var stopped = new ArrayList<String>();
      for (var task : tasks(family)) {
        boolean ended = "STOPPED".equals(task.lastStatus());
        (ended ? stopped : going).add(ServiceShape.text(task.startedBy()));
      }
      JobRuns.first(going, stopped, clients.time()).ifPresent(found -> first.put(key, found));
    });
    return first;
  }

  /// The newest revision of a family, whose tags are the ledger.
  Optional<LiveJob> find(ResourceKey key, String family) {
    return definitions
        .find(family)
        .map(found -> new LiveJob(key, owners.of(key, found.marks()), found, List.of()));
  }

  private LiveJob whole(LiveJob job, Scope scope) {
    if (job.ledger().awaited().isEmpty()) return job;
    var owner = scope.environment().owner();
    return JobRuns.startedBy(owner, job.key(), job.ledger())
        .map(by -> tasks(scope.jobs().get(job.key()), by))
        .map(tasks -> new LiveJob(job.key(), job.owner(), job.definition(), tasks))
        .orElse(job);
  }

  /// By the family, as ECS takes no other filter beside `startedBy`, and a task that stops is
  /// listed as STOPPED alone. Newest first.
  private List<JobTask> tasks(String family, String startedBy) {
    return tasks(family).stream()
        .filter(task -> startedBy.equals(task.startedBy()))
        .sorted(Comparator.comparing((Task t) -> ServiceShape.time(t.createdAt())).reversed())
        .map(Jobs::task)
        .toList();
  }

  private List<Task> tasks(String family) {
    var arns =
        Stream.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)
            .flatMap(status -> list(family, status).stream())
            .distinct()
            .toList();
    return Batches.of(arns, BATCH).stream().flatMap(some -> describe(some).stream()).toList();
  }

  private List<Task> describe(List<String> arns) {
    return clients
        .call(() -> clients.ecs().describeTasks(r -> r.cluster(cluster).tasks(arns)))
        .tasks();
  }

  private List<String> list(String family, DesiredStatus status) {
    var arns = new ArrayList<String>();
    Optional<String> token = Optional.empty();
    do {
      var next = token;
      var page =
          clients.call(() ->
              clients
                  .ecs()
                  .listTasks(r ->
                      r.cluster(cluster)
                          .family(family)
                          .desiredStatus(status)
                          .nextToken(next.orElse(null))));
      arns.addAll(page.taskArns());
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    return arns;
  }

  private static JobTask task(Task task) {
    return new JobTask(
        task.taskArn(),
        ServiceShape.text(task.lastStatus()),
        "STOPPED".equals(task.desiredStatus()),
        ServiceShape.text(task.stopCodeAsString()),
        ServiceShape.text(task.stoppedReason()),
        ServiceShape.time(task.createdAt()),
        at(task),
        task.containers().stream().map(ServiceShape::exit).toList());
  }

  private static Instant at(Task task) {
    return Stream.of(task.stoppedAt(), task.stoppingAt(), task.startedAt(), task.createdAt())
        .flatMap(Stream::ofNullable)
        .findFirst()
        .orElse(Instant.EPOCH);
  }
}
