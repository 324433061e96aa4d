package dev.berth.contract;

import java.util.List;

/// The sections of the contract.
final class Suite {
  static final List<Class<?>> SECTIONS =
      List.of(
          Protocol.class,
          Names.class,
          Limits.class,
          Paging.class,
          Idempotency.class,
          Throttling.class,
          Clusters.class,
          Definitions.class,
          Fargate.class,
          Echoes.class,
          Revisions.class,
          Services.class,
          ServiceEchoes.class,
          ServiceRefusals.class,
          Strategies.class,
          Updates.class,
          Merging.class,
          Reading.class,
          Running.class,
          TaskLives.class,
          Outcomes.class,
          Targets.class,
          Extras.class,
          Tagging.class,
          Rollouts.class,
          Breakers.class,
          Records.class,
          Events.class,
          Staging.class,
          Protection.class,
          Connecting.class,
          Namespaces.class,
          Balancing.class,
          Others.class);

  private Suite() {}
}
