package dev.berth.contract;

import static dev.berth.contract.Fact.Confidence.O;
import static dev.berth.contract.Fact.Confidence.T;

import java.time.Duration;

/// AWS Cloud Map: HTTP namespaces, and the services in them.
final class Namespaces {
  /// An HTTP namespace of the check's own; its name.
  static String create(Account aws) {
    var name = aws.name("space");
    id(aws, name);
    return name;
  }

  private static String id(Account aws, String name) {
    var operation =
        aws.cloudMap(
                "CreateHttpNamespace",
                "{'Name': '%s', 'CreatorRequestId': '%s'}".formatted(name, name))
            .ok()
            .text("/OperationId");
    aws.leaves(() -> remove(aws, name));
    return done(aws, operation).text("/Operation/Targets/NAMESPACE");
  }

  private static Reply done(Account aws, String operation) {
    return aws.until(
        Duration.ofMinutes(2),
        () -> aws.cloudMap("GetOperation", "{'OperationId': '%s'}".formatted(operation)),
        "/Operation/Status",
        "SUCCESS");
  }

  static Reply remove(Account aws, String name) {
    var filter = "{'Filters': [{'Name': 'NAME', 'Values': ['%s'], 'Condition': 'EQ'}]}";
    var found = aws.cloudMap("ListNamespaces", filter.formatted(name));
    var id = found.at("/Namespaces/0/Id").asString("");
    return aws.cloudMap("DeleteNamespace", "{'Id': '%s'}".formatted(id));
  }

  private static Reply service(Account aws, String namespace, String name) {
    return aws.cloudMap(
        "CreateService", "{'Name': '%s', 'NamespaceId': '%s'}".formatted(name, namespace));
  }

  @Fact(line = 657, by = T)
  void a_namespace_is_made_by_an_operation(Account aws) {
    var id = id(aws, aws.name("space"));

    aws.cloudMap("GetNamespace", "{'Id': '%s'}".formatted(id))
        .ok()
        .says("/Namespace/Name", aws.name("space"))
        .says("/Namespace/Type", "HTTP")
        .says("/Namespace/Properties/HttpProperties/HttpName", aws.name("space"));
  }

  @Fact(line = 657, by = T)
  void a_namespace_is_called_ns(Account aws) {
    var id = id(aws, aws.name("space"));
    if (!id.matches("ns-[a-z0-9]+")) throw new Differs("id of a namespace", "ns-…", id);
  }

  @Fact(line = 657, by = T)
  void namespaces_are_filtered_by_name(Account aws) {
    var id = id(aws, aws.name("space"));

    aws.cloudMap(
            "ListNamespaces",
            "{'Filters': [{'Name': 'NAME', 'Values': ['%s'], 'Condition': 'EQ'}]}"
                .formatted(aws.name("space")))
        .ok()
        .sized("/Namespaces", 1)
        .says("/Namespaces/0/Id", id);
  }

  @Fact(line = 689, by = T)
  void a_name_in_use_tells_its_namespace(Account aws) {
    var id = id(aws, aws.name("space"));

    aws.cloudMap(
            "CreateHttpNamespace",
            "{'Name': '%s', 'CreatorRequestId': 'another'}".formatted(aws.name("space")))
        .refused("NamespaceAlreadyExists")
        .says("/NamespaceId", id);
  }

  @Fact(line = 689, by = T)
  void an_unknown_namespace_is_not_found(Account aws) {
    aws.cloudMap("GetNamespace", "{'Id': 'ns-nobody'}").refused("NamespaceNotFound");
  }

  @Fact(line = 689, by = T)
  void a_refusal_has_a_message_with_a_capital(Account aws) {
    aws.cloudMap("GetNamespace", "{'Id': 'ns-nobody'}").has("/Message").lacks("/message");
  }

  @Fact(line = 657, by = T)
  void a_service_is_made_at_once(Account aws) {
    var namespace = id(aws, aws.name("space"));
    var made = service(aws, namespace, "api").ok().matches("/Service/Id", "srv-[a-z0-9]+");
    removesService(aws, made);

    made.says("/Service/Name", "api")
        .says("/Service/NamespaceId", namespace)
        .says("/Service/Type", "HTTP");
  }

  private static void removesService(Account aws, Reply made) {
    var id = made.text("/Service/Id");
    aws.leaves(() -> aws.cloudMap("DeleteService", "{'Id': '%s'}".formatted(id)));
  }

  @Fact(line = 689, by = T)
  void a_service_that_exists_is_not_made_twice(Account aws) {
    var namespace = id(aws, aws.name("space"));
    var made = service(aws, namespace, "api").ok();
    removesService(aws, made);

    service(aws, namespace, "api")
        .refused("ServiceAlreadyExists")
        .says("/ServiceId", made.text("/Service/Id"));
  }

  @Fact(line = 689, by = T)
  void a_namespace_with_services_is_in_use(Account aws) {
    var namespace = id(aws, aws.name("space"));
    removesService(aws, service(aws, namespace, "api").ok());

    aws.cloudMap("DeleteNamespace", "{'Id': '%s'}".formatted(namespace)).refused("ResourceInUse");
  }

  @Fact(line = 653, by = O)
  void a_service_with_instances_is_in_use(Account aws) {
    var id = instance(aws);

    aws.cloudMap("DeleteService", "{'Id': '%s'}".formatted(id)).refused("ResourceInUse");
  }

  private static String instance(Account aws) {
    var namespace = id(aws, aws.name("space"));
    var made = service(aws, namespace, "api").ok();
    removesService(aws, made);
    var id = made.text("/Service/Id");
    aws.cloudMap(
            "RegisterInstance",
            "{'ServiceId': '%s', 'InstanceId': 'i-1', 'Attributes': {'AWS_INSTANCE_IPV4': '10.0.0.1'}}"
                .formatted(id))
        .ok()
        .has("/OperationId");
    aws.leaves(() ->
        aws.cloudMap(
            "DeregisterInstance", "{'ServiceId': '%s', 'InstanceId': 'i-1'}".formatted(id)));
    return id;
  }

  @Fact(line = 657, by = T)
  void instances_are_discovered_by_names(Account aws) {
    instance(aws);
    var input = "{'NamespaceName': '%s', 'ServiceName': 'api'}".formatted(aws.name("space"));

    aws.until(
            Duration.ofMinutes(1),
            () -> aws.cloudMap("DiscoverInstances", input),
            "/Instances/0/InstanceId",
            "i-1")
        .says("/Instances/0/HealthStatus", "HEALTHY")
        .says("/Instances/0/Attributes/AWS_INSTANCE_IPV4", "10.0.0.1")
        .number("/InstancesRevision");
  }

  @Fact(line = 657, by = T)
  void the_revision_of_instances_tells_a_change(Account aws) {
    var id = instance(aws);
    var input = "{'NamespaceName': '%s', 'ServiceName': 'api'}".formatted(aws.name("space"));
    var before = aws.cloudMap("DiscoverInstancesRevision", input).ok().at("/InstancesRevision");
    aws.cloudMap("DeregisterInstance", "{'ServiceId': '%s', 'InstanceId': 'i-1'}".formatted(id))
        .ok();

    var after = aws.cloudMap("DiscoverInstancesRevision", input).ok().at("/InstancesRevision");
    if (after.equals(before)) throw new Differs("InstancesRevision", "another one", "" + after);
  }
}
