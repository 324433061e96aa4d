package dev.berth.cli;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Marks;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Change;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Durations;
import dev.berth.plan.JobReport;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.plan.Unkept;
import dev.berth.reconcile.Convergence.Ending;
import dev.berth.reconcile.Outcome;
import dev.berth.reconcile.Report;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.StatusValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The last screen of `apply`: how it ended and, where it did not end well, why and what to do.
final class EndingText {
  private static final int WIDTH = 100;

  private final Outside outside;
  private final Common common;
  private final String again;
  private final String spent;
  private final Palette palette;

  /// @param spent the calls, in words
  EndingText(Outside outside, Common common, String again, String spent) {
    this.outside = outside;
    this.common = common;
    this.again = again;
    this.spent = spent;
    this.palette = common.palette(outside);
  }

  Exit print(Ending ending) {
    var plan = ending.last().plan();
    if (common.format() == Common.Format.json || common.format() == Common.Format.yaml) {
      var status = StatusValue.of(Status.of(plan), plan);
      var told = ending instanceof Ending.Moved moved ? StaleText.value(moved) : status;
      outside.out().print(Printing.of(told, common.format()));
      return exit(ending);
    }
    switch (ending) {
      case Ending.Settled _ -> settled(plan);
      case Ending.Held _ -> {
        held(plan);
        line(palette.bad("held") + ": the cluster is not as the manifests say, and waits for you");
      }
      case Ending.TimedOut(_, var timeout) -> {
        held(plan);
        rolling(plan);
        refused(ending.last().report());
        line(palette.bad("timed out") + " after " + Durations.text(timeout) + "; run it again");
      }
      case Ending.Contended _ ->
          line(palette.bad("somebody else keeps changing this cluster") + "; run it again");
      case Ending.Moved moved -> StaleText.lines(moved, again).forEach(this::line);
      case Ending.Refused(_, var failure) ->
          App.refusal(failure).forEach(text -> outside.err().println("berth: " + text));
      case Ending.Interrupted(_, var why) -> line("stopped: " + why + "; run it again to go on");
    }
    return exit(ending);
  }

  private static Exit exit(Ending ending) {
    return switch (ending) {
      case Ending.Settled _ -> Exit.DONE;
      case Ending.Held _ -> Exit.HELD;
      case Ending.TimedOut _ -> Exit.TIMED_OUT;
      case Ending.Contended _, Ending.Interrupted _, Ending.Moved _ -> Exit.CHANGED;
      case Ending.Refused _ -> Exit.REFUSED;
    };
  }

  private void settled(Plan plan) {
    if (common.quiet()) return;
    Unkept.note(plan).stream()
        .flatMap(note -> Lines.below("", note, WIDTH).stream())
        .forEach(this::line);
    line(
        palette.good("settled")
            + ": %s as the manifests say; %s".formatted(resources(plan.changes().size()), spent));
  }

  private static String resources(int number) {
    return Lines.counted(number, "resource") + (number == 1 ? " is" : " are");
  }

  private void held(Plan plan) {
    outside.out().println();
    for (var change : plan.changes()) {
      if (change instanceof Change.Blocked(_, var why)) blocked(change, why, plan);
    }
    PruneText.of(plan, again, palette).forEach(this::line);
    var waiting = new TreeMap<String, List<String>>();
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Waiting waits)) continue;
      waiting.computeIfAbsent(on(waits, plan), _ -> new ArrayList<>()).add(change.key().brief());
    }
    waiting.forEach((on, names) -> {
      line("waiting" + on + ", and left as they are:");
      Lines.wrapped(names, WIDTH - 2).forEach(some -> line("  " + some));
      outside.out().println();
    });
  }

  /// What no line above has told yet.
  private static String on(Change.Waiting waiting, Plan plan) {
    var blocked =
        plan.changes().stream().filter(Change.Blocked.class::isInstance).map(Change::key).toList();
    var told =
        plan.roots(waiting).stream()
            .filter(closed -> !blocked.contains(closed.on()))
            .map(closed -> closed.on().brief() + ", which " + closed.reason().words())
            .toList();
    return told.isEmpty() ? "" : " for " + String.join(", and ", told);
  }

  private void rolling(Plan plan) {
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Keep(_, _, Progress.Rolling(var told)))) continue;
      boolean job = change.key().kind() == ResourceKey.Kind.JOB;
      line(change.key().name() + (job ? ": still running" : ": still rolling out"));
      Lines.below("  ", told, WIDTH).forEach(this::line);
      line("");
    }
  }

  /// What AWS refused to the end.
  private void refused(Report report) {
    for (var outcome : report.outcomes()) {
      if (!(outcome instanceof Outcome.Failed(var action, var failure))) continue;
      var text = "refused   " + action.call() + " " + action.key() + ": " + failure.message();
      Lines.below("", text, WIDTH).forEach(this::line);
    }
  }

  /// What to do about something that is not ours; only services can change hands.
  private String others(Change change, String owner) {
    var name = change.key().name();
    if (change.key().scales()) return "deregister it, and apply makes its own";
    if (change.key().kind() != ResourceKey.Kind.SERVICE) {
      return "give yours another name, or delete it";
    }
    return owner.equals("nobody")
        ? "to take it over, see first:\n           berth adopt " + name + " " + again
        : "it must be given back there first:\n           berth orphan " + name;
  }

  private void blocked(Change change, Why why, Plan plan) {
    var name = change.key().brief();
    switch (why) {
      case Why.Skipped(var reason) -> {
        line(palette.bad(name + ": the roll-out failed and is held"));
        Lines.below("  why      ", reason, WIDTH).forEach(this::line);
        plan.observed().service(change.key()).ifPresent(this::failed);
        retried(name);
      }
      case Why.Held(var told) -> {
        line(palette.waits(name + ": held, as it was " + told));
        plan.observed().service(change.key()).ifPresent(live -> line(serving(live)));
        line("  next     change the manifest, or roll out the same content again with:");
        line("           berth retry " + name + " " + again);
        line("");
      }
      case Why.Unresolved(var what) -> {
        line(palette.bad(name + ": waits for the digest of an image"));
        Lines.below("  why      ", what, WIDTH).forEach(this::line);
        line("  next     push the image or mend the cause, and apply again");
        line("");
      }
      case Why.Foreign(var owner) -> {
        line(palette.bad(name + ": " + Status.why(change)));
        if (job(change, plan)) return;
        line("  next     nothing is written to it; " + others(change, owner));
        line("");
      }
      case Why.Disappearing _ -> {
        line(palette.bad(name + ": " + Status.why(change)));
        line("  next     see what would go, and say so:");
        line("           berth adopt " + name + " " + again + " --replace");
        line("");
      }
      case Why.Denied(var findings) -> {
        line(palette.bad(name + ": a policy denies what the manifest says"));
        for (var finding : findings) {
          Lines.below("  why      ", finding.rule() + ": " + finding, WIDTH).forEach(this::line);
        }
        line("  next     mend the manifest, or exempt it in the environment");
        line("");
      }
      case Why.JobFailed(var reason, _) -> {
        line(palette.bad(name + ": the job failed and is held"));
        Lines.below("  why      ", reason, WIDTH).forEach(this::line);
        plan.observed().job(change.key()).map(JobReport::of).ifPresent(this::run);
        retried(name);
      }
      case Why.JobLost _ -> {
        line(palette.bad(name + ": nobody knows whether the job succeeded"));
        Lines.below("  why      ", Status.why(change), WIDTH).forEach(this::line);
        plan.observed().job(change.key()).map(JobReport::of).ifPresent(this::run);
        line("  next     find out, and if it may run again:");
        line("           berth retry " + name + " " + again);
        line("");
      }
      case Why.Itself _ -> {
        line(palette.bad(name + ": " + Status.why(change)));
        line("  next     the operator does not stop itself; apply it from elsewhere");
        line("");
      }
      case Why.PruneLimit _ -> {} // told together, by PruneText
      case Why.Restrained(var by) -> RestraintText.of(name, by, again, palette).forEach(this::line);
      case Why.OwnershipLost _ -> {
        line(palette.bad(name + ": " + Status.why(change)));
        if (job(change, plan)) return;
        line("  next     nothing is written to it; if it is yours, take it back:");
        line("           berth adopt " + name + " " + again);
        line("");
      }
    }
  }

  /// What to do about a family that is not ours. There is nothing of a Job to adopt but its memory.
  ///
  /// @return whether it is one
  private boolean job(Change change, Plan plan) {
    var live = plan.observed().job(change.key());
    live.ifPresent(job -> {
      var revision = Definition.revision(job.arn());
      line(
          "  next     nothing is written to it; give the job a taskDefinition.family of its own,"
              + " or");
      line("           if " + revision + " is what it ran last, tag that revision with");
      line("           " + Marks.OWNER + " = " + plan.desired().environment().owner() + " and");
      line("           " + Marks.KEY + " = " + job.key());
      line("");
    });
    return live.isPresent();
  }

  private void retried(String name) {
    line("  next     change the manifest, or mend the cause and run:");
    line("           berth retry " + name + " " + again);
    line("");
  }

  private void run(JobReport report) {
    JobText.lines(report).forEach(text -> line("  " + text));
  }

  /// What failed, and whose tasks run meanwhile.
  private void failed(LiveService live) {
    var applied = live.marks().applied().map(Marks.Applied::revision);
    var failed =
        live.deployments().stream()
            .filter(d -> !d.rollout().equals(Optional.of(Rollout.COMPLETED)))
            .map(d -> Definition.revision(d.taskDefinition()))
            .findFirst();
    applied
        .filter(revision -> !revision.equals(live.revision()))
        .or(() -> failed)
        .ifPresent(revision -> line("  failed   " + revision));
    line(serving(live));
  }

  static String serving(LiveService live) {
    var serves =
        live.deployments().stream()
            .filter(d -> d.counts().running() > 0)
            .map(d -> serves(d, live))
            .toList();
    return "  serves   " + (serves.isEmpty() ? "nothing" : String.join("; ", serves));
  }

  private static String serves(Deployment deployment, LiveService live) {
    return "%s, %d of %d tasks running"
        .formatted(
            Definition.revision(deployment.taskDefinition()),
            deployment.counts().running(),
            live.counts().desired());
  }

  private void line(String text) {
    outside.out().println(text);
  }
}
