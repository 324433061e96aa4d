package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.K;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;

/// What CreateService refuses of capacity provider strategies.
final class Strategies {
  private static final String INVALID = "InvalidParameterException";

  private static Draft strategic(Account aws, String strategy) {
    return aws.service("web")
        .without("launchType")
        .with("'capacityProviderStrategy': [" + strategy + "]");
  }

  @Fact(line = 80, by = O)
  void a_launch_type_and_a_strategy_are_one_too_many(Account aws) {
    aws.service("web")
        .with("'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}]")
        .refused(INVALID, "specifying both a launch type and capacity provider strategy");
  }

  @Fact(line = 81, by = O)
  void a_strategy_needs_a_weight(Account aws) {
    strategic(aws, "{'capacityProvider': 'FARGATE'}")
        .refused(INVALID, "weight value greater than zero");
  }

  @Fact(line = 82, by = K)
  void a_provider_must_be_associated_with_the_cluster(Account aws) {
    strategic(aws, "{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}")
        .refused(INVALID, "not associated with the cluster");
  }

  @Fact(line = 64, by = M)
  void a_weight_is_1000_at_most(Account aws) {
    strategic(aws, "{'capacityProvider': 'FARGATE', 'weight': 1001}").refused(INVALID);
  }

  @Fact(line = 64, by = M)
  void a_base_is_100000_at_most(Account aws) {
    strategic(aws, "{'capacityProvider': 'FARGATE', 'weight': 1, 'base': 100001}").refused(INVALID);
  }

  @Fact(line = 64, by = M)
  void only_one_provider_has_a_base(Account aws) {
    aws.ecs(
            "PutClusterCapacityProviders",
            ("{'cluster': '%s', 'capacityProviders': ['FARGATE', 'FARGATE_SPOT'],"
                    + " 'defaultCapacityProviderStrategy': []}")
                .formatted(aws.cluster()))
        .ok();

    strategic(
            aws,
            "{'capacityProvider': 'FARGATE', 'weight': 1, 'base': 1},"
                + " {'capacityProvider': 'FARGATE_SPOT', 'weight': 1, 'base': 1}")
        .refused(INVALID, "base");
  }
}
