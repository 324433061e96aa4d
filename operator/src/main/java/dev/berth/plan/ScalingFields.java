package dev.berth.plan;

import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;
import java.util.Optional;

/// The members of a service's scalable target, its scaling policies and its scheduled actions.
/// Sources: the pages of the Application Auto Scaling API reference that the headings name. The
/// API's names begin with a capital; here they begin with a small letter, as ECS's do.
public final class ScalingFields {
  /// Where a Service holds what scales it.
  public static final String MEMBER = "scaling";

  public static final String POLICIES = "policies";
  public static final String POLICY_NAME = "policyName";
  public static final String ACTIONS = "scheduledActions";
  public static final String ACTION_NAME = "scheduledActionName";

  public static final String MIN = "minCapacity";
  public static final String MAX = "maxCapacity";

  /// What a scheduled action makes of its target.
  public static final String TARGET_ACTION = "scalableTargetAction";

  public static final String SCHEDULE = "schedule";

  static final String POLICY_TYPE = "policyType";

  private static final Field.Consequence PLACE = new Field.Consequence.InPlace();
  private static final String TRACKING = "targetTrackingScalingPolicyConfiguration";
  private static final String STEPS = "stepScalingPolicyConfiguration";

  /// The target itself, without what belongs to it.
  public static final FieldTable TARGET =
      FieldTable.of(
          "",
          PLACE,
          """
          : autoscaling/RegisterScalableTarget
          minCapacity                | number  |       | 0.. |
          maxCapacity                | number  |       | 0.. |

          suspendedState: autoscaling/SuspendedState
          dynamicScalingInSuspended  | flag    | false |     |
          dynamicScalingOutSuspended | flag    | false |     |
          scheduledScalingSuspended  | flag    | false |     |

          : autoscaling/ScalableTarget
          serviceNamespace           | dropped |       |     |
          resourceId                 | dropped |       |     |
          scalableDimension          | dropped |       |     |
          roleARN                    | dropped |       |     |
          scalableTargetARN          | dropped |       |     |
          creationTime               | dropped |       |     |
          predictedCapacity          | dropped |       |     |
          tags                       | dropped |       |     |
          """);

  private static final FieldTable TARGET_TRACKING =
      FieldTable.of(
          TRACKING + ".",
          PLACE,
          """
          : autoscaling/TargetTrackingScalingPolicyConfiguration
          targetValue          | number      |      |     |
          scaleOutCooldown     | number      | 300  | 0.. |
          scaleInCooldown      | number      | 300  | 0.. |
          disableScaleIn       | flag        | false |    |

          predefinedMetricSpecification: autoscaling/PredefinedMetricSpecification
          predefinedMetricType | text        |      | ECSServiceAverageCPUUtilization,\
          ECSServiceAverageMemoryUtilization,ALBRequestCountPerTarget |
          resourceLabel        | text        |      |     |

          customizedMetricSpecification: autoscaling/CustomizedMetricSpecification
          metricName           | text        |      |     |
          namespace            | text        |      |     |
          statistic            | text        |      | Average,Minimum,Maximum,SampleCount,Sum |
          unit                 | text        |      |     |
          dimensions           | set by name |      |     |
          metrics              | set by id   |      |     |

          customizedMetricSpecification.dimensions[]: autoscaling/MetricDimension
          name                 | text        |      |     |
          value                | text        |      |     |

          customizedMetricSpecification.metrics[]: autoscaling/TargetTrackingMetricDataQuery
          id                   | text        |      |     |
          expression           | text        |      |     |
          label                | text        |      |     |
          returnData           | flag        | true |     |
          metricStat.stat      | text        |      |     |
          metricStat.unit      | text        |      |     |

          customizedMetricSpecification.metrics[].metricStat.metric: autoscaling/TargetTrackingMetric
          metricName           | text        |      |     |
          namespace            | text        |      |     |
          dimensions           | set by name |      |     |
          dimensions[].name    | text        |      |     |
          dimensions[].value   | text        |      |     |
          """);

  public static final FieldTable POLICY =
      FieldTable.of(
              "",
              PLACE,
              """
              : autoscaling/PutScalingPolicy
              policyName        | text    | | ~[ -~]{1,256}                     | replace
              policyType        | text    | | StepScaling,TargetTrackingScaling | replace

              : autoscaling/ScalingPolicy
              serviceNamespace  | dropped | | |
              resourceId        | dropped | | |
              scalableDimension | dropped | | |
              policyARN         | dropped | | |
              alarms            | dropped | | |
              creationTime      | dropped | | |
              """)
          .and(TARGET_TRACKING)
          .and(
              FieldTable.of(
                  STEPS + ".",
                  PLACE,
                  """
                  : autoscaling/StepScalingPolicyConfiguration
                  adjustmentType           | text   |     | ChangeInCapacity,\
                  PercentChangeInCapacity,ExactCapacity |
                  minAdjustmentMagnitude   | number |     |      |
                  cooldown                 | number | 300 | 0..  |
                  metricAggregationType    | text   | Average | Average,Minimum,Maximum |
                  stepAdjustments          | set by metricIntervalLowerBound=none | | |

                  stepAdjustments[]: autoscaling/StepAdjustment
                  metricIntervalLowerBound | number |     |      |
                  metricIntervalUpperBound | number |     |      |
                  scalingAdjustment        | number |     |      |
                  """));

  public static final FieldTable ACTION =
      FieldTable.of(
          "",
          PLACE,
          """
          : autoscaling/PutScheduledAction
          scheduledActionName | text    |     | \
          ~[!-.0-9;-{}~]([ -.0-9;-{}~]{0,254}[!-.0-9;-{}~])? | replace
          schedule            | text    |     |     |
          timezone            | text    | UTC |     |
          startTime           | text    |     |     | same=time
          endTime             | text    |     |     | same=time

          scalableTargetAction: autoscaling/ScalableTargetAction
          minCapacity         | number  |     | 0.. |
          maxCapacity         | number  |     | 0.. |

          : autoscaling/ScheduledAction
          serviceNamespace    | dropped |     |     |
          resourceId          | dropped |     |     |
          scalableDimension   | dropped |     |     |
          scheduledActionARN  | dropped |     |     |
          creationTime        | dropped |     |     |
          """);

  /// As a Service states it: the target with its policies and actions in it.
  public static final FieldTable TABLE =
      TARGET
          .under(MEMBER)
          .and(POLICY.under(MEMBER + "." + POLICIES + "[]"))
          .and(ACTION.under(MEMBER + "." + ACTIONS + "[]"))
          .and(
              FieldTable.of(
                  MEMBER + ".",
                  PLACE,
                  """
                  : autoscaling/PutScalingPolicy
                  policies         | set by policyName          | | |
                  : autoscaling/PutScheduledAction
                  scheduledActions | set by scheduledActionName | | |
                  """));

  private ScalingFields() {}

  /// The table of what scales a service.
  ///
  /// @throws IllegalArgumentException for what scales none
  public static FieldTable of(Kind kind) {
    return switch (kind) {
      case SCALABLE_TARGET -> TARGET;
      case SCALING_POLICY -> POLICY;
      case SCHEDULED_ACTION -> ACTION;
      case CLUSTER, NAMESPACE, JOB, SERVICE ->
          throw new IllegalArgumentException(kind + " scales none");
    };
  }

  static Fields canonical(Kind kind, Fields fields) {
    return Canonical.of(of(kind), fields);
  }

  /// What a Service states of the target alone.
  public static Fields target(Fields scaling) {
    return scaling.without(POLICIES).without(ACTIONS);
  }

  /// A policy with its type: the one configuration that it has says it.
  public static Fields typed(Fields policy) {
    if (policy.at(POLICY_TYPE).isPresent()) return policy;
    return types(policy).stream()
        .findFirst()
        .map(type -> policy.with(POLICY_TYPE, Value.of(type)))
        .orElse(policy);
  }

  /// The types of the configurations that a policy has: one, where it is right.
  public static List<String> types(Fields policy) {
    return List.of(TRACKING, STEPS).stream()
        .filter(name -> policy.at(name).isPresent())
        .map(ScalingFields::type)
        .toList();
  }

  /// One of a policy's configurations.
  public record Configuration(String name, Fields fields) {}

  public static Optional<Configuration> tracking(Fields policy) {
    return configuration(policy, TRACKING);
  }

  public static Optional<Configuration> steps(Fields policy) {
    return configuration(policy, STEPS);
  }

  private static Optional<Configuration> configuration(Fields policy, String name) {
    return policy.at(name).map(_ -> new Configuration(name, policy.fields(name)));
  }

  private static String type(String configuration) {
    return configuration.equals(STEPS) ? "StepScaling" : "TargetTrackingScaling";
  }

  /// The least and the most tasks of a target; empty where the manifest states no range.
  public static Optional<Range> range(Fields target) {
    return target.whole(MIN).flatMap(min -> target.whole(MAX).map(max -> new Range(min, max)));
  }

  /// From so many tasks to so many, both included.
  public record Range(int min, int max) {
    /// The nearest number that lies in it.
    public int clamp(int count) {
      return Math.max(min, Math.min(max, count));
    }

    @Override
    public String toString() {
      return min + "–" + max;
    }
  }
}
