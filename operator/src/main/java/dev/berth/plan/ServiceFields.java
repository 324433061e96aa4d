package dev.berth.plan;

import dev.berth.model.Value;
import dev.berth.plan.Field.Consequence;

/// The members of a service. Sources: the pages of the ECS API reference that the headings name,
/// CreateService and UpdateService above all.
public final class ServiceFields {
  /// Where a service's wanted fields hold its task definition.
  public static final String DEFINITION = "taskDefinition";

  public static final String COUNT = "desiredCount";

  private static final String SERVICE =
      """
      : CreateService
      desiredCount                  | number |        | 0..  | others clear=never
      launchType                    | text   |        | FARGATE,EC2,EXTERNAL | replace others
      capacityProviderStrategy      | set by capacityProvider | | | roll force others=launchType
      platformVersion               | text   | LATEST |      | roll others
      role                          | text   | AWSServiceRoleForECS | | \
      replace others same=role read=roleArn
      schedulingStrategy            | text   | REPLICA | REPLICA,DAEMON | replace
      availabilityZoneRebalancing   | text   |        | ENABLED,DISABLED | others clear=never
      healthCheckGracePeriodSeconds | number | 0      | 0..  |
      enableECSManagedTags          | flag   | false  |      |
      enableExecuteCommand          | flag   | false  |      |
      propagateTags                 | text   | NONE   | TASK_DEFINITION,SERVICE,NONE |
      placementConstraints          | set by type, expression= | | |
      placementStrategy             | list by type, field= | | |
      loadBalancers                 | set by containerName, containerPort | | | roll
      serviceRegistries             | set by registryArn | | | roll
      vpcLatticeConfigurations      | set by portName | | | roll read=primary
      volumeConfigurations          | set by name | | | roll read=primary

      deploymentController: DeploymentController
      type                          | text   | ECS    | ECS      | replace others

      capacityProviderStrategy[]: CapacityProviderStrategyItem
      capacityProvider              | text   |        |          | roll force
      weight                        | number | 1      | 0..1000  | roll force
      base                          | number | 0      | 0..100000 | roll force

      networkConfiguration.awsvpcConfiguration: AwsVpcConfiguration
      subnets                       | set of text | |            | roll clear=never
      securityGroups                | set of text | |            | roll
      assignPublicIp                | text   | DISABLED | ENABLED,DISABLED | roll

      placementConstraints[]: PlacementConstraint
      type                          | text   |        | distinctInstance,memberOf |
      expression                    | text   |        |          |

      placementStrategy[]: PlacementStrategy
      type                          | text   |        | spread,binpack,random |
      field                         | text   |        |          | same=place

      loadBalancers[]: LoadBalancer
      targetGroupArn                | text   |        |          | roll
      loadBalancerName              | text   |        |          | roll
      containerName                 | text   |        |          | roll
      containerPort                 | number |        | 0..65535 | roll

      loadBalancers[].advancedConfiguration: AdvancedConfiguration
      alternateTargetGroupArn       | text   |        |          | roll
      productionListenerRule        | text   |        |          | roll
      testListenerRule              | text   |        |          | roll
      roleArn                       | text   |        |          | roll same=role

      serviceRegistries[]: ServiceRegistry
      registryArn                   | text   |        |          | roll
      port                          | number |        | 0..65535 | roll
      containerName                 | text   |        |          | roll
      containerPort                 | number |        | 0..65535 | roll

      vpcLatticeConfigurations[]: VpcLatticeConfiguration
      portName                      | text   |        |          | roll read=primary
      roleArn                       | text   |        |          | roll read=primary same=role
      targetGroupArn                | text   |        |          | roll read=primary

      : Service
      cluster                       | dropped | | |
      serviceName                   | dropped | | |
      taskDefinition                | dropped | | |
      clientToken                   | dropped | | |
      tags                          | dropped | | |
      serviceArn                    | dropped | | |
      clusterArn                    | dropped | | |
      status                        | dropped | | |
      runningCount                  | dropped | | |
      pendingCount                  | dropped | | |
      deployments                   | dropped | | |
      taskSets                      | dropped | | |
      events                        | dropped | | |
      createdAt                     | dropped | | |
      createdBy                     | dropped | | |
      platformFamily                | dropped | | |
      resourceManagementType        | dropped | | |
      currentServiceDeployment      | dropped | | |
      currentServiceRevisions       | dropped | | |
      """;

  /// The service alone; its task definition is one ARN to it.
  public static final FieldTable ALONE =
      FieldTable.of("", new Consequence.InPlace(), SERVICE)
          .and(RolloutFields.TABLE)
          .and(ConnectFields.TABLE);

  /// A service as it is wanted: the rows of its task definition stand under `taskDefinition`.
  public static final FieldTable TABLE = ALONE.and(TaskFields.TABLE.under(DEFINITION));

  private ServiceFields() {}

  /// The task definition inside a service's wanted fields.
  public static Value.Fields definition(Value.Fields service) {
    return service.fields(DEFINITION);
  }
}
