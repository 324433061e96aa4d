package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.D;
import static dev.berth.contract.Fact.Confidence.M;
import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

/// Clusters and their capacity providers.
final class Clusters {
  private static Reply described(Account aws, String more) {
    return aws.ecs("DescribeClusters", "{'clusters': ['%s'] %s}".formatted(aws.cluster(), more))
        .ok();
  }

  private static Reply put(Account aws, String members) {
    return aws.ecs(
        "PutClusterCapacityProviders", "{'cluster': '%s', %s}".formatted(aws.cluster(), members));
  }

  @Fact(line = 541, by = O)
  void a_new_cluster_is_active_and_empty(Account aws) {
    described(aws, "")
        .says("/clusters/0/status", "ACTIVE")
        .shows("/clusters/0/registeredContainerInstancesCount", 0)
        .shows("/clusters/0/runningTasksCount", 0)
        .shows("/clusters/0/pendingTasksCount", 0)
        .shows("/clusters/0/activeServicesCount", 0);
  }

  @Fact(line = 263, by = T)
  void statistics_tags_and_settings_are_there_and_empty_unless_asked_for(Account aws) {
    described(aws, "")
        .shows("/clusters/0/statistics", "[]")
        .shows("/clusters/0/tags", "[]")
        .shows("/clusters/0/settings", "[]");
  }

  @Fact(line = 541, by = O)
  void container_insights_are_off_by_default(Account aws) {
    described(aws, ", 'include': ['SETTINGS']")
        .shows("/clusters/0/settings", "[{'name': 'containerInsights', 'value': 'disabled'}]");
  }

  @Fact(line = 541, by = O)
  void a_cluster_without_providers_has_empty_lists_of_them(Account aws) {
    var plain = aws.name("plain");
    aws.ecs("CreateCluster", "{'clusterName': '%s'}".formatted(plain))
        .ok()
        .shows("/cluster/capacityProviders", "[]")
        .shows("/cluster/defaultCapacityProviderStrategy", "[]");
    aws.leaves(() -> aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(plain)));
  }

  @Fact(line = 263, by = D)
  void a_cluster_shows_its_tags_when_asked_for(Account aws) {
    var name = aws.cluster("tagged", "'tags': [{'key': 'team', 'value': 'a'}]");

    aws.ecs("DescribeClusters", "{'clusters': ['%s'], 'include': ['TAGS']}".formatted(name))
        .ok()
        .shows("/clusters/0/tags", "[{'key': 'team', 'value': 'a'}]");
  }

  @Fact(line = 263, by = D)
  void a_cluster_counts_its_active_services(Account aws) {
    aws.service("web").ok();

    described(aws, "").shows("/clusters/0/activeServicesCount", 1);
  }

  @Fact(line = 263, by = D)
  void statistics_tell_launch_types_apart(Account aws) {
    aws.service("web").ok();
    var found = described(aws, ", 'include': ['STATISTICS']");

    var services =
        found.items("/clusters/0/statistics").stream()
            .filter(each -> each.at("/name").asString().equals("activeFargateServiceCount"))
            .map(each -> each.at("/value").asString())
            .toList();
    if (!services.toString().equals("[1]")) {
      throw new Differs("activeFargateServiceCount", "'1'", services.toString());
    }
  }

  @Fact(line = 263, by = D)
  void settings_of_a_cluster_are_changed_by_name(Account aws) {
    aws.ecs(
            "UpdateClusterSettings",
            ("{'cluster': '%s', 'settings': [{'name': 'containerInsights', 'value':"
                    + " 'enhanced'}]}")
                .formatted(aws.cluster()))
        .ok()
        .shows("/cluster/settings", "[{'name': 'containerInsights', 'value': 'enhanced'}]");
  }

  @Fact(line = 263, by = O)
  void a_deleted_cluster_is_inactive_for_a_while(Account aws) {
    var name = aws.cluster("gone", "'capacityProviders': []");
    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(name))
        .ok()
        .says("/cluster/status", "INACTIVE");

    aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(name))
        .ok()
        .says("/clusters/0/status", "INACTIVE");
  }

  @Fact(line = 263, by = O)
  void an_inactive_cluster_cannot_be_used(Account aws) {
    var name = aws.cluster("gone", "'capacityProviders': []");
    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(name)).ok();

    aws.ecs("ListServices", "{'cluster': '%s'}".formatted(name))
        .refused("ClusterNotFoundException");
  }

  @Fact(line = 46, by = M)
  void a_cluster_with_services_is_not_deleted(Account aws) {
    aws.service("web").ok();

    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(aws.cluster()))
        .refused("ClusterContainsServicesException");
  }

  @Fact(line = 46, by = M)
  void a_cluster_with_tasks_is_not_deleted(Account aws) {
    aws.task("job").ok();

    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(aws.cluster()))
        .refused("ClusterContainsTasksException");
  }

  @Fact(line = 46, by = M)
  void an_unknown_cluster_is_not_deleted(Account aws) {
    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(aws.name("nobody")))
        .refused("ClusterNotFoundException");
  }

  @Fact(line = 264, by = D)
  void both_lists_of_providers_are_required(Account aws) {
    put(aws, "'capacityProviders': ['FARGATE']").refused("InvalidParameterException");
  }

  @Fact(line = 264, by = D)
  void providers_are_replaced_as_a_whole(Account aws) {
    put(
            aws,
            "'capacityProviders': ['FARGATE_SPOT'], 'defaultCapacityProviderStrategy':"
                + " [{'capacityProvider': 'FARGATE_SPOT', 'weight': 1}]")
        .ok();

    described(aws, "")
        .shows("/clusters/0/capacityProviders", "['FARGATE_SPOT']")
        .says("/clusters/0/defaultCapacityProviderStrategy/0/capacityProvider", "FARGATE_SPOT");
  }

  @Fact(line = 264, by = D)
  void empty_lists_take_all_providers_away(Account aws) {
    put(aws, "'capacityProviders': [], 'defaultCapacityProviderStrategy': []")
        .ok()
        .shows("/cluster/capacityProviders", "[]");
  }

  @Fact(line = 264, by = D)
  void a_provider_that_a_service_uses_is_not_taken_away(Account aws) {
    aws.service("web")
        .without("launchType")
        .with("'capacityProviderStrategy': [{'capacityProvider': 'FARGATE', 'weight': 1}]")
        .ok();

    put(aws, "'capacityProviders': [], 'defaultCapacityProviderStrategy': []")
        .refused("ResourceInUseException");
  }

  @Fact(line = 264, by = D)
  void a_provider_that_does_not_exist_is_not_associated(Account aws) {
    put(aws, "'capacityProviders': ['nobodys'], 'defaultCapacityProviderStrategy': []")
        .refused("InvalidParameterException");
  }

  @Fact(line = 264, by = D)
  void fargates_providers_are_there_without_being_created(Account aws) {
    aws.ecs("DescribeCapacityProviders", "{'capacityProviders': ['FARGATE', 'FARGATE_SPOT']}")
        .ok()
        .sized("/capacityProviders", 2);
  }

  @Fact(line = 640, by = M)
  void the_default_namespace_of_a_cluster_is_made_if_it_is_missing(Account aws) {
    var space = aws.name("space");
    var cluster =
        aws.cluster("connected", "'serviceConnectDefaults': {'namespace': '%s'}".formatted(space));
    aws.leaves(() -> Namespaces.remove(aws, space));

    aws.ecs("DescribeClusters", "{'clusters': ['%s']}".formatted(cluster))
        .ok()
        .matches(
            "/clusters/0/serviceConnectDefaults/namespace",
            "arn:aws:servicediscovery:.*:namespace/ns-[a-z0-9]+");
  }

  @Fact(line = 640, by = M)
  void an_empty_namespace_clears_the_default(Account aws) {
    var space = aws.name("space");
    var cluster =
        aws.cluster("connected", "'serviceConnectDefaults': {'namespace': '%s'}".formatted(space));
    aws.leaves(() -> Namespaces.remove(aws, space));

    aws.ecs(
            "UpdateCluster",
            "{'cluster': '%s', 'serviceConnectDefaults': {'namespace': ''}}".formatted(cluster))
        .ok()
        .lacks("/cluster/serviceConnectDefaults");
  }

  @Fact(line = 45, by = M)
  void a_namespace_arn_that_does_not_exist_is_not_found(Account aws) {
    aws.ecs(
            "CreateCluster",
            ("{'clusterName': '%s', 'serviceConnectDefaults': {'namespace':"
                    + " 'arn:aws:servicediscovery:us-east-1:000000000000:namespace/ns-nobody'}}")
                .formatted(aws.name("lost")))
        .refused("NamespaceNotFoundException");
  }

  @Fact(line = 263, by = D)
  void only_active_clusters_are_listed(Account aws) {
    var name = aws.cluster("gone", "'capacityProviders': []");
    aws.ecs("DeleteCluster", "{'cluster': '%s'}".formatted(name)).ok();
    var listed = aws.ecs("ListClusters", "{}").ok().texts("/clusterArns");

    if (listed.stream().anyMatch(arn -> arn.endsWith("/" + name))) {
      throw new Differs("ListClusters", "no INACTIVE cluster", name);
    }
  }
}
