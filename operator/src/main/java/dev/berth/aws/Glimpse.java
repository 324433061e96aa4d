package dev.berth.aws;

import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.Shift;
import dev.berth.model.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What DescribeServices alone lets one know of a service's roll-outs, where an endpoint has no
/// service deployments: the deployments that are listed, and a roll-back of which the events tell
/// (ecs-semantics 3.3, 3.4). None of them has an ARN: it cannot be stopped.
final class Glimpse {
  private static final Pattern FAILED =
      Pattern.compile("\\(deployment (ecs-svc/\\d+)\\) (deployment failed: .+)");
  private static final Pattern BACK = Pattern.compile("rolling back to deployment (ecs-svc/\\d+)");

  private Glimpse() {}

  /// Newest first.
  static List<PastDeployment> history(LiveService live) {
    var history = new ArrayList<PastDeployment>();
    rolledBack(live).ifPresent(history::add);
    for (var each : live.deployments()) history.add(past(each, live));
    return List.copyOf(history);
  }

  /// The newest one of a service that rolls out by stages, of which there is nothing to see.
  static PastDeployment newest(LiveService live) {
    var known = history(live).getFirst();
    return new PastDeployment(
        known.arn(),
        known.status(),
        known.reason(),
        known.taskDefinition(),
        known.deployment(),
        known.createdAt(),
        Optional.of(new Shift("", 0, known.createdAt())));
  }

  private static PastDeployment past(Deployment deployment, LiveService live) {
    return new PastDeployment(
        "",
        status(deployment, live),
        deployment
            .rollout()
            .filter(Rollout.FAILED::equals)
            .map(_ -> deployment.reason())
            .orElse(""),
        deployment.taskDefinition(),
        deployment.id(),
        deployment.createdAt(),
        Optional.empty());
  }

  /// Where ECS tells no state, what stands alone with all its tasks has arrived.
  private static String status(Deployment deployment, LiveService live) {
    if (deployment.rollout().isPresent()) return status(deployment.rollout().get());
    boolean alone = live.deployments().size() == 1;
    boolean whole = deployment.counts().running() >= deployment.counts().desired();
    return alone && whole ? "SUCCESSFUL" : "IN_PROGRESS";
  }

  private static String status(Rollout rollout) {
    return switch (rollout) {
      case IN_PROGRESS -> "IN_PROGRESS";
      case COMPLETED -> "SUCCESSFUL";
      case FAILED -> "STOPPED";
    };
  }

  /// What failed and is no longer listed: the newest roll-out of ours, if the newest way back led
  /// to what is PRIMARY now.
  private static Optional<PastDeployment> rolledBack(LiveService live) {
    var primary = live.primary();
    var applied = live.marks().applied().map(Marks.Applied::revision);
    if (primary.isEmpty() || applied.filter(a -> !a.equals(live.revision())).isEmpty()) {
      return Optional.empty();
    }
    var family = live.taskDefinition().substring(0, live.taskDefinition().lastIndexOf('/') + 1);
    return newest(live, BACK)
        .filter(back -> back.group(1).equals(primary.get().id()))
        .flatMap(_ -> newest(live, FAILED))
        .filter(
            failed -> live.deployments().stream().noneMatch(d -> d.id().equals(failed.group(1))))
        .map(failed ->
            new PastDeployment(
                "",
                "ROLLBACK_SUCCESSFUL",
                failed.group(2),
                family + applied.get(),
                failed.group(1),
                primary.get().createdAt()));
  }

  private static Optional<MatchResult> newest(LiveService live, Pattern pattern) {
    return live.events().stream().flatMap(event -> pattern.matcher(event).results()).findFirst();
  }
}
