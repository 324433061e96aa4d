package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Ledger;
import dev.berth.model.Ledger.Attempt;
import dev.berth.model.Live.JobTask;
import dev.berth.model.Live.LiveJob;
import dev.berth.model.Marks;
import dev.berth.model.Owner;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The calls that one Job's verdict takes, in order: the attempt is written down, then the task is
/// asked for.
final class JobActions {
  private final Wanted want;
  private final Desired desired;
  private final Owner.Ours ours;

  JobActions(Wanted want, Desired desired) {
    this.want = want;
    this.desired = desired;
    this.ours = new Owner.Ours(desired.environment().owner());
  }

  /// The first run of all.
  List<Action> first(Attempt attempt, String because) {
    return registered(attempt, Marks.NONE, new Expect.Absent(), because);
  }

  /// One more attempt. A revision is registered where the newest says something else.
  List<Action> again(LiveJob have, Attempt attempt, String because) {
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    var definition = ServiceRequest.definition(want.fields());
    if (!Canonical.task(have.definition().fields()).equals(Canonical.task(definition))) {
      return registered(attempt, have.definition().marks(), unchanged, because);
    }
    return List.of(
        new Action.MarkJob(want.key(), family(), marks(attempt), unchanged, because),
        run(identity(), attempt, Optional.of(have.arn()), because));
  }

  /// The same request again for an attempt that was written down, with the same token: where the
  /// first one did arrive, ECS answers with its task.
  List<Action> repeat(LiveJob have, Attempt attempt) {
    var identity = have.ledger().identity().orElseGet(this::identity);
    var because = "attempt " + attempt.id() + " is written down, and no task of it is seen";
    var run = run(identity, attempt, Optional.of(have.arn()), because);
    if (have.ledger().identity().isPresent()) return List.of(run);
    // Without its identity its task would not be found.
    var tags = new TreeMap<String, String>();
    tags.put(Marks.IDENTITY, identity);
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    return List.of(new Action.MarkJob(want.key(), family(), tags, unchanged, because), run);
  }

  Action mark(LiveJob have, Ledger.Outcome outcome) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.OUTCOME, outcome.toString());
    var because = "attempt " + outcome.attempt() + " has ended";
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    return new Action.MarkJob(want.key(), family(), tags, unchanged, because);
  }

  Action stop(JobTask task) {
    var limit = Durations.text(want.wiring().deadline());
    return new Action.StopTask(want.key(), task.arn(), "deadline of " + limit + " passed");
  }

  /// @param before of the revision until now: a pause goes along
  private List<Action> registered(Attempt attempt, Marks before, Expect expect, String because) {
    var tags = OwnTags.of(want.key(), desired);
    tags.putAll(marks(attempt));
    before.pause().ifPresent(pause -> tags.put(Marks.PAUSE, pause.toString()));
    tags.put(Marks.HASH, SpecHash.content(want.fields()));
    var definition = ServiceRequest.definition(want.fields());
    return List.of(
        new Action.RegisterJob(want.key(), definition, tags, expect, because),
        run(identity(), attempt, Optional.empty(), because));
  }

  private SortedMap<String, String> marks(Attempt attempt) {
    var tags = new TreeMap<String, String>();
    tags.put(Marks.IDENTITY, identity());
    tags.put(Marks.TRIGGER, want.terms().map(terms -> terms.trigger()).orElse(""));
    tags.put(Marks.ATTEMPT, attempt.toString());
    tags.put(Marks.REVISION, desired.revision());
    Images.mark(want).ifPresent(mark -> tags.put(Marks.IMAGES, mark));
    return tags;
  }

  private Action run(String identity, Attempt attempt, Optional<String> revision, String because) {
    var asked =
        new Ledger(Optional.of(identity), "", Optional.of(attempt), Optional.empty(), false);
    var expect = new Expect.Unchanged(Fingerprint.of(ours, asked));
    return new Action.RunTask(
        want.key(), family(), revision, request(identity, attempt), attempt, expect, because);
  }

  /// Nothing in it depends on the time or the commit: the same attempt asks for the same.
  private Fields request(String identity, Attempt attempt) {
    var token = Tokens.run(desired.environment().owner(), want.key(), identity, attempt);
    var tags = new TreeMap<>(desired.environment().tags());
    tags.put(Marks.OWNER, desired.environment().owner());
    tags.put(Marks.JOB, want.key().toString());
    return ServiceRequest.weighted(want.fields().without(ServiceFields.DEFINITION))
        .with("clientToken", Value.of(token))
        .with("startedBy", Value.of(token))
        .with("count", Value.of(1))
        .with("tags", Value.tags(tags));
  }

  private String identity() {
    return JobIdentity.hash(want);
  }

  private String family() {
    return JobRuns.family(want);
  }
}
