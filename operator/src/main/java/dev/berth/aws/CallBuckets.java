package dev.berth.aws;

import dev.berth.reconcile.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Spends less than AWS grants, so that others in the account are not throttled by Berth.
///
/// AWS counts calls in token buckets, one for each category of operations, for the account and
/// region. Here is one for each as well, with 70 % of its burst and of its refill.
public final class CallBuckets {
  private static final double SHARE = 0.7;
  private static final double NANOS = 1e9;

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
    /// What the table does not know: the least that AWS grants anything.
    OTHER(5, 1);

    private final double burst;
    private final double perSecond;

    Category(int burst, int perSecond) {
      this.burst = burst * SHARE;
      this.perSecond = perSecond * SHARE;
    }

    static Category of(String service, String operation) {
      return switch (service) {
        case "ECS" -> ecs(operation);
        case "ServiceDiscovery" -> CLOUD_MAP;
        case "Application Auto Scaling" -> AUTO_SCALING;
        case "SSM" -> PARAMETERS;
        case "Resource Groups Tagging API" -> TAGGED;
        case "Secrets Manager" -> SECRETS;
        case "ECR" -> REGISTRY;
        case "CloudWatch Logs" -> LOGS;
        case "Elastic Load Balancing v2" -> BALANCING;
        case "EC2" -> NETWORK;
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

  /// Fewer than no tokens are calls that are waiting.
  private record Level(double tokens, Instant at) {
    Level less(Category category, Instant now) {
      // A wall clock can be put back: then nothing flowed in.
      var from = now.isBefore(at) ? now : at;
      double filled = tokens + Duration.between(from, now).toNanos() / NANOS * category.perSecond;
      return new Level(Math.min(filled, category.burst) - 1, now);
    }

    Duration wait(Category category) {
      if (tokens >= 0) return Duration.ZERO;
      return Duration.ofNanos((long) Math.ceil(-tokens / category.perSecond * NANOS));
    }
  }

  private final Map<Category, AtomicReference<Level>> levels = new EnumMap<>(Category.class);
  private final InstantSource clock;
  private final Pause pause;

  private CallBuckets(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /// For AWS: all buckets are full at first.
  public static CallBuckets of(InstantSource clock, Pause pause) {
    var buckets = new CallBuckets(clock, pause);
    for (var category : Category.values()) {
      var full = new Level(category.burst, clock.instant());
      buckets.levels.put(category, new AtomicReference<>(full));
    }
    return buckets;
  }

  /// For an endpoint of one's own: nobody shares it.
  public static CallBuckets unlimited() {
    return new CallBuckets(InstantSource.system(), _ -> {});
  }

  /// Takes a token, after a wait where there is none. Who comes first waits the shortest.
  void take(String service, String operation) {
    if (levels.isEmpty()) return;
    var category = Category.of(service, operation);
    var now = clock.instant();
    var wait = levels.get(category).updateAndGet(level -> level.less(category, now)).wait(category);
    if (wait.isPositive()) pause.pass(wait);
  }
}
