package dev.berth.aws;

import java.util.Locale;

/// Operations that share a token bucket of AWS's; of its burst and refill, Berth takes 70 %.
///
/// Burst, and refill a second. Source: the ECS API reference, "Request throttling"; Cloud Map and
/// Parameter Store publish a default rate only, and Application Auto Scaling none: 5 is a guess.
enum Category {
  CLUSTER_MODIFY(20, 1),
  CLUSTER_READ(50, 20),
  SERVICE_MODIFY(50, 5),
  SERVICE_READ(100, 20),
  SERVICE_BY_NAMESPACE_READ(10, 1),
  SERVICE_DEPLOYMENT_READ(50, 20),
  SERVICE_REVISION_READ(50, 20),
  TASK_DEFINITION_MODIFY(20, 1),
  TASK_DEFINITION_READ(50, 20),
  TASK_DEFINITION_DELETE(5, 1),
  CLUSTER_RESOURCE_MODIFY(100, 40),
  CLUSTER_RESOURCE_READ(100, 20),
  TAG_MODIFY(20, 10),
  TAG_READ(50, 20),
  CLOUD_MAP(10, 5),
  AUTO_SCALING(10, 5),
  PARAMETERS(40, 40),
  SECRETS(40, 40),
  REGISTRY(20, 20),
  TAGGED(15, 15),
  LOGS(10, 10),
  BALANCING(40, 10),
  NETWORK(50, 10),
  /// A guess: a table on demand takes far more, and STS as well.
  LEASES(50, 50),
  /// SQS limits no calls of a standard queue: this is so that a loop would show.
  QUEUES(100, 50),
  /// What the table does not know: the least that AWS grants anything.
  OTHER(5, 1);

  private static final double SHARE = 0.7;

  final double burst;
  final double perSecond;

  Category(int burst, int perSecond) {
    this.burst = burst * SHARE;
    this.perSecond = perSecond * SHARE;
  }

  /// As meters and reports name it.
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// @param service as the SDK calls it in its interceptors, which is no name of AWS's
  static Category of(String service, String operation) {
    return switch (service) {
      case "Ecs" -> ecs(operation);
      case "ServiceDiscovery" -> CLOUD_MAP;
      case "ApplicationAutoScaling" -> AUTO_SCALING;
      case "Ssm" -> PARAMETERS;
      case "ResourceGroupsTaggingApi" -> TAGGED;
      case "SecretsManager" -> SECRETS;
      case "Ecr" -> REGISTRY;
      case "CloudWatchLogs" -> LOGS;
      case "ElasticLoadBalancingV2" -> BALANCING;
      case "Ec2" -> NETWORK;
      case "Sqs" -> QUEUES;
      case "DynamoDb", "Sts" -> LEASES;
      default -> OTHER;
    };
  }

  private static Category ecs(String operation) {
    return switch (operation) {
      case "CreateCluster", "UpdateCluster", "DeleteCluster" -> CLUSTER_MODIFY;
      case "UpdateClusterSettings", "PutClusterCapacityProviders" -> CLUSTER_MODIFY;
      case "DescribeClusters", "ListClusters" -> CLUSTER_READ;
      case "CreateService", "UpdateService", "DeleteService" -> SERVICE_MODIFY;
      case "StopServiceDeployment" -> SERVICE_MODIFY;
      case "DescribeServices", "ListServices" -> SERVICE_READ;
      case "ListServicesByNamespace" -> SERVICE_BY_NAMESPACE_READ;
      case "DescribeServiceDeployments", "ListServiceDeployments" -> SERVICE_DEPLOYMENT_READ;
      case "DescribeServiceRevisions" -> SERVICE_REVISION_READ;
      case "RegisterTaskDefinition", "DeregisterTaskDefinition" -> TASK_DEFINITION_MODIFY;
      case "DescribeTaskDefinition", "ListTaskDefinitions" -> TASK_DEFINITION_READ;
      case "ListTaskDefinitionFamilies" -> TASK_DEFINITION_READ;
      case "DeleteTaskDefinitions" -> TASK_DEFINITION_DELETE;
      case "RunTask", "StartTask", "StopTask", "ExecuteCommand" -> CLUSTER_RESOURCE_MODIFY;
      case "DescribeTasks", "ListTasks" -> CLUSTER_RESOURCE_READ;
      case "TagResource", "UntagResource" -> TAG_MODIFY;
      case "ListTagsForResource" -> TAG_READ;
      default -> OTHER;
    };
  }
}
