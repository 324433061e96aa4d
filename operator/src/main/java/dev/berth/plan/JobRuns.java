package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Ledger;
import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The runs of a Job, as they are counted and found again.
public final class JobRuns {
  private JobRuns() {}

  /// The task definition family, which a Job has for itself: its newest revision is the ledger.
  public static String family(Wanted want) {
    return ServiceFields.definition(want.fields()).text("family").orElse(want.key().name());
  }

  /// What RunTask's `startedBy` is for an attempt; empty where the ledger does not tell.
  public static Optional<String> startedBy(String owner, ResourceKey job, Ledger ledger) {
    return ledger
        .identity()
        .flatMap(
            identity -> ledger.attempt().map(attempt -> Tokens.run(owner, job, identity, attempt)));
  }

  /// What `berth job run` does: a run of what the manifest says, whatever the ledger says.
  public static List<Action> now(Wanted want, Desired desired, Observed observed) {
    var act = new JobActions(want, desired);
    var because = "berth job run " + want.key().name();
    return observed
        .job(want.key())
        .map(have -> act.again(have, next(have.ledger(), observed.at()), because))
        .orElseGet(() -> act.first(first(want.key(), observed), because));
  }

  /// What `berth retry` writes: the newest attempt is forgiven, and a pass runs the next one
  /// . Empty where nothing holds the Job.
  public static List<Action> retry(Change change, Instant now) {
    if (!(change instanceof Change.Blocked(Change.Restart(var want, LiveJob have, _), var why))
        || !(why instanceof Change.Why.JobFailed || why instanceof Change.Why.JobLost)) {
      return List.of();
    }
    var tags = new TreeMap<String, String>();
    have.ledger()
        .attempt()
        .ifPresentOrElse(
            attempt -> tags.put(Marks.FORGIVEN, attempt.id()),
            () -> tags.put(Marks.ATTEMPT, next(Optional.empty(), now).toString()));
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    var because = "berth retry " + want.key().name();
    return List.of(new Action.MarkJob(want.key(), family(want), tags, unchanged, because));
  }

  /// The attempt to begin with where there is no ledger, or none any more: the one that is under
  /// way, or the first that ECS would not answer with a task that has ended. Empty where it shows
  /// no tasks of ours.
  ///
  /// @param going the `startedBy` of tasks that have not ended
  /// @param stopped the same of those that have
  public static Optional<Attempt> first(List<String> going, List<String> stopped, Instant now) {
    var newest = Comparator.comparing(Attempt::run).thenComparing(Attempt::launch);
    return going.stream()
        .flatMap(by -> Tokens.attempt(by, now).stream())
        .max(newest)
        .or(() ->
            stopped.stream()
                .flatMap(by -> Tokens.attempt(by, now).stream())
                .max(newest)
                .map(last -> next(Optional.of(last), now)));
  }

  static Attempt first(ResourceKey job, Observed observed) {
    return Optional.ofNullable(observed.first().get(job))
        .orElseGet(() -> next(Optional.empty(), observed.at()));
  }

  static Attempt next(Ledger ledger, Instant now) {
    return next(ledger.attempt(), now);
  }

  private static Attempt next(Optional<Attempt> newest, Instant now) {
    return new Attempt(newest.map(Attempt::run).orElse(0) + 1, 1, now);
  }

  static Attempt relaunch(Attempt attempt, Instant now) {
    return new Attempt(attempt.run(), attempt.launch() + 1, now);
  }

  /// That nobody knows what became of a Job's run.
  public static String lost(Optional<Instant> since) {
    var run = since.map(at -> "the run of " + at).orElse("its last run");
    return "the outcome of " + run + " is unknown, and its task is gone";
  }
}
