package dev.berth.cli;

import dev.berth.model.Desired;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Ledger.Result;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Allowance;
import dev.berth.plan.Change;
import dev.berth.plan.JobReport;
import dev.berth.plan.JobRuns;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Convergence.Ending;
import dev.berth.reconcile.Hand;
import dev.berth.reconcile.Scope.Depth;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.StatusValue;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Run a Job now, whatever became of it before, and wait for its end.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berth job run tracecat-migrations manifests/tracecat -e demo",
      "",
      "It waits for nothing that the Job depends on. Ctrl-C leaves the task running.",
      "Exit codes: the Job's own; 3 when it failed without one; before it ends 2, 4, 5 and 6, as",
      "those of apply. The last line tells which it is."
    })
final class JobRunCommand implements Callable<Integer> {
  @Mixin private Common common;

  @Parameters(index = "0", paramLabel = "NAME", description = "The Job.")
  private String name;

  @Parameters(index = "1", paramLabel = "PATH", description = "A folder of manifests.")
  private String path;

  private final Outside outside;

  JobRunCommand(Outside outside) {
    this.outside = outside;
  }

  @Override
  public Integer call() {
    common.plainFormat();
    try (var connection = Connection.open(outside, common, path)) {
      connection.own("berth job run");
      var alone = alone(connection.desired());
      var plan = connection.asked(alone);
      refuse(plan);
      var want = plan.desired().wanted().get(key());
      Asked.done(connection, plan, JobRuns.now(want, alone, plan.observed()), name);
      var progress = Progress.of(outside, common);
      var convergence = connection.convergence(progress, Allowance.NONE, Hand.insisting());
      var ending = convergence.run(alone, Depth.TAGS, common.timeout());
      progress.close();
      return ended(ending, connection);
    }
  }

  private ResourceKey key() {
    return ResourceKey.job(name);
  }

  /// Nothing but this Job is looked at, or done.
  private Desired alone(Desired desired) {
    var want = desired.wanted().get(key());
    if (want == null) {
      var names =
          desired.wanted().keySet().stream()
              .filter(key -> key.kind() == ResourceKey.Kind.JOB)
              .map(ResourceKey::name)
              .toList();
      var known = names.isEmpty() ? "there is none" : "there are: " + String.join(", ", names);
      throw new Problem(Exit.INVALID, List.of("no job " + name + " here; " + known));
    }
    var one = new TreeMap<>(desired.wanted());
    one.keySet().retainAll(List.of(key()));
    return new Desired(
        desired.environment(), desired.revision(), one, desired.parameters(), desired.denied());
  }

  private void refuse(Plan plan) {
    var change = plan.changes().getFirst();
    if (change instanceof Change.Blocked(_, Change.Why.Foreign _)
        || change instanceof Change.Blocked(_, Change.Why.Unresolved _)) {
      throw new Problem(Exit.HELD, List.of(name + " " + Status.why(change)));
    }
    if (!plan.desired().denied().getOrDefault(key(), List.of()).isEmpty()) {
      var line = name + ": a policy denies what the manifest says; see berth validate " + path;
      throw new Problem(Exit.DIFFERENCES, List.of(line));
    }
    boolean open = plan.observed().job(key()).filter(JobRunCommand::underWay).isPresent();
    if (open && !(change instanceof Change.Blocked)) {
      var line = name + " is under way: " + Status.why(change) + "; wait for its end";
      throw new Problem(Exit.CHANGED, List.of(line));
    }
  }

  private static boolean underWay(LiveJob job) {
    return job.ledger().open().isPresent() || !job.tasks().isEmpty();
  }

  private int ended(Ending ending, Connection connection) {
    var again = new Loading(outside, common).again(path);
    var report = ending.last().plan().observed().job(key()).map(JobReport::of);
    return switch (ending) {
      case Ending.TimedOut _ -> left(Exit.TIMED_OUT, again);
      case Ending.Interrupted _ -> left(Exit.CHANGED, again);
      case Ending.Settled _, Ending.Held _ when report.flatMap(JobReport::outcome).isPresent() ->
          told(report.get(), ending);
      case Ending.Settled _, Ending.Held _, Ending.Contended _, Ending.Refused _, Ending.Moved _ ->
          new EndingText(outside, common, again, connection.spent()).print(ending).code();
    };
  }

  private int left(Exit exit, String again) {
    outside.out().println(name + " goes on without being watched; look again with:");
    outside.out().println("  berth status " + again);
    return exit.code();
  }

  private int told(JobReport report, Ending ending) {
    var plan = ending.last().plan();
    switch (common.format()) {
      case text, markdown -> {
        JobText.lines(report).forEach(outside.out()::println);
        outside.out().println(name + ": " + end(report.outcome().orElseThrow()));
      }
      case json, yaml ->
          outside.out().print(Printing.of(StatusValue.of(Status.of(plan), plan), common.format()));
    }
    return code(report);
  }

  private static String end(Outcome outcome) {
    if (outcome.result() == Result.SUCCEEDED) return "succeeded";
    return outcome.reason().isEmpty() ? "failed" : outcome.reason();
  }

  /// The container's code, unless it says nothing, or for a run that failed what would be 0: of a
  /// process's exit code no more than 8 bits arrive.
  private static int code(JobReport report) {
    var outcome = report.outcome().orElseThrow();
    if (outcome.result() == Result.SUCCEEDED) return Exit.DONE.code();
    return outcome.exit().filter(code -> (code & 0xff) != 0).orElse(Exit.HELD.code());
  }
}
