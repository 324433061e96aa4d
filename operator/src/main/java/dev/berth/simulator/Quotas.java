package dev.berth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The documented request quotas: one bucket a category of actions, filled up as virtual time
/// passes. Sources: ECS API reference, "Request throttling for the Amazon ECS API"; Elastic Load
/// Balancing and Cloud Map, "Request throttling". Cloud Map does not tell those of most actions: 10
/// a second is a guess.
final class Quotas {
  /// A line is an API and the code of its refusal, or: category, burst, rate a second, actions.
  private static final String TABLE =
      """
      AmazonEC2ContainerServiceV20141113 ThrottlingException
      cluster modify               | 20   | 1    | CreateCluster UpdateCluster UpdateClusterSettings DeleteCluster PutClusterCapacityProviders
      cluster read                 | 50   | 20   | DescribeClusters ListClusters
      service modify               | 50   | 5    | CreateService UpdateService DeleteService
      service read                 | 100  | 20   | DescribeServices ListServices
      ListServicesByNamespace      | 10   | 1    | ListServicesByNamespace
      service deployment read      | 50   | 20   | ListServiceDeployments DescribeServiceDeployments
      service revision read        | 50   | 20   | DescribeServiceRevisions
      task definition modify       | 20   | 1    | RegisterTaskDefinition DeregisterTaskDefinition
      task definition read         | 50   | 20   | DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies
      DeleteTaskDefinitions        | 5    | 1    | DeleteTaskDefinitions
      cluster resource modify      | 100  | 40   | RunTask StartTask StopTask ExecuteCommand PutAttributes DeleteAttributes RegisterContainerInstance DeregisterContainerInstance UpdateContainerAgent UpdateContainerInstancesState
      cluster resource read        | 100  | 20   | DescribeTasks ListTasks DescribeContainerInstances ListContainerInstances ListAttributes
      task protection              | 200  | 80   | UpdateTaskProtection GetTaskProtection
      capacity provider modify     | 10   | 1    | CreateCapacityProvider UpdateCapacityProvider DeleteCapacityProvider
      capacity provider read       | 50   | 20   | DescribeCapacityProviders
      tag modify                   | 20   | 10   | TagResource UntagResource
      tag read                     | 50   | 20   | ListTagsForResource
      settings modify              | 10   | 1    | PutAccountSetting PutAccountSettingDefault DeleteAccountSetting
      settings read                | 50   | 20   | ListAccountSettings
      agent modify                 | 200  | 120  | SubmitTaskStateChange SubmitContainerStateChange SubmitAttachmentStateChanges DiscoverPollEndpoint
      Route53AutoNaming_v20170314 RequestLimitExceeded
      cloud map discover           | 2000 | 1000 | DiscoverInstances
      cloud map revision           | 3000 | 3000 | DiscoverInstancesRevision
      cloud map                    | 10   | 10   | *
      2015-12-01 Throttling
      load balancing all           | 40   | 10   | +
      load balancing register      | 20   | 4    | RegisterTargets DeregisterTargets
      load balancing intensive     | 10   | 0.2  | CreateLoadBalancer CreateRule CreateListener CreateTargetGroup SetSubnets
      load balancing read          | 40   | 10   | Describe*
      load balancing modify        | 20   | 3    | *
      """;

  private static final List<Limit> LIMITS = read();

  private final double scale;
  private final Instant start;
  private final SortedMap<String, Bucket> buckets = new TreeMap<>();

  /// @param scale a factor on every burst and rate
  Quotas(double scale, Instant start) {
    this.scale = scale;
    this.start = start;
  }

  /// @param actions names, `Describe*`, `*` for what no line before it takes, `+` for all beside
  private record Limit(
      String api, String code, String category, int burst, double rate, List<String> actions) {
    boolean takes(String operation) {
      return actions.contains("*")
          || actions.contains(operation)
          || actions.contains("Describe*") && operation.startsWith("Describe");
    }

    boolean everything() {
      return actions.contains("+");
    }
  }

  private static List<Limit> read() {
    var limits = new ArrayList<Limit>();
    var api = List.of("", "");
    for (var line : TABLE.lines().toList()) {
      var cells = List.of(line.strip().split(" *\\| *"));
      if (cells.size() == 1) {
        api = List.of(line.strip().split(" "));
        continue;
      }
      limits.add(
          new Limit(
              api.get(0),
              api.get(1),
              cells.get(0),
              Integer.parseInt(cells.get(1)),
              Double.parseDouble(cells.get(2)),
              List.of(cells.get(3).split(" "))));
    }
    return List.copyOf(limits);
  }

  /// The category of an action; `other` where no quota is documented.
  static String category(String api, String operation) {
    return limit(api, operation).map(Limit::category).orElse("other");
  }

  private static Optional<Limit> limit(String api, String operation) {
    return LIMITS.stream()
        .filter(each -> each.api().equals(api) && each.takes(operation))
        .findFirst();
  }

  /// What an API says when it throttles.
  static String code(String api) {
    return LIMITS.stream()
        .filter(each -> each.api().equals(api))
        .map(Limit::code)
        .findFirst()
        .orElse("ThrottlingException");
  }

  /// Whether the quotas let this call through; an action without a quota always passes.
  boolean admit(String api, String operation, Instant now) {
    var own = limit(api, operation);
    if (own.isEmpty()) return true;
    var concerned =
        LIMITS.stream()
            .filter(each -> each.api().equals(api))
            .filter(each -> each.everything() || each.equals(own.get()))
            .map(each -> buckets.computeIfAbsent(each.category(), _ -> new Bucket(each)))
            .toList();
    concerned.forEach(each -> each.fill(now));
    if (!concerned.stream().allMatch(Bucket::holds)) return false;
    concerned.forEach(Bucket::take);
    return true;
  }

  private final class Bucket {
    private final double burst;
    private final double rate;
    private double tokens;
    private Instant filled = start;

    Bucket(Limit limit) {
      burst = Math.max(1, limit.burst() * scale);
      rate = limit.rate() * scale;
      tokens = burst;
    }

    void fill(Instant now) {
      var seconds = Duration.between(filled, now).toMillis() / 1000.0;
      tokens = Math.min(burst, tokens + seconds * rate);
      filled = now;
    }

    boolean holds() {
      return tokens >= 1;
    }

    void take() {
      tokens -= 1;
    }
  }
}
