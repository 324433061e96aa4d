package dev.berth.plan;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Marks;
import dev.berth.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads from a service's deployments what became of the content that was rolled out last.
final class Rollouts {
  private final Wanted want;
  private final LiveService have;
  private final Instant now;

  Rollouts(Wanted want, LiveService have, Instant now) {
    this.want = want;
    this.have = have;
    this.now = now;
  }

  /// The only deployment is PRIMARY, and its roll-out is COMPLETED.
  boolean completed() {
    if (have.deployments().size() != 1 || have.primary().isEmpty()) return false;
    var primary = have.primary().get();
    if (isIn(primary, Rollout.IN_PROGRESS, Rollout.FAILED)) return false;
    var staged = staged();
    if (staged.isEmpty()) return steady(primary) && !expected();
    // Where the newest one was for something else, it went back to this one.
    return staged.get().deployment().equals(primary.id())
        ? staged.get().status().equals("SUCCESSFUL")
        : !staged.get().running() && !staged.get().returning();
  }

  /// ECS has a service deployment of which it did not tell yet.
  private boolean expected() {
    return Strategy.of(have.fields()).staged() && Reading.current(have, now);
  }

  /// Behind a Classic Load Balancer ECS tells no state (source: ECS API reference, Deployment):
  /// then a roll-out is over when all tasks run.
  private boolean steady(Deployment primary) {
    int desired = have.counts().desired();
    return primary.rollout().isPresent()
        || primary.counts().running() == desired && have.counts().running() == desired;
  }

  /// The newest service deployment of a service whose strategy has stages: what ECS tells of these,
  /// it tells there.
  private Optional<PastDeployment> staged() {
    return have.history().stream().findFirst().filter(past -> past.shift().isPresent());
  }

  /// Why the wanted content, which was rolled out before, has failed; empty when it has not.
  Optional<String> failure(String hash) {
    var applied = have.marks().applied().filter(a -> a.hash().equals(hash));
    if (applied.isEmpty()) return Optional.empty();
    var revision = applied.get().revision();
    var broken = broken(revision);
    if (broken.isPresent()) return Optional.of("circuit breaker: " + told(broken.get().id()));
    if (pastDeadline(revision)) return Optional.of(deadline());
    return relevant().stream()
        .findFirst()
        .filter(past -> Definition.revision(past.taskDefinition()).equals(revision))
        .filter(PastDeployment::failed)
        .map(past -> Stops.told(have, past));
  }

  private String deadline() {
    var limit = Durations.text(want.wiring().deadline());
    return "deadline of %s passed: %s".formatted(limit, told(primary()));
  }

  private String told(String deployment) {
    return Stops.told(have, deployment);
  }

  private String primary() {
    return have.primary().map(Deployment::id).orElse("");
  }

  /// The newest deployment, unless it is completed.
  Optional<String> unfinished() {
    if (completed()) return Optional.empty();
    return have.history().stream()
        .findFirst()
        .map(PastDeployment::deployment)
        .or(() -> have.primary().map(Deployment::id));
  }

  /// A deployment of this content is in flight, or somebody else's is: what differs meanwhile is
  /// not drift. A new wish is never suppressed.
  boolean suppressesDrift(String hash) {
    var applied = have.marks().applied().filter(a -> a.hash().equals(hash));
    if (applied.isEmpty()) return false;
    if (torn(applied.get().revision())) return true;
    if (completed() || failedPrimary()) return false;
    // The intent was written and the update never sent: what runs is still what it was to replace.
    if (have.primary().filter(this::isForgiven).isPresent()) return false;
    if (applied.get().revision().equals(have.revision())) return true;
    return history().stream()
        .anyMatch(p -> Definition.revision(p.taskDefinition()).equals(applied.get().revision()));
  }

  /// ECS tells in one answer that a roll-out is under way, and in the other that it is over: one of
  /// them is of a while ago, and how it ended is not known yet.
  private boolean torn(String revision) {
    return !revision.equals(have.revision())
        && relevant().stream()
            .findFirst()
            .filter(PastDeployment::running)
            .filter(past -> Definition.revision(past.taskDefinition()).equals(revision))
            .isPresent();
  }

  /// The revision that was meant to run did run once: another one in its place is drift.
  boolean arrived() {
    var applied = have.marks().applied().map(Marks.Applied::revision);
    if (applied.equals(Optional.of(have.revision())) || have.history().isEmpty()) return true;
    return have.history().stream()
        .filter(p -> p.status().equals("SUCCESSFUL"))
        .anyMatch(p -> applied.equals(Optional.of(Definition.revision(p.taskDefinition()))));
  }

  /// A newer deployment than the marked one came of a restart.
  boolean restarted(Marks.Restart mark) {
    return relevant().stream()
        .anyMatch(p -> mark.after(p.createdAt()) && !p.deployment().equals(mark.deployment()));
  }

  /// The running service deployment of content that failed by its deadline, where it should go
  /// back: the manifest has roll-back on, or a strategy that always goes back, and there is
  /// something to go back to.
  Optional<PastDeployment> overdue() {
    boolean back =
        want.fields()
            .fields("deploymentConfiguration")
            .fields("deploymentCircuitBreaker")
            .on("rollback");
    if (!back && !Strategy.of(want.fields()).staged()) return Optional.empty();
    if (have.deployments().size() < 2 || !pastDeadline(have.revision())) {
      return Optional.empty();
    }
    return have.history().stream()
        .findFirst()
        .filter(PastDeployment::running)
        .filter(past -> !past.arn().isEmpty());
  }

  String told() {
    var stage = stage();
    var text = new StringBuilder(stage);
    var primary = have.primary().map(Deployment::counts).orElse(have.counts());
    text.append(primary.running()).append(" of ").append(primary.desired());
    int others = have.counts().running() - primary.running();
    text.append(stage.isEmpty() ? (others > 0 ? " new tasks running" : " tasks running") : " new");
    if (others > 0) text.append(", ").append(others).append(" old");
    int failed = have.primary().map(Deployment::failedTasks).orElse(0);
    if (failed > 0) text.append(", ").append(failed).append(" failed: ").append(told(primary()));
    return text.toString();
  }

  private String stage() {
    var shift = staged().filter(PastDeployment::running).flatMap(PastDeployment::shift);
    return shift.map(s -> Stages.told(s, Strategy.of(have.fields()), now) + "; ").orElse("");
  }

  private Optional<Deployment> broken(String revision) {
    return have.deployments().stream()
        .filter(d ->
            isIn(d, Rollout.FAILED)
                && Definition.revision(d.taskDefinition()).equals(revision)
                && !isForgiven(d))
        .findFirst();
  }

  boolean failedPrimary() {
    var staged = staged().filter(PastDeployment::failed).map(PastDeployment::deployment);
    return have.primary()
        .filter(p -> isIn(p, Rollout.FAILED) || staged.equals(Optional.of(p.id())))
        .isPresent();
  }

  /// The primary deployment is under way, as ECS says.
  private boolean inFlight(Deployment primary) {
    return isIn(primary, Rollout.IN_PROGRESS)
        || staged()
            .filter(past -> past.running() && past.deployment().equals(primary.id()))
            .isPresent();
  }

  private boolean pastDeadline(String revision) {
    return have.primary()
        .filter(this::inFlight)
        .filter(p -> Definition.revision(p.taskDefinition()).equals(revision))
        .filter(p -> !isForgiven(p))
        .filter(p -> p.createdAt().isAfter(Instant.EPOCH))
        .filter(p -> Duration.between(p.createdAt(), now).compareTo(want.wiring().deadline()) > 0)
        .isPresent();
  }

  /// The service deployments since the one that `berth retry` forgave, newest first. What is
  /// stopped and not the newest was superseded by somebody: that is drift, not a failure.
  private List<PastDeployment> relevant() {
    return history().stream().filter(p -> !p.deployment().equals(forgiven())).toList();
  }

  private List<PastDeployment> history() {
    var history = have.history();
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).deployment().equals(forgiven())) return history.subList(0, i);
    }
    return history;
  }

  private boolean isForgiven(Deployment deployment) {
    return deployment.id().equals(forgiven());
  }

  private String forgiven() {
    return have.marks().forgiven().orElse("");
  }

  private static boolean isIn(Deployment deployment, Rollout... states) {
    return deployment.rollout().filter(List.of(states)::contains).isPresent();
  }
}
