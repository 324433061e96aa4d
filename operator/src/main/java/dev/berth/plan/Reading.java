package dev.berth.plan;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.Deployment;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.Rollout;
import dev.berth.model.Live.State;
import dev.berth.model.Owner;
import dev.berth.model.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// What of a service must be read beside DescribeServices, so that a settled world costs nothing.
public final class Reading {
  /// Most roll-outs are done by then, and cost nothing more.
  private static final Duration SLOW = Duration.ofMinutes(3);

  private static final Duration LONGEST = Duration.ofDays(30);

  private Reading() {}

  /// The task definition: unless the tags say that this revision has the wanted content.
  public static boolean definition(LiveService live, String hash) {
    return live.marks()
        .applied()
        .filter(applied -> applied.hash().equals(hash))
        .filter(applied -> applied.revision().equals(live.revision()))
        .isEmpty();
  }

  /// The newest service deployment alone: where the strategy goes through stages, or went, which
  /// ECS tells there and nowhere else. One that is older than the longest of them has ended
  /// (source: ECS developer guide, "Lifecycle stages": 30 days).
  public static boolean current(LiveService live, Instant now) {
    var primary = live.primary();
    if (primary.isEmpty()) return false;
    boolean told = primary.get().rollout().isPresent();
    if (told && !Strategy.of(live.fields()).staged()) return false;
    var age = Duration.between(primary.get().createdAt(), now);
    return live.deployments().size() > 1 || age.compareTo(LONGEST) < 0;
  }

  /// The service deployments: where an intended roll-out is not what runs, where a restart
  /// was asked for and the old deployment is still, or again, PRIMARY, or where what failed
  /// is still under way and may have to be stopped.
  public static boolean history(LiveService live) {
    var restart = live.marks().restart().map(r -> r.deployment());
    var again = restart.isPresent() && restart.equals(live.primary().map(p -> p.id()));
    var late = live.marks().skip().isPresent() && live.deployments().size() > 1;
    return diverted(live) || again || late;
  }

  /// Why tasks stopped: where a deployment is in trouble.
  public static boolean stops(LiveService live) {
    return live.marks().skip().isPresent()
        || diverted(live)
        || live.deployments().stream().anyMatch(Reading::troubled);
  }

  /// Which tasks do not start: where a roll-out takes so long that it may pass its deadline.
  public static boolean starting(LiveService live, Instant now) {
    return live.primary()
        .filter(p -> p.rollout().filter(Rollout.IN_PROGRESS::equals).isPresent())
        .filter(p -> p.counts().running() < p.counts().desired())
        .filter(p -> Duration.between(p.createdAt(), now).compareTo(SLOW) > 0)
        .isPresent();
  }

  /// What scales the service: where its count is not the stated one.
  public static boolean scaling(LiveService live, Optional<Integer> stated) {
    return ourOrNobodys(live.owner())
        && live.state() == State.ACTIVE
        && stated.filter(count -> count != live.counts().desired()).isPresent();
  }

  /// All that scales the service: where a manifest states a range, or once did.
  public static boolean scaled(LiveService live, Predicate<ResourceKey> stated) {
    return live.owner() instanceof Owner.Ours
        && live.state() == State.ACTIVE
        && (stated.test(live.key()) || live.marks().scaled());
  }

  /// What somebody may adopt is looked at like what is ours.
  private static boolean ourOrNobodys(Owner owner) {
    return switch (owner) {
      case Owner.Ours _, Owner.Lost _ -> true;
      case Owner.Foreign(var name) -> name.isEmpty();
    };
  }

  private static boolean troubled(Deployment deployment) {
    return deployment.failedTasks() > 0
        || deployment.rollout().filter(Rollout.FAILED::equals).isPresent();
  }

  private static boolean diverted(LiveService live) {
    var applied = live.marks().applied();
    return applied.filter(a -> !a.revision().equals(live.revision())).isPresent();
  }

  /// Whether a revision that runs was deregistered.
  public static boolean deregistered(Definition definition) {
    return definition.status() == Definition.Status.INACTIVE;
  }
}
