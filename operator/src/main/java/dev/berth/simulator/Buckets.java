package dev.berth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// ECS's documented request quotas: one bucket a category of actions, filled up as virtual time
/// passes. Source: ECS API reference, "Request throttling for the Amazon ECS API".
final class Buckets {
  private static final String TABLE =
      """
      20  1 CreateCluster UpdateCluster UpdateClusterSettings DeleteCluster PutClusterCapacityProviders
      50 20 DescribeClusters ListClusters
      50  5 CreateService UpdateService DeleteService
      100 20 DescribeServices ListServices
      10  1 ListServicesByNamespace
      50 20 ListServiceDeployments DescribeServiceDeployments
      50 20 DescribeServiceRevisions
      20  1 RegisterTaskDefinition DeregisterTaskDefinition
      50 20 DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies
      5   1 DeleteTaskDefinitions
      100 40 RunTask StartTask StopTask ExecuteCommand
      100 20 DescribeTasks ListTasks
      20 10 TagResource UntagResource
      50 20 ListTagsForResource
      """;

  private final SortedMap<String, Bucket> byOperation = new TreeMap<>();

  Buckets(Instant now) {
    for (var line : TABLE.lines().toList()) {
      var words = List.of(line.split(" +"));
      var bucket = new Bucket(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)), now);
      words.subList(2, words.size()).forEach(operation -> byOperation.put(operation, bucket));
    }
  }

  private static final class Bucket {
    private final int burst;
    private final int rate;
    private double tokens;
    private Instant filled;

    Bucket(int burst, int rate, Instant now) {
      this.burst = burst;
      this.rate = rate;
      this.tokens = burst;
      this.filled = now;
    }

    boolean take(Instant now) {
      var seconds = Duration.between(filled, now).toMillis() / 1000.0;
      tokens = Math.min(burst, tokens + seconds * rate);
      filled = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    }
  }

  /// Whether the quota lets this call through; an action without a quota always passes.
  boolean admit(String operation, Instant now) {
    var bucket = byOperation.get(operation);
    return bucket == null || bucket.take(now);
  }
}
