package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/// AWS Cloud Map: namespaces, the services in them and their instances. No name is ever resolved by
/// DNS, and no health is checked. Its errors carry no `Exception` suffix and its members begin with
/// a capital.
public final class CloudMap implements Api {
  private final Namespaces namespaces;
  private final Services services;
  private final CloudTags tags;

  public CloudMap(VirtualClock clock, Ids ids) {
    tags = new CloudTags();
    namespaces = new Namespaces(clock, ids, tags);
    services = new Services(clock, ids, tags, namespaces);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    try {
      return answer(operation, input, caller);
    } catch (ApiError e) {
      if (!e.code().equals("InvalidParameterException")) throw e;
      throw ApiError.of("InvalidInput", e.getMessage());
    }
  }

  private ObjectNode answer(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateHttpNamespace" -> namespaces.create("HTTP", input, caller);
      case "CreatePrivateDnsNamespace" -> namespaces.create("DNS_PRIVATE", input, caller);
      case "CreatePublicDnsNamespace" -> namespaces.create("DNS_PUBLIC", input, caller);
      case "UpdateHttpNamespace", "UpdatePrivateDnsNamespace", "UpdatePublicDnsNamespace" ->
          namespaces.update(input);
      case "GetNamespace" -> namespaces.describe(input);
      case "ListNamespaces" -> namespaces.list(input);
      case "DeleteNamespace" -> deleteNamespace(input);
      case "GetOperation" -> namespaces.operation(input);
      case "CreateService" -> services.create(input, caller);
      case "GetService" -> services.describe(input);
      case "ListServices" -> services.list(input);
      case "UpdateService" -> services.update(input);
      case "DeleteService" -> services.delete(input);
      case "ListInstances" -> services.listInstances(input);
      case "RegisterInstance" -> services.registerInstance(input);
      case "DeregisterInstance" -> services.deregisterInstance(input);
      case "DiscoverInstances" -> services.discover(input);
      case "DiscoverInstancesRevision" -> services.discoverRevision(input);
      case "TagResource" -> tags.tag(input);
      case "UntagResource" -> tags.untag(input);
      case "ListTagsForResource" -> tags.list(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// A namespace that exists, by its name or ARN.
  public Optional<CloudNamespace> namespace(String nameOrArn) {
    return namespaces.find(nameOrArn);
  }

  /// The namespace of that name; made at once when there is none, as ECS does for a cluster's
  /// Service Connect default.
  public CloudNamespace namespaceOrNew(String name, Caller caller) {
    return namespaces.findOrNew(name, caller);
  }

  /// The service behind a Service Connect name. One that is there already keeps its age.
  public ConnectService registerConnectService(
      String namespaceArn, String discoveryName, Instant now) {
    return services.connect(namespaceArn, discoveryName, now);
  }

  public void removeConnectService(String serviceArn) {
    services.remove(serviceArn);
  }

  /// A task's address behind a service, as ECS registers it.
  public void registerInstance(
      String serviceArn, String instance, SortedMap<String, String> attributes) {
    services.register(serviceArn, instance, attributes);
  }

  public void deregisterInstance(String serviceArn, String instance) {
    services.deregister(serviceArn, instance);
  }

  /// The tags of namespaces and services, by ARN.
  public SortedMap<String, SortedMap<String, String>> tagged() {
    return tags.all();
  }

  public ObjectNode dump() {
    var dump = Json.object();
    dump.set("namespaces", namespaces.dump());
    dump.set("services", services.dump());
    dump.set("tags", tags.dump());
    return dump;
  }

  private ObjectNode deleteNamespace(ObjectNode input) {
    var id = Json.text(input, "Id", "");
    if (services.anyIn(id)) {
      throw ApiError.of("ResourceInUse", "Namespace has associated services: " + id);
    }
    return namespaces.delete(input);
  }

  /// Filters as Cloud Map takes them; all of them must hold.
  static boolean matches(ObjectNode input, String name, String value) {
    for (var filter : Json.items(input, "Filters")) {
      if (!Json.text(filter, "Name", "").equals(name)) continue;
      var values = Json.texts(filter, "Values");
      if (!holds(Json.text(filter, "Condition", "EQ"), values, value)) return false;
    }
    return true;
  }

  private static boolean holds(String condition, List<String> values, String value) {
    return switch (condition) {
      case "EQ", "IN" -> values.contains(value);
      case "BEGINS_WITH" -> values.stream().anyMatch(value::startsWith);
      default -> throw ApiError.of("InvalidInput", "Unsupported condition: " + condition);
    };
  }
}
