package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The services of all namespaces, in the order of their ARNs, and the instances behind them.
final class Services {
  private static final List<String> SETTINGS =
      List.of("Description", "DnsConfig", "HealthCheckConfig", "HealthCheckCustomConfig");

  private final VirtualClock clock;
  private final Ids ids;
  private final CloudTags tags;
  private final Namespaces namespaces;
  private final SortedMap<String, Entry> byArn = new TreeMap<>();

  /// How often the instances of each service have changed, by its ARN.
  private final SortedMap<String, Long> changes = new TreeMap<>();

  Services(VirtualClock clock, Ids ids, CloudTags tags, Namespaces namespaces) {
    this.clock = clock;
    this.ids = ids;
    this.tags = tags;
    this.namespaces = namespaces;
  }

  /// @param settings `DnsConfig` and the like, and the description, as they are shown
  /// @param instances the attributes of each, by its id
  private record Entry(
      CloudNamespace namespace,
      ConnectService service,
      ObjectNode settings,
      SortedMap<String, SortedMap<String, String>> instances) {
    String id() {
      return service.arn().substring(service.arn().lastIndexOf('/') + 1);
    }
  }

  ObjectNode create(ObjectNode input, Caller caller) {
    var among = Json.text(Json.fields(input, "DnsConfig"), "NamespaceId", "");
    var namespace = namespace(Json.text(input, "NamespaceId", among));
    var name = Json.text(input, "Name", "");
    if (!name.matches("[!-~]{1,127}")) {
      throw ApiError.of("InvalidInput", "Invalid service name: '" + name + "'");
    }
    for (var entry : byArn.values()) {
      if (!entry.namespace().equals(namespace) || !entry.service().name().equals(name)) continue;
      throw ApiError.of("ServiceAlreadyExists", "Service already exists.")
          .with(
              Json.object().put("ServiceId", entry.id()).put("ServiceArn", entry.service().arn()));
    }
    var entry = begin(namespace, name, input, clock.now());
    tags.begin(entry.service().arn(), CloudTags.read(input));
    return Json.object().set("Service", shown(entry));
  }

  ConnectService connect(String namespaceArn, String name, Instant now) {
    var namespace = namespace(namespaceArn);
    for (var entry : byArn.values()) {
      var same = entry.namespace().equals(namespace) && entry.service().name().equals(name);
      if (same) return entry.service();
    }
    var entry = begin(namespace, name, Json.object(), now);
    tags.begin(entry.service().arn(), new TreeMap<>(Map.of("AmazonECSManaged", "true")));
    return entry.service();
  }

  private Entry begin(CloudNamespace namespace, String name, ObjectNode input, Instant now) {
    var prefix = namespace.arn().substring(0, namespace.arn().lastIndexOf(':') + 1);
    var service = new ConnectService(prefix + "service/srv-" + ids.hex(16), name, now);
    var entry = new Entry(namespace, service, settings(input, namespace), new TreeMap<>());
    byArn.put(service.arn(), entry);
    return entry;
  }

  private static ObjectNode settings(ObjectNode input, CloudNamespace namespace) {
    var settings = Json.object();
    for (var each : SETTINGS) {
      if (Json.has(input, each)) settings.set(each, input.get(each).deepCopy());
    }
    var dns = Json.fields(settings, "DnsConfig");
    if (dns.isEmpty()) return settings.put("Type", "HTTP");
    dns.put("NamespaceId", namespace.id());
    dns.put("RoutingPolicy", Json.text(dns, "RoutingPolicy", "MULTIVALUE"));
    return settings.put("Type", "DNS_HTTP");
  }

  /// Source: Cloud Map API reference, `ServiceChange`: records, the description and the check.
  ObjectNode update(ObjectNode input) {
    var entry = known(Json.text(input, "Id", ""));
    var change = Json.fields(input, "Service");
    for (var each : List.of("Description", "HealthCheckConfig")) {
      if (Json.has(change, each)) entry.settings().set(each, change.get(each).deepCopy());
    }
    var records = Json.fields(change, "DnsConfig").get("DnsRecords");
    if (records != null) Json.fields(entry.settings(), "DnsConfig").set("DnsRecords", records);
    return namespaces.submitted("UPDATE_SERVICE", "SERVICE", entry.id());
  }

  ObjectNode listInstances(ObjectNode input) {
    var entry = known(Json.text(input, "ServiceId", ""));
    var answer = Json.object();
    var list = answer.putArray("Instances");
    entry
        .instances()
        .forEach((id, held) -> {
          var members = list.addObject().put("Id", id).putObject("Attributes");
          held.forEach(members::put);
        });
    return answer;
  }

  ObjectNode describe(ObjectNode input) {
    return Json.object().set("Service", shown(known(Json.text(input, "Id", ""))));
  }

  ObjectNode list(ObjectNode input) {
    var matching =
        byArn.values().stream().filter(entry -> inNamespace(input, entry.namespace())).toList();
    var size = Json.integer(input, "MaxResults", 100);
    var token = Json.text(input, "NextToken", "");
    var page = Page.of(matching, each -> each.service().arn(), token, size);
    var answer = Json.object();
    var list = answer.putArray("Services");
    page.items().forEach(each -> list.add(summary(each)));
    return page.tokenInto(answer, "NextToken");
  }

  private static boolean inNamespace(ObjectNode input, CloudNamespace namespace) {
    return CloudMap.matches(input, "NAMESPACE_ID", namespace.id())
        || CloudMap.matches(input, "NAMESPACE_ID", namespace.arn());
  }

  ObjectNode delete(ObjectNode input) {
    var entry = known(Json.text(input, "Id", ""));
    if (!entry.instances().isEmpty()) {
      throw ApiError.of("ResourceInUse", "Service contains registered instances.");
    }
    remove(entry.service().arn());
    return Json.object();
  }

  void remove(String arn) {
    byArn.remove(arn);
    tags.end(arn);
  }

  ObjectNode registerInstance(ObjectNode input) {
    var entry = known(Json.text(input, "ServiceId", ""));
    var attributes = new TreeMap<String, String>();
    for (var each : Json.fields(input, "Attributes").properties()) {
      attributes.put(each.getKey(), each.getValue().asString());
    }
    var instance = Json.text(input, "InstanceId", "");
    register(entry.service().arn(), instance, attributes);
    return namespaces.submitted("REGISTER_INSTANCE", "INSTANCE", instance);
  }

  ObjectNode deregisterInstance(ObjectNode input) {
    var entry = known(Json.text(input, "ServiceId", ""));
    var instance = Json.text(input, "InstanceId", "");
    if (!entry.instances().containsKey(instance)) {
      throw ApiError.of("InstanceNotFound", "Instance not found: " + instance);
    }
    deregister(entry.service().arn(), instance);
    return namespaces.submitted("DEREGISTER_INSTANCE", "INSTANCE", instance);
  }

  void register(String arn, String instance, SortedMap<String, String> attributes) {
    known(arn).instances().put(instance, new TreeMap<>(attributes));
    changes.merge(arn, 1L, Long::sum);
  }

  void deregister(String arn, String instance) {
    if (known(arn).instances().remove(instance) != null) changes.merge(arn, 1L, Long::sum);
  }

  ObjectNode discover(ObjectNode input) {
    var entry = named(input);
    var size = Json.integer(input, "MaxResults", 100);
    if (size < 1 || size > 1000) {
      throw ApiError.of("InvalidInput", "MaxResults must be between 1 and 1000: " + size);
    }
    var matching =
        entry.instances().entrySet().stream()
            .filter(each -> asked(input, each.getValue()))
            .map(each -> instance(entry, each.getKey(), each.getValue()))
            .toList();
    var healthy = matching.stream().filter(each -> health(each).equals("HEALTHY")).toList();
    var chosen =
        switch (Json.text(input, "HealthStatus", "HEALTHY_OR_ELSE_ALL")) {
          case "HEALTHY" -> healthy;
          case "UNHEALTHY" -> matching.stream().filter(each -> !healthy.contains(each)).toList();
          case "ALL" -> matching;
          case "HEALTHY_OR_ELSE_ALL" -> healthy.isEmpty() ? matching : healthy;
          default -> throw ApiError.of("InvalidInput", "Invalid HealthStatus");
        };
    var answer = Json.object().put("InstancesRevision", revision(entry));
    answer.putArray("Instances").addAll(chosen.stream().limit(size).toList());
    return answer;
  }

  /// Cheaper to ask for than the instances: it is another one when they have changed.
  ObjectNode discoverRevision(ObjectNode input) {
    return Json.object().put("InstancesRevision", revision(named(input)));
  }

  private long revision(Entry entry) {
    return changes.getOrDefault(entry.service().arn(), 0L) + 1;
  }

  private Entry named(ObjectNode input) {
    var namespace = namespace(Json.text(input, "NamespaceName", ""));
    var name = Json.text(input, "ServiceName", "");
    return byArn.values().stream()
        .filter(each -> each.namespace().equals(namespace))
        .filter(each -> each.service().name().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiError.of("ServiceNotFound", "Service not found: " + name));
  }

  private static boolean asked(ObjectNode input, SortedMap<String, String> attributes) {
    return Json.fields(input, "QueryParameters").properties().stream()
        .allMatch(each ->
            each.getValue().asString("").equals(attributes.getOrDefault(each.getKey(), "")));
  }

  private static String health(ObjectNode instance) {
    return Json.text(instance, "HealthStatus", "");
  }

  private static ObjectNode instance(Entry entry, String id, SortedMap<String, String> attributes) {
    var shown = Json.object().put("InstanceId", id);
    shown.put("NamespaceName", entry.namespace().name());
    shown.put("ServiceName", entry.service().name());
    shown.put("HealthStatus", attributes.getOrDefault("AWS_INIT_HEALTH_STATUS", "HEALTHY"));
    var members = shown.putObject("Attributes");
    attributes.forEach(members::put);
    return shown;
  }

  boolean anyIn(String namespaceId) {
    var wanted = namespaces.find(namespaceId);
    return byArn.values().stream()
        .anyMatch(entry -> wanted.filter(entry.namespace()::equals).isPresent());
  }

  ObjectNode dump() {
    var dump = Json.object();
    for (var entry : byArn.values()) {
      var shown = shown(entry);
      var instances = shown.putArray("Instances");
      entry.instances().forEach((id, held) -> instances.add(instance(entry, id, held)));
      dump.set(entry.service().arn(), shown);
    }
    return dump;
  }

  private CloudNamespace namespace(String id) {
    return namespaces
        .find(id)
        .orElseThrow(() -> ApiError.of("NamespaceNotFound", "Namespace not found: " + id));
  }

  private Entry known(String id) {
    return byArn.values().stream()
        .filter(entry -> entry.id().equals(id) || entry.service().arn().equals(id))
        .findFirst()
        .orElseThrow(() -> ApiError.of("ServiceNotFound", "Service not found: " + id));
  }

  private static ObjectNode shown(Entry entry) {
    return summary(entry).put("NamespaceId", entry.namespace().id());
  }

  private static ObjectNode summary(Entry entry) {
    var shown = Json.object().put("Id", entry.id()).put("Arn", entry.service().arn());
    shown.put("Name", entry.service().name()).setAll(entry.settings().deepCopy());
    shown.put("InstanceCount", entry.instances().size());
    return shown.put("CreateDate", Json.epoch(entry.service().createdAt()));
  }
}
