package dev.berth.aws;

import dev.berth.model.Value.Fields;
import dev.berth.plan.ServiceFields;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// What of an answer somebody can have asked for: its members that the creating request has too,
/// under whatever name. The rest is the server's own (ARNs, counts, events).
final class Members {
  private static final SortedSet<String> SERVICE =
      names(CreateServiceRequest.builder(), List.of("serviceName", "taskDefinition", "tags"));
  private static final SortedSet<String> SHOWN = new TreeSet<>(SERVICE);
  private static final SortedSet<String> DEPLOYMENT = onlyInDeployments();
  private static final SortedSet<String> DEFINITION =
      names(RegisterTaskDefinitionRequest.builder(), List.of("tags"));
  private static final SortedSet<String> CLUSTER =
      names(CreateClusterRequest.builder(), List.of("clusterName", "tags"));

  static {
    SHOWN.addAll(ServiceFields.ALONE.renamed());
  }

  private Members() {}

  static Fields service(Service service) {
    var shown = new TreeMap<>(kept(service, SHOWN).map());
    service.deployments().stream()
        .filter(deployment -> "PRIMARY".equals(deployment.status()))
        .forEach(primary -> shown.putAll(kept(primary, DEPLOYMENT).map()));
    return new Fields(shown);
  }

  static Fields definition(TaskDefinition definition) {
    return kept(definition, DEFINITION);
  }

  static Fields cluster(Cluster cluster) {
    return kept(cluster, CLUSTER);
  }

  /// DescribeServices shows Service Connect, volumes and VPC Lattice in deployments alone. What the
  /// service shows too is another thing there: the count of the moment, the resolved version.
  private static SortedSet<String> onlyInDeployments() {
    var names = new TreeSet<>(SERVICE);
    names.removeAll(names(Service.builder(), List.of()));
    return names;
  }

  private static SortedSet<String> names(SdkPojo shape, List<String> without) {
    var names = new TreeSet<String>();
    shape.sdkFields().forEach(field -> names.add(field.locationName()));
    names.removeAll(without);
    return names;
  }

  private static Fields kept(SdkPojo shape, SortedSet<String> names) {
    var map = new TreeMap<>(SdkTree.read(shape).map());
    map.keySet().retainAll(names);
    return new Fields(map);
  }
}
