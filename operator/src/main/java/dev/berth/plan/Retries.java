package dev.berth.plan;

import dev.berth.model.Desired;
import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Marks;
import dev.berth.model.Observed;
import dev.berth.model.ResourceKey;
import dev.berth.model.Wanted;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What `berth retry` writes: the failure is forgiven, the skip is removed, and where live already
/// equals wanted a new deployment of the same content is asked for. What ECS did not keep is
/// to be sent again. Then a pass does it.
public final class Retries {
  private Retries() {}

  /// For a service or a job that a plan tells of; empty where there is nothing to retry.
  public static List<Action> in(Plan plan, ResourceKey key) {
    if (key.kind() == ResourceKey.Kind.JOB) {
      return plan.changes().stream()
          .filter(change -> change.key().equals(key))
          .findFirst()
          .map(change -> JobRuns.retry(change, plan.observed().at()))
          .orElse(List.of());
    }
    var want = plan.desired().wanted().get(key);
    return plan.observed()
        .service(key)
        .map(have -> of(want, have, plan.desired(), plan.observed()))
        .orElse(List.of());
  }

  /// Empty when the service is not held, ECS keeps what it is sent, and nobody else changed it.
  public static List<Action> of(Wanted want, LiveService have, Desired desired, Observed observed) {
    var skip = have.marks().skip();
    var unchanged = new Expect.Unchanged(Fingerprint.of(have));
    if (skip.isEmpty()) {
      if (have.marks().unkept().isPresent()) return List.of(untag(want, Marks.UNKEPT, unchanged));
      return fought(want, have, desired, observed);
    }
    var failure = new Rollouts(want, have, observed.at()).failure(SpecHash.content(want.fields()));
    // What was held before it failed has nothing to be forgiven.
    if (skip.get().held() && failure.isEmpty()) return List.of(untag(want, Marks.SKIP, unchanged));
    var tags = new TreeMap<String, String>();
    failed(have).ifPresent(id -> tags.put(Marks.FORGIVEN, id));
    var diff = ServiceFieldsDiff.of(want, have, desired, observed);
    if (diff.content().isEmpty()) {
      restart(have, observed.at()).ifPresent(r -> tags.put(Marks.RESTART, r.toString()));
    }
    var untag = untag(want, Marks.SKIP, unchanged);
    if (tags.isEmpty()) return List.of(untag);
    return List.of(new Action.Tag(want.key(), tags, unchanged, untag.because()), untag);
  }

  /// What drifted is put right by the passes that follow; the operator, if it let go of it since
  /// somebody keeps changing it back, begins anew.
  private static List<Action> fought(
      Wanted want, LiveService have, Desired desired, Observed observed) {
    boolean drift =
        ServiceFieldsDiff.of(want, have, desired, observed).changing().stream()
            .anyMatch(field -> field.cause() instanceof Field.Cause.Drift);
    if (!drift) return List.of();
    var tags = new TreeMap<String, String>();
    tags.put(Marks.RETRIED, observed.at().truncatedTo(ChronoUnit.SECONDS).toString());
    var because = "berth retry " + want.key().name();
    return List.of(new Action.Tag(want.key(), tags, new Expect.Anything(), because));
  }

  private static Action.Untag untag(Wanted want, String tag, Expect unchanged) {
    var because = "berth retry " + want.key().name();
    return new Action.Untag(want.key(), List.of(tag), unchanged, because);
  }

  private static Optional<Marks.Restart> restart(LiveService have, Instant now) {
    return have.primary().map(primary -> Marks.Restart.at(now, "retry", primary.id()));
  }

  /// The deployment whose failure is forgiven.
  private static Optional<String> failed(LiveService have) {
    var applied = have.marks().applied().map(Marks.Applied::revision);
    return have.deployments().stream()
        .filter(d -> applied.equals(Optional.of(Definition.revision(d.taskDefinition()))))
        .filter(d -> !d.rollout().equals(Optional.of(Rollout.COMPLETED)))
        .map(Deployment::id)
        .findFirst()
        .or(() -> have.history().stream().findFirst().map(PastDeployment::deployment));
  }
}
