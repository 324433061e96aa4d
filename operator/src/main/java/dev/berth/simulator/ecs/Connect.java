package dev.berth.simulator.ecs;

import dev.berth.simulator.neighbours.ConnectService;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Service Connect: names in a namespace, and who can resolve which.
final class Connect {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,64}");
  private static final int LONGEST_ALIAS = 127;

  private final World world;

  Connect(World world) {
    this.world = world;
  }

  /// @param spec of a service, a revision or a task
  static boolean enabled(ObjectNode spec) {
    return Json.flag(Json.fields(spec, "serviceConnectConfiguration"), "enabled", false);
  }

  static boolean uses(ObjectNode spec, String namespaceArn) {
    return enabled(spec) && namespace(spec).equals(namespaceArn);
  }

  private static String namespace(ObjectNode spec) {
    return Json.text(Json.fields(spec, "serviceConnectConfiguration"), "namespace", "");
  }

  private static List<ObjectNode> served(ObjectNode spec) {
    return enabled(spec)
        ? Json.items(Json.fields(spec, "serviceConnectConfiguration"), "services")
        : List.of();
  }

  private static String discoveryName(ObjectNode served) {
    return Json.text(served, "discoveryName", Json.text(served, "portName", ""));
  }

  /// A namespace's name comes back as its ARN; a missing one is the cluster's default.
  ObjectNode normal(ObjectNode configuration, Cluster cluster) {
    var normal = configuration.deepCopy();
    if (!Json.flag(configuration, "enabled", false)) return normal;
    var wanted = Json.text(configuration, "namespace", cluster.namespace);
    var found = wanted.isEmpty() ? Optional.<String>empty() : arn(wanted);
    return normal.put(
        "namespace",
        found.orElseThrow(() ->
            wanted.isEmpty()
                ? ApiError.invalidParameter(
                    "Service Connect needs a namespace, and the cluster has no default one.")
                : ApiError.of("NamespaceNotFoundException", "Namespace not found.")));
  }

  private Optional<String> arn(String nameOrArn) {
    return world.cloudMap().namespace(nameOrArn).map(namespace -> namespace.arn());
  }

  void check(ObjectNode spec, String serviceArn, TaskDefinition definition) {
    var ports = new TreeSet<String>();
    for (var container : Json.items(definition.definition(), "containerDefinitions")) {
      Json.items(container, "portMappings").forEach(each -> ports.add(Json.text(each, "name", "")));
    }
    if (enabled(spec)) networked(definition);
    for (var each : served(spec)) {
      named(each);
      var port = Json.text(each, "portName", "");
      if (port.isEmpty() || !ports.contains(port)) {
        throw ApiError.invalidParameter(
            "portName(%s) does not refer to any named PortMapping in the container definitions"
                .formatted(port));
      }
      holder(namespace(spec), discoveryName(each), serviceArn)
          .ifPresent(other -> {
            throw ApiError.invalidParameter(
                "ServiceConnect service %s is already used by %s"
                    .formatted(discoveryName(each), other.arn));
          });
    }
  }

  private static void networked(TaskDefinition definition) {
    var network = Json.text(definition.definition(), "networkMode", "bridge");
    if (network.equals("awsvpc") || network.equals("bridge")) return;
    throw ApiError.invalidParameter(
        "Service Connect is not supported when networkMode=" + network + ".");
  }

  private static void named(ObjectNode served) {
    var aliases = Json.items(served, "clientAliases");
    if (aliases.size() > 1) {
      throw ApiError.invalidParameter("clientAliases can have at most 1 item.");
    }
    for (var alias : aliases) {
      if (!Json.has(alias, "port")) throw ApiError.invalidParameter("A client alias needs a port.");
      if (Json.text(alias, "dnsName", "").length() <= LONGEST_ALIAS) continue;
      throw ApiError.invalidParameter(
          "The dnsName of a client alias has up to " + LONGEST_ALIAS + " characters.");
    }
    if (NAME.matcher(discoveryName(served)).matches()) return;
    throw ApiError.invalidParameter(
        "A discovery name has 1 to 64 small letters, numbers, underscores and hyphens: '%s'."
            .formatted(discoveryName(served)));
  }

  private Optional<Service> holder(String namespace, String discoveryName, String but) {
    return world
        .services()
        .filter(other -> other.status != Service.Status.INACTIVE && !other.arn.equals(but))
        .filter(other -> namespace(other.spec).equals(namespace))
        .filter(other ->
            served(other.spec).stream().anyMatch(each -> discoveryName(each).equals(discoveryName)))
        .findFirst();
  }

  /// The Cloud Map services of a deployment that begins.
  List<ConnectService> register(ObjectNode spec) {
    var resources = new ArrayList<ConnectService>();
    for (var each : served(spec)) {
      resources.add(
          world
              .cloudMap()
              .registerConnectService(namespace(spec), discoveryName(each), world.now()));
    }
    return resources;
  }

  /// All names in the namespace at this moment: what the tasks of a deployment that begins now can
  /// resolve, for as long as it lasts. Source: ECS developer guide, "Service Connect".
  List<String> endpoints(ObjectNode spec) {
    if (!enabled(spec)) return List.of();
    var names = new TreeSet<String>();
    world
        .services()
        .filter(other -> other.status != Service.Status.INACTIVE)
        .filter(other -> namespace(other.spec).equals(namespace(spec)))
        .forEach(other -> served(other.spec).forEach(each -> names.addAll(aliases(each, spec))));
    served(spec).forEach(each -> names.addAll(aliases(each, spec)));
    return List.copyOf(names);
  }

  private List<String> aliases(ObjectNode served, ObjectNode spec) {
    var found = new ArrayList<String>();
    for (var alias : Json.items(served, "clientAliases")) {
      var zone = world.cloudMap().namespace(namespace(spec)).map(each -> each.name()).orElse("");
      var name = Json.text(alias, "dnsName", discoveryName(served) + "." + zone);
      found.add(name + ":" + Json.integer(alias, "port", 0));
    }
    return found;
  }
}
