package dev.berth.http;

import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Plan;
import dev.berth.plan.Restraint;
import dev.berth.reconcile.Condition.Truth;
import dev.berth.reconcile.Condition.Type;
import dev.berth.reconcile.Newest;
import dev.berth.reconcile.Next;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Status;
import dev.berth.reconcile.Visit;
import java.util.Objects;
import java.util.Optional;

/// An environment in a sentence: how it stands, why, and what somebody may do about it.
///
/// @param cause may be empty
/// @param advice may be empty
record Verdict(Mood mood, String sentence, String cause, String advice) {
  private static final String RETRIES = " to /api/v1/retries";
  private static final String APPROVALS = " to /api/v1/approvals";

  static Verdict of(Standing standing) {
    var newest = standing.newest();
    return switch (standing.visit()) {
      case Visit.Blind(var failure) ->
          new Verdict(Mood.UNKNOWN, "It cannot be seen", failure.message(), failure.hint());
      case Visit.Unusable(var findings) when !findings.isEmpty() ->
          new Verdict(
              Mood.BAD,
              "Its manifests cannot be used, and none before them are known: nothing is touched",
              findings.getFirst().toString(),
              "");
      case Visit.Unusable _ -> unread(newest);
      case Visit.Vanished _ ->
          new Verdict(
              Mood.UNKNOWN,
              "It is no longer among the manifests: nothing of it is touched",
              "",
              "");
      case Visit.Aside(var held) ->
          new Verdict(Mood.WAITING, "Another one keeps it", held.message(), "");
      case Visit.Seen seen -> seen(seen, standing);
    };
  }

  private static Verdict unread(Newest newest) {
    return newest
        .trouble()
        .map(trouble ->
            new Verdict(
                Mood.UNKNOWN, "Its manifests cannot be had", trouble.message(), trouble.hint()))
        .orElseGet(() -> new Verdict(Mood.UNKNOWN, "It was not looked at yet", "", ""));
  }

  private static Verdict seen(Visit.Seen seen, Standing standing) {
    var kept = "commit " + seen.commit().brief() + " is kept to";
    if (!seen.broken().isEmpty()) {
      var sentence = "The newest manifests are broken: " + kept;
      return new Verdict(Mood.BAD, sentence, seen.broken().getFirst().toString(), "");
    }
    var trouble = standing.newest().trouble();
    if (trouble.isPresent()) {
      var sentence = "The source cannot be read: " + kept;
      return new Verdict(Mood.UNKNOWN, sentence, trouble.get().message(), trouble.get().hint());
    }
    var status = Status.of(seen.plan());
    if (status.settled()) return settled(seen, standing);
    if (seen.held().isPresent()) {
      var held = seen.held().get();
      return new Verdict(
          Mood.WAITING, "It differs, and is left as it is: " + held.reason(), held.message(), "");
    }
    return differing(seen, standing, status);
  }

  private static Verdict settled(Visit.Seen seen, Standing standing) {
    var sentence = "It is as commit " + seen.commit().brief() + " says";
    var healthy = standing.condition(Type.HEALTHY);
    if (healthy.truth() == Truth.TRUE) return new Verdict(Mood.GOOD, sentence, "", "");
    return new Verdict(Mood.BAD, sentence + ", and not well", healthy.message(), "");
  }

  private static Verdict differing(Visit.Seen seen, Standing standing, Status status) {
    var restrained = restrained(seen.plan());
    if (restrained.isPresent() && worst(seen.plan()).isEmpty()) return left(restrained.get());
    var worst = worst(seen.plan());
    var cause = worst.map(Verdict::told).orElseGet(() -> standing.condition(Type.SYNCED).message());
    var advice = worst.map(Verdict::advice).orElse("");
    return switch (seen.next()) {
      case Next.Watch _, Next.Settled _ when worst.isEmpty() ->
          new Verdict(Mood.MOVING, "It is rolling out: " + progress(status), cause, "");
      case Next.Watch _, Next.Settled _ ->
          new Verdict(Mood.BAD, "Some of it is held: " + progress(status), cause, advice);
      case Next.Retry(var failure) ->
          new Verdict(
              Mood.MOVING, "A call failed, and is tried again", failure.message(), failure.hint());
      case Next.Stalled(_, var failure) when failure.isPresent() ->
          new Verdict(
              Mood.BAD, "AWS refused a call", failure.get().message(), failure.get().hint());
      case Next.Stalled _, Next.Beyond _ ->
          new Verdict(Mood.BAD, "It is held: " + progress(status), cause, advice);
    };
  }

  static String progress(Status status) {
    long settled = status.lines().stream().filter(Verdict::settled).count();
    return settled + " of " + status.lines().size() + " settled";
  }

  private static boolean settled(Status.Line line) {
    return line.state() == Status.State.SETTLED;
  }

  /// The first that nothing opens by itself.
  private static Optional<Change.Blocked> worst(Plan plan) {
    return plan.changes().stream()
        .filter(Change.Blocked.class::isInstance)
        .map(Change.Blocked.class::cast)
        .filter(change -> !(change.why() instanceof Why.Restrained))
        .findFirst();
  }

  /// The first that waits for a person, or for a time.
  private static Optional<Restraint> restrained(Plan plan) {
    return plan.changes().stream()
        .map(change -> change instanceof Change.Blocked(_, Why.Restrained(var by)) ? by : null)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Verdict left(Restraint by) {
    var mood = by instanceof Restraint.Flapping ? Mood.BAD : Mood.WAITING;
    return new Verdict(mood, "It differs, and is left as it is", by.words(), advice(by));
  }

  private static String advice(Restraint by) {
    return switch (by) {
      case Restraint.Observed _ -> "to let Berth act, say sync.mode: apply in the Environment";
      case Restraint.Paused _ -> "to let Berth act before, run: berth resume";
      case Restraint.Flapping _ ->
          "see who else writes there, or name the path in ignoreDifferences";
      case Restraint.Unhealed _ -> "put it right, or say sync.selfHeal: true in the Environment";
      case Restraint.OutsideWindow _ -> "";
      case Restraint.Unapproved(var plan) ->
          "look at the plan; if it is meant, POST its hash " + plan + APPROVALS;
    };
  }

  private static String told(Change.Blocked change) {
    return change.key().brief() + ": " + Status.why(change);
  }

  private static String advice(Change.Blocked change) {
    var name = change.key().name();
    return switch (change.why()) {
      case Why.Skipped _, Why.Held _, Why.JobFailed _ ->
          "change the manifest, or mend the cause and POST the name " + name + RETRIES;
      case Why.JobLost _ ->
          "look what became of it; if it may run again, POST the name " + name + RETRIES;
      case Why.Foreign _ -> "give it another name, or take it over: berth adopt " + name;
      case Why.OwnershipLost _ -> "put its tags berth:owner and berth:key back";
      case Why.Denied _ -> "change the manifest, or what the Environment says of policies";
      case Why.Unresolved _ -> "see that the image is there, and may be asked for";
      case Why.PruneLimit(_, _, _, var approval) ->
          "look at the deletions; if they are meant, POST the hash " + approval + APPROVALS;
      case Why.Restrained(var by) -> advice(by);
      case Why.Itself _ -> "do it from elsewhere, with the operator stopped";
      case Why.Disappearing _ -> "if that is meant, say adopt: replace in the manifest";
    };
  }

  Html html() {
    var cause = this.cause.isEmpty() ? Html.NONE : Html.of("<p class=\"cause\">%s</p>", this.cause);
    var advice =
        this.advice.isEmpty()
            ? Html.NONE
            : Html.of("<p class=\"advice\"><b>To do</b> %s</p>", this.advice);
    return Html.of(
        """
        <div class="verdict %s">
        <p class="sentence">%s</p>
        %s%s</div>
        """,
        mood.word(), mood.with(sentence), cause, advice);
  }
}
