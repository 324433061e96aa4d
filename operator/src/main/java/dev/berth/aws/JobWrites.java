package dev.berth.aws;

import dev.berth.model.EnvironmentSpec;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Ledger.Result;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Marks;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Action.MarkJob;
import dev.berth.plan.Action.RegisterJob;
import dev.berth.plan.Action.RunTask;
import dev.berth.plan.Action.StopTask;
import dev.berth.plan.Canonical;
import dev.berth.plan.Expect;
import dev.berth.plan.Fingerprint;
import dev.berth.reconcile.EcsApi.Performed;
import dev.berth.reconcile.EcsFailure;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;

/// Writes to Jobs: each looks at the ledger once more before its one call. RunTask that starts
/// nothing has that written down at once: it is the attempt's outcome.
final class JobWrites {
  private static final Performed DONE = new Performed.Done(Optional.empty());

  private final AwsClients clients;
  private final Jobs jobs;
  private final String cluster;

  JobWrites(AwsClients clients, EnvironmentSpec environment) {
    this.clients = clients;
    this.jobs = new Jobs(clients, environment);
    this.cluster = environment.cluster().name();
  }

  /// ECS makes a revision of whatever it is sent: one with this very content and attempt is there
  /// already where only the answer was lost.
  Performed register(RegisterJob action) {
    var family = action.definition().text("family").orElse(action.key().name());
    var found = jobs.find(action.key(), family);
    var same = found.filter(job -> same(job, action));
    if (same.isPresent()) return new Performed.Done(same.map(LiveJob::arn));
    var stale = broken(action.expect(), found);
    if (stale.isPresent()) return stale.get();
    var request = action.definition().with("tags", Value.tags(action.tags()));
    var built = SdkTree.build(RegisterTaskDefinitionRequest.builder(), request);
    var answer = clients.call(() -> clients.ecs().registerTaskDefinition(built));
    clients.recent().wrote(answer.taskDefinition());
    return new Performed.Done(Optional.of(answer.taskDefinition().taskDefinitionArn()));
  }

  private static boolean same(LiveJob found, RegisterJob action) {
    var tags = found.definition().marks().tags();
    return action.tags().equals(tags)
        && Canonical.task(found.definition().fields()).equals(Canonical.task(action.definition()));
  }

  Performed mark(MarkJob action) {
    var found = jobs.find(action.key(), action.family());
    var stale = broken(action.expect(), found);
    if (stale.isPresent()) return stale.get();
    found.ifPresent(job -> tag(job.arn(), action.tags()));
    return DONE;
  }

  Performed run(RunTask action, Optional<String> registered) {
    var stale = broken(action.expect(), jobs.find(action.key(), action.family()));
    if (stale.isPresent()) return stale.get();
    var revision = action.revision().orElseGet(() -> SdkEcsApi.known(registered, action));
    try {
      var answer = ask(action, revision);
      if (answer.tasks().isEmpty()) end(action, revision, Result.UNLAUNCHED, reasons(answer));
      return new Performed.Done(answer.tasks().stream().findFirst().map(task -> task.taskArn()));
    } catch (EcsFailure e) {
      return switch (e.failure().kind()) {
        // The token was used, for a revision that another writer registered: its task is there.
        case CONFLICT -> DONE;
        case THROTTLED, TRANSIENT, STOPPED, UNKNOWN -> throw e;
        case LIMIT, DENIED, INVALID, MISSING -> {
          end(action, revision, Result.REFUSED, e.failure().message());
          throw e;
        }
      };
    }
  }

  private RunTaskResponse ask(RunTask action, String revision) {
    var fields =
        action
            .request()
            .with("cluster", Value.of(cluster))
            .with("taskDefinition", Value.of(revision));
    var request = SdkTree.build(RunTaskRequest.builder(), fields);
    return clients.call(() -> clients.ecs().runTask(request));
  }

  private static String reasons(RunTaskResponse answer) {
    return answer.failures().stream()
        .map(failure -> ServiceShape.text(failure.reason()))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private void end(RunTask action, String revision, Result result, String reason) {
    var outcome =
        new Outcome(
            result,
            Optional.empty(),
            Optional.empty(),
            clients.time(),
            action.attempt().id(),
            Optional.empty(),
            reason);
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OUTCOME, outcome.toString());
    tag(revision, tags);
  }

  Performed stop(StopTask action) {
    try {
      clients.call(() ->
          clients
              .ecs()
              .stopTask(r -> r.cluster(cluster).task(action.task()).reason(action.because())));
      return DONE;
    } catch (EcsFailure e) {
      if (!e.failure().message().contains("not found")) throw e;
      return new Performed.Stale("a task that runs", e.failure().message());
    }
  }

  private void tag(String arn, SortedMap<String, String> tags) {
    var fields = Fields.EMPTY.with("resourceArn", Value.of(arn)).with("tags", Value.tags(tags));
    var request = SdkTree.build(TagResourceRequest.builder(), fields);
    clients.call(() -> clients.ecs().tagResource(request));
  }

  private static Optional<Performed> broken(Expect expect, Optional<LiveJob> found) {
    return switch (expect) {
      case Expect.Anything() -> Optional.empty();
      case Expect.Absent() -> found.map(job -> new Performed.Stale("absent", words(job)));
      case Expect.Unchanged(var fingerprint) -> {
        if (found.map(Fingerprint::of).filter(fingerprint::equals).isPresent()) {
          yield Optional.empty();
        }
        var now = found.map(JobWrites::words).orElse("absent");
        yield Optional.of(new Performed.Stale("as it was planned for", now));
      }
    };
  }

  /// Such as `migrations:4, attempt 2.1`.
  private static String words(LiveJob job) {
    var attempt = job.ledger().attempt().map(a -> ", attempt " + a.id()).orElse("");
    var outcome = job.ledger().outcome().map(o -> " " + o.result().name().toLowerCase(Locale.ROOT));
    return Definition.revision(job.arn()) + attempt + outcome.orElse("");
  }
}
