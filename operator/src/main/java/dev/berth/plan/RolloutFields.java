package dev.berth.plan;

import dev.berth.plan.Field.Consequence;

/// How a service rolls out: the rows of `deploymentConfiguration`, for [ServiceFields]. None starts
/// a deployment (source: ECS API reference, UpdateService).
final class RolloutFields {
  static final String MEMBER = "deploymentConfiguration";

  private static final String TEXT =
      """
      : DeploymentConfiguration
      maximumPercent          | number      | 200 or 100 of DAEMON | 0..200 |
      minimumHealthyPercent   | number      | 100 or 0 of DAEMON | 0..100   |
      strategy                | text        | ROLLING | ROLLING,BLUE_GREEN,LINEAR,CANARY |
      bakeTimeInMinutes       | number      | 0       | 0..1440          |
      lifecycleHooks          | set by hookTargetArn |  |                |
      linearConfiguration     | group beside strategy=LINEAR | |           |
      canaryConfiguration     | group beside strategy=CANARY | |           |

      deploymentCircuitBreaker: DeploymentCircuitBreaker
      enable                  | flag        | false   |                  |
      rollback                | flag        | false   |                  |

      alarms: DeploymentAlarms
      alarmNames              | set of text |         |                  |
      enable                  | flag        | false   |                  |
      rollback                | flag        | false   |                  |

      lifecycleHooks[]: DeploymentLifecycleHook
      hookTargetArn           | text        |         |                  |
      roleArn                 | text        |         |                  | same=role
      hookDetails             | document    |         |                  |
      lifecycleStages         | set of text |         | \
      RECONCILE_SERVICE,PRE_SCALE_UP,POST_SCALE_UP,TEST_TRAFFIC_SHIFT,POST_TEST_TRAFFIC_SHIFT,\
      PRE_PRODUCTION_TRAFFIC_SHIFT,PRODUCTION_TRAFFIC_SHIFT,POST_PRODUCTION_TRAFFIC_SHIFT |

      linearConfiguration: LinearConfiguration
      stepPercent             | number      | 10      | 3..100           |
      stepBakeTimeInMinutes   | number      | 6       | 0..1440          |

      canaryConfiguration: CanaryConfiguration
      canaryPercent           | number      | 5       | 0..100           |
      canaryBakeTimeInMinutes | number      | 10      | 0..1440          |
      """;

  static final FieldTable TABLE = FieldTable.of(MEMBER + ".", new Consequence.InPlace(), TEXT);

  private RolloutFields() {}
}
