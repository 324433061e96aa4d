package dev.berth.cli;

/// What a Service says about its scaling, by a metric and by the clock.
final class Scaled {
  static final String BOTH_WAYS =
      """
        scaling:
          minCapacity: 1
          maxCapacity: 8
          policies:
            - policyName: cpu
              targetTrackingScalingPolicyConfiguration:
                targetValue: 60
                predefinedMetricSpecification:
                  predefinedMetricType: ECSServiceAverageCPUUtilization
          scheduledActions:
            - scheduledActionName: morning
              schedule: cron(0 8 ? * * *)
              scalableTargetAction: {minCapacity: 2}
      """;

  private Scaled() {}
}
