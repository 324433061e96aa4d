package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.JobTerms;
import dev.berth.model.Ledger;
import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Ledger.Outcome;
import dev.berth.model.Ledger.Result;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Observed;
import dev.berth.model.Wanted;
import dev.berth.plan.Change.Progress;
import dev.berth.plan.Change.Reason;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Planner.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The verdict on one Job, by its ledger and the tasks of its newest attempt.
final class JobVerdict {
  /// Within this time an attempt can be asked for again with its token: a task that it had would
  /// still be seen, as ECS shows stopped tasks for an hour, and remembers their tokens as long.
  static final Duration REPEATABLE = Duration.ofMinutes(55);

  /// A task that was just started may not be seen yet (source: ECS API reference, RunTask, on
  /// eventual consistency).
  private static final Duration SEEN = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int DOUBLINGS = 10;

  private final Wanted want;
  private final JobTerms terms;
  private final LiveJob have;
  private final Ledger ledger;
  private final Desired desired;
  private final Instant now;
  private final JobActions act;

  private JobVerdict(Wanted want, LiveJob have, Desired desired, Instant now) {
    this.want = want;
    this.terms = want.terms().orElse(JobTerms.DEFAULT);
    this.have = have;
    this.ledger = have.ledger();
    this.desired = desired;
    this.now = now;
    this.act = new JobActions(want, desired);
  }

  static Verdict of(Wanted want, Desired desired, Observed observed) {
    var verdict = judged(want, desired, observed);
    var unresolved = Images.unresolved(want);
    if (!verdict.gated() || unresolved.isEmpty()) return verdict;
    var blocked = new Change.Blocked(verdict.change(), unresolved.get());
    return Verdict.free(blocked, List.of(), verdict.standing());
  }

  private static Verdict judged(Wanted want, Desired desired, Observed observed) {
    var live = observed.job(want.key());
    if (live.isEmpty()) return absent(want, desired, observed);
    var refusal = Planner.refusal(live.get());
    if (!refusal.isEmpty()) {
      var change =
          new Change.Blocked(new Change.Adopt(want, live.get(), List.of()), refusal.getFirst());
      return Verdict.free(change, List.of(), List.of(Reason.REFUSED));
    }
    return new JobVerdict(want, live.get(), desired, observed.at()).judge();
  }

  private static Verdict absent(Wanted want, Desired desired, Observed observed) {
    var because = want.key() + " has not run";
    return new Verdict(
        new Change.Create(want),
        Verdict.Hold.GATED,
        new JobActions(want, desired).first(JobRuns.first(want.key(), observed), because),
        List.of(),
        List.of(Reason.NOT_RUN));
  }

  private Verdict judge() {
    var awaited = ledger.awaited();
    if (awaited.isPresent() && !have.tasks().isEmpty()) return started(awaited.get(), newest());
    var open = ledger.open();
    boolean once = terms.runPolicy() == JobTerms.RunPolicy.ONCE && succeeded();
    var fields = once ? List.<Field>of() : differing();
    if (open.isPresent()) return unseen(open.get(), fields);
    if (!fields.isEmpty()) return changed(fields);
    if (ledger.forgiven()) return again(next(), "asked for by berth retry");
    return ledger.outcome().map(this::ended).orElseGet(this::lost);
  }

  /// Of several tasks, which a token makes impossible within its time, one that has not stopped.
  private JobTask newest() {
    return have.tasks().stream()
        .filter(task -> !task.stopped())
        .findFirst()
        .orElse(have.tasks().getFirst());
  }

  private boolean succeeded() {
    return ledger.outcome().filter(o -> o.result() == Result.SUCCEEDED).isPresent();
  }

  private List<Field> differing() {
    var wanted = JobIdentity.wanted(want);
    if (ledger.identity().filter(JobIdentity.hash(want)::equals).isPresent()) return List.of();
    boolean moved = Images.writtenAsBefore(want, have.definition().marks());
    return FieldDiff.service(wanted, JobIdentity.live(have)).stream()
        .filter(d -> want.wiring().ignore().stream().noneMatch(d.path()::within))
        .map(d -> new Difference(d.path(), d.from(), d.to(), new Field.Consequence.RunAgain()))
        .map(d -> ServiceFieldsDiff.field(d, want, desired, false))
        .map(field -> moved ? Images.told(field, want) : field)
        .toList();
  }

  private Verdict started(Attempt attempt, JobTask task) {
    if (task.stopped()) {
      return stopped(JobEnds.of(task, attempt, have.definition().fields()));
    }
    // An emulator may not tell when a task was made; the attempt was written down before that.
    var begun = task.createdAt().equals(Instant.EPOCH) ? attempt.at() : task.createdAt();
    boolean late = begun.plus(want.wiring().deadline()).isBefore(now);
    var limit = Durations.text(want.wiring().deadline());
    var state = task.stopping() ? "stopping" : task.status();
    var told =
        "task " + task.id() + " is " + state + (late ? ", past its deadline of " + limit : "");
    boolean stop = late && !task.stopping();
    return rolling(told, stop ? List.of(act.stop(task)) : List.of());
  }

  /// The outcome is written down first; what waits for it moves in the next pass.
  private Verdict stopped(Outcome outcome) {
    var actions = List.of(act.mark(have, outcome));
    return switch (outcome.result()) {
      case FAILED -> blocked(failure(outcome), actions, Reason.ENDED_BADLY);
      case SUCCEEDED -> rolling("exited 0", actions);
      case UNLAUNCHED, REFUSED -> rolling("could not be started: " + outcome.reason(), actions);
    };
  }

  /// An attempt is written down, and no task of it is seen.
  private Verdict unseen(Attempt attempt, List<Field> fields) {
    var age = Duration.between(attempt.at(), now);
    if (age.compareTo(REPEATABLE) < 0) {
      if (fields.isEmpty()) return repeated(attempt);
      if (age.compareTo(SEEN) < 0)
        return rolling("looking for the task of its former content", List.of());
      return changed(fields);
    }
    return fields.isEmpty() ? lost() : changed(fields);
  }

  private Verdict repeated(Attempt attempt) {
    return gated(
        new Change.Restart(want, have, "its attempt " + attempt.id() + " is not seen to run"),
        act.repeat(have, attempt),
        Reason.NOT_RUN);
  }

  private Verdict changed(List<Field> fields) {
    var paths = fields.stream().map(f -> f.path().toString()).limit(3).toList();
    var more = fields.size() > paths.size() ? " and more" : "";
    var because = String.join(", ", paths) + more;
    return gated(
        new Change.Update(want, have, fields), act.again(have, next(), because), Reason.NOT_RUN);
  }

  private Verdict again(Attempt attempt, String because) {
    return gated(
        new Change.Restart(want, have, because), act.again(have, attempt, because), Reason.NOT_RUN);
  }

  private Verdict ended(Outcome outcome) {
    return switch (outcome.result()) {
      case SUCCEEDED ->
          Verdict.free(new Change.Keep(want, have, new Progress.Settled()), List.of(), List.of());
      case FAILED -> blocked(failure(outcome), List.of(), Reason.ENDED_BADLY);
      case UNLAUNCHED -> unlaunched(outcome);
      case REFUSED -> again(next(), "AWS refused the last attempt: " + outcome.reason());
    };
  }

  /// The next launch when it is due, while there is one left.
  private Verdict unlaunched(Outcome outcome) {
    var attempt = ledger.attempt().orElseThrow();
    int launches = terms.retries() + 1;
    if (attempt.launch() >= launches) {
      var times = attempt.launch() == 1 ? "once" : attempt.launch() + " times";
      var why = new Why.JobFailed("tried " + times + ": " + outcome.reason(), outcome);
      return blocked(why, List.of(), Reason.ENDED_BADLY);
    }
    var due = outcome.at().plus(pause(attempt.launch()));
    var last = "could not be started: " + outcome.reason();
    var next = "launch %d of %d".formatted(attempt.launch() + 1, launches);
    if (!now.isBefore(due)) return again(JobRuns.relaunch(attempt, now), next);
    return rolling(last + "; " + next + " at " + due.truncatedTo(ChronoUnit.SECONDS), List.of());
  }

  private static Duration pause(int launch) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(launch - 1, DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private Verdict lost() {
    if (terms.onLost() == JobTerms.OnLost.RERUN) {
      return again(next(), "the outcome of its last run is lost, and onLost is rerun");
    }
    var since = ledger.attempt().map(Attempt::at);
    return blocked(new Why.JobLost(since), List.of(), Reason.LOST);
  }

  private Attempt next() {
    return JobRuns.next(ledger, now);
  }

  private Why failure(Outcome outcome) {
    return new Why.JobFailed(outcome.reason(), outcome);
  }

  private Verdict rolling(String told, List<Action> actions) {
    var change = new Change.Keep(want, have, new Progress.Rolling(told));
    return Verdict.free(change, actions, List.of(Reason.RUNNING));
  }

  private Verdict blocked(Why why, List<Action> actions, Reason reason) {
    var then = new Change.Restart(want, have, "the same content again");
    return Verdict.free(new Change.Blocked(then, why), actions, List.of(reason));
  }

  private static Verdict gated(Change change, List<Action> actions, Reason reason) {
    return new Verdict(change, Verdict.Hold.GATED, actions, List.of(), List.of(reason));
  }
}
