package dev.berth.reconcile;

import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Path;
import dev.berth.model.Path.Step;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Field;
import dev.berth.plan.JobReport;
import dev.berth.plan.JobRuns;
import dev.berth.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is wanted, what runs, since when, and why not: one line a key, in plan order.
public record Status(Instant at, List<Line> lines) {
  public Status {
    lines = List.copyOf(lines);
  }

  public enum State {
    SETTLED("settled"),
    ROLLING("rolling out"),
    RUNNING("running"),
    DIFFERS("differs"),
    WAITING("waiting"),
    HELD("held"),
    REFUSED("refused"),
    DENIED("denied"),
    ABSENT("absent");

    private final String words;

    State(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /// @param tasks of that revision, such as `2/2`; empty for what has no tasks
  /// @param revision `<family>:<revision>` that the service names; empty when there is none
  /// @param since when the newest deployment began
  /// @param waitsFor of several closed gates, those that do not wait for another one
  /// @param why in words; empty when all is well
  /// @param run what is known of the newest attempt of a Job; empty for what is no Job
  public record Line(
      ResourceKey key,
      int wave,
      State state,
      String tasks,
      String revision,
      Optional<Instant> since,
      List<ResourceKey> waitsFor,
      String why,
      Optional<JobReport> run) {
    public Line {
      waitsFor = List.copyOf(waitsFor);
    }
  }

  public static Status of(Plan plan) {
    var lines = plan.changes().stream().map(change -> line(change, plan)).toList();
    return new Status(plan.observed().at(), lines);
  }

  public boolean settled() {
    return lines.stream().allMatch(line -> line.state() == State.SETTLED);
  }

  private static Line line(Change change, Plan plan) {
    var job = plan.observed().job(change.key());
    if (job.isPresent()) return line(change, plan, job.get());
    var live = plan.observed().service(change.key());
    return new Line(
        change.key(),
        plan.waves().get(change.key()),
        state(change),
        live.map(Status::tasks).orElse(""),
        live.map(LiveService::revision).orElse(""),
        live.flatMap(LiveService::primary).map(Deployment::createdAt),
        roots(change, plan).stream().map(Change.Closed::on).toList(),
        why(change, plan),
        Optional.empty());
  }

  private static Line line(Change change, Plan plan, LiveJob job) {
    var run = JobReport.of(job);
    return new Line(
        change.key(),
        plan.waves().get(change.key()),
        state(change),
        run.outcome().flatMap(Outcome::exit).map(code -> "exit " + code).orElse(""),
        Definition.revision(job.arn()),
        run.attempt().map(Attempt::at),
        roots(change, plan).stream().map(Change.Closed::on).toList(),
        why(change, plan),
        Optional.of(run));
  }

  /// A service whose newest deployment has not arrived runs tasks of others as well.
  private static String tasks(LiveService live) {
    var counts = live.primary().map(Deployment::counts).orElse(live.counts());
    return counts.running() + "/" + live.counts().desired();
  }

  private static State state(Change change) {
    return switch (change) {
      case Change.Keep(_, _, Progress.Settled _) -> State.SETTLED;
      case Change.Keep(_, LiveJob _, Progress.Rolling _) -> State.RUNNING;
      case Change.Keep(_, _, Progress.Rolling _) -> State.ROLLING;
      case Change.Create _ -> State.ABSENT;
      case Change.Update _, Change.Replace _, Change.Restart _, Change.Adopt _ -> State.DIFFERS;
      case Change.Delete _ -> State.DIFFERS;
      case Change.Waiting _ -> State.WAITING;
      case Change.Blocked(_, Why.Skipped _), Change.Blocked(_, Why.Held _) -> State.HELD;
      case Change.Blocked(_, Why.JobFailed _), Change.Blocked(_, Why.JobLost _) -> State.HELD;
      case Change.Blocked(_, Why.Foreign _), Change.Blocked(_, Why.OwnershipLost _) ->
          State.REFUSED;
      case Change.Blocked(_, Why.Denied _) -> State.DENIED;
      case Change.Blocked(_, Why.Unresolved _), Change.Blocked(_, Why.Restrained _) -> State.HELD;
      case Change.Blocked(_, Why.PruneLimit _), Change.Blocked(_, Why.Itself _) -> State.HELD;
      case Change.Blocked(_, Why.Disappearing _) -> State.REFUSED;
    };
  }

  private static String why(Change change, Plan plan) {
    return change instanceof Change.Waiting ? told(roots(change, plan)) : why(change);
  }

  private static List<Change.Closed> roots(Change change, Plan plan) {
    return change instanceof Change.Waiting waiting ? plan.roots(waiting) : List.of();
  }

  private static String told(List<Change.Closed> closed) {
    var names = new TreeMap<Change.Reason, List<String>>();
    for (var gate : closed) {
      names.computeIfAbsent(gate.reason(), _ -> new ArrayList<>()).add(gate.on().brief());
    }
    return names.entrySet().stream()
        .map(e -> String.join(", ", e.getValue()) + " " + e.getKey().words(e.getValue().size()))
        .collect(Collectors.joining("; "));
  }

  /// Why a key is not settled, as far as the change alone says.
  public static String why(Change change) {
    return switch (change) {
      case Change.Keep(_, _, Progress.Settled _) -> "";
      case Change.Keep(_, _, Progress.Rolling(var told)) -> told;
      case Change.Create(var want) ->
          want.key().kind() == ResourceKey.Kind.JOB ? "runs next" : "is created next";
      case Change.Update(_, _, var fields) -> count(fields);
      case Change.Replace(_, _, var fields) -> count(fields) + ", and ECS cannot change it";
      case Change.Restart(_, LiveJob _, var because) -> "runs again: " + because;
      case Change.Restart(_, _, var because) -> "is restarted: " + because;
      case Change.Adopt _ -> "is adopted next";
      case Change.Delete _ -> "left the manifests, and is deleted next";
      case Change.Waiting(_, var on) -> told(on);
      case Change.Blocked(_, var why) -> why(why);
    };
  }

  private static String more(List<Path> what) {
    return what.size() == 1 ? "" : " and " + (what.size() - 1) + " more";
  }

  private static String count(List<Field> fields) {
    return fields.size() == 1
        ? brief(fields.getFirst().path()) + " differs"
        : fields.size() + " fields differ";
  }

  /// From the first named element on, such as `api.image`: a line has little room.
  private static String brief(Path path) {
    var steps = path.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (!(steps.get(i) instanceof Step.Element(var name))) continue;
      var rest = new Path(steps.subList(i + 1, steps.size()));
      return rest.steps().isEmpty() ? path.toString() : name + "." + rest;
    }
    return path.toString();
  }

  private static String why(Why why) {
    return switch (why) {
      case Why.Skipped(var reason) -> reason;
      case Why.Held(var told) -> told;
      case Why.JobFailed(var reason, _) -> reason;
      case Why.JobLost(var since) -> JobRuns.lost(since);
      case Why.Foreign(var owner) when owner.equals("nobody") ->
          "exists, and has no berth:owner tag that says whose it is";
      case Why.Foreign(var owner) -> "belongs to " + owner + ", not to this environment";
      case Why.OwnershipLost _ -> "its berth: tags are gone";
      case Why.Denied(var findings) ->
          findings.stream().map(f -> f.rule()).distinct().collect(Collectors.joining(", "));
      case Why.Unresolved(var what) -> what;
      case Why.Restrained(var by) -> by.words();
      case Why.Itself _ -> "would stop the operator that asks for it";
      case Why.PruneLimit(_, _, var limit, _) ->
          "left the manifests; more than " + limit + " deletions need your approval";
      case Why.Disappearing(var what) ->
          "to adopt it would take away " + brief(what.getFirst()) + more(what);
    };
  }
}
