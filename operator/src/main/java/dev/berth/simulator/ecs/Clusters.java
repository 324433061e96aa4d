package dev.berth.simulator.ecs;

import static java.util.Comparator.naturalOrder;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Page;
import dev.berth.simulator.wire.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The operations on clusters.
final class Clusters {
  /// How long a deleted cluster is still shown as INACTIVE.
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final World world;

  Clusters(World world) {
    this.world = world;
  }

  /// An existing name gives the existing cluster, as it is.
  ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "clusterName", "default");
    ServiceChecks.name(name, "Cluster name");
    var have = world.find(name, caller).filter(Cluster::active);
    if (have.isPresent()) return answer(have.get());
    var cluster = new Cluster(caller, name, world.now());
    cluster.tags = Tags.read(Json.items(input, "tags"));
    change(cluster, input, caller);
    providers(cluster, input);
    world.clusters().put(cluster.arn, cluster);
    return answer(cluster);
  }

  ObjectNode update(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    change(cluster, input, caller);
    return answer(cluster);
  }

  /// Replaces those settings that are named. An older way to do what UpdateCluster does.
  ObjectNode updateSettings(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    if (Json.items(input, "settings").isEmpty()) {
      throw ApiError.invalidParameter("Settings cannot be empty.");
    }
    change(cluster, input, caller);
    return answer(cluster);
  }

  /// Whether a cluster has associated that provider.
  boolean uses(String provider) {
    return world.clusters().values().stream()
        .filter(Cluster::active)
        .anyMatch(each -> each.capacityProviders.contains(provider));
  }

  ObjectNode putProviders(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    for (var each : List.of("capacityProviders", "defaultCapacityProviderStrategy")) {
      if (!Json.has(input, each)) throw ApiError.invalidParameter(each + " must not be null.");
    }
    var wanted = Json.texts(input, "capacityProviders");
    for (var each : cluster.capacityProviders) {
      if (!wanted.contains(each) && used(cluster, each)) {
        throw ApiError.of(
            "ResourceInUseException",
            "The specified capacity provider is in use and cannot be removed.");
      }
    }
    providers(cluster, input);
    return answer(cluster);
  }

  private static boolean used(Cluster cluster, String provider) {
    return cluster
        .activeServices()
        .flatMap(each -> Json.items(each.spec, "capacityProviderStrategy").stream())
        .anyMatch(each -> Json.text(each, "capacityProvider", "").equals(provider));
  }

  private void providers(Cluster cluster, ObjectNode input) {
    var wanted = Json.texts(input, "capacityProviders");
    for (var each : wanted) {
      if (!world.providers().known(each, cluster.owner)) {
        throw ApiError.invalidParameter(
            "The specified capacity provider '%s' was not found.".formatted(each));
      }
    }
    var strategy = CapacityProviders.normal(Json.items(input, "defaultCapacityProviderStrategy"));
    var had = cluster.capacityProviders;
    cluster.capacityProviders = List.copyOf(wanted);
    try {
      CapacityProviders.check(strategy, cluster);
    } catch (ApiError refused) {
      cluster.capacityProviders = had;
      throw refused;
    }
    cluster.defaultStrategy = strategy;
  }

  private void change(Cluster cluster, ObjectNode input, Caller caller) {
    for (var each : Json.items(input, "settings")) {
      cluster.settings.put(Json.text(each, "name", ""), Json.text(each, "value", ""));
    }
    if (Json.has(input, "configuration")) {
      cluster.configuration = Json.fields(input, "configuration").deepCopy();
    }
    if (!Json.has(input, "serviceConnectDefaults")) return;
    var wanted = Json.text(Json.fields(input, "serviceConnectDefaults"), "namespace", "");
    cluster.namespace = wanted.isEmpty() ? "" : namespace(wanted, caller);
  }

  /// A missing name is made, a missing ARN is an error. Source: ECS API reference.
  private String namespace(String wanted, Caller caller) {
    var found = world.cloudMap().namespace(wanted).map(each -> each.arn());
    if (found.isPresent()) return found.get();
    if (wanted.startsWith("arn:")) {
      throw ApiError.of("NamespaceNotFoundException", "Namespace not found.");
    }
    return world.cloudMap().namespaceOrNew(wanted, caller).arn();
  }

  ObjectNode describe(ObjectNode input, Caller caller) {
    var names = Json.texts(input, "clusters");
    if (names.isEmpty()) names = List.of("default");
    if (names.size() > 100) {
      throw ApiError.invalidParameter("Clusters can have at most 100 items.");
    }
    var include = Json.texts(input, "include");
    var answer = Json.object();
    var found = answer.putArray("clusters");
    var failures = answer.putArray("failures");
    for (var name : names) {
      var cluster = world.find(name, caller);
      cluster.ifPresent(each -> found.add(shown(each, include)));
      if (cluster.isPresent()) continue;
      var arn = name.startsWith("arn:") ? name : Arns.cluster(caller, name);
      failures.addObject().put("arn", arn).put("reason", "MISSING");
    }
    return answer;
  }

  ObjectNode list(ObjectNode input, Caller caller) {
    var prefix = Arns.cluster(caller, "");
    var all =
        world.clusters().values().stream()
            .filter(Cluster::active)
            .map(each -> each.arn)
            .filter(arn -> arn.startsWith(prefix))
            .toList();
    var size = Json.integer(input, "maxResults", 100);
    if (size < 1 || size > 100) {
      throw ApiError.invalidParameter("maxResults must be between 1 and 100.");
    }
    var page = Page.of(all, arn -> arn, naturalOrder(), Json.text(input, "nextToken", ""), size);
    var answer = Json.object();
    page.items().forEach(answer.putArray("clusterArns")::add);
    return page.tokenInto(answer, "nextToken");
  }

  ObjectNode delete(ObjectNode input, Caller caller) {
    var cluster = world.cluster(input, caller);
    if (cluster.services.values().stream().anyMatch(Clusters::holds)) {
      throw ApiError.of(
          "ClusterContainsServicesException",
          "The Cluster cannot be deleted while Services are active.");
    }
    if (cluster.liveTasks().findAny().isPresent()) {
      throw ApiError.of(
          "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
    }
    cluster.status = "INACTIVE";
    world.agenda().in(REMEMBERED, () -> world.clusters().remove(cluster.arn, cluster));
    return answer(cluster);
  }

  private static boolean holds(Service service) {
    return service.status != Service.Status.INACTIVE;
  }

  private ObjectNode answer(Cluster cluster) {
    var shown = shown(cluster, List.of("TAGS", "SETTINGS", "CONFIGURATIONS"));
    return Json.object().set("cluster", shown);
  }

  private String status(Cluster cluster) {
    var early = cluster.active() && !world.delays().ready(cluster, world.now());
    return early ? "PROVISIONING" : cluster.status;
  }

  /// Lists that were not asked for are there and empty. Source: recorded answers.
  ObjectNode shown(Cluster cluster, List<String> include) {
    var shown = Json.object().put("clusterArn", cluster.arn).put("clusterName", cluster.name);
    shown
        .put("status", status(cluster))
        .put("registeredContainerInstancesCount", Instances.busy(cluster).size());
    shown.put("runningTasksCount", cluster.liveTasks().filter(Task::running).count());
    shown.put("pendingTasksCount", cluster.liveTasks().filter(Task::starting).count());
    shown.put("activeServicesCount", cluster.activeServices().count());
    cluster.capacityProviders.forEach(shown.putArray("capacityProviders")::add);
    shown.putArray("defaultCapacityProviderStrategy").addAll(cluster.defaultStrategy);
    if (!cluster.namespace.isEmpty()) {
      shown.putObject("serviceConnectDefaults").put("namespace", cluster.namespace);
    }
    included(shown, cluster, include);
    return shown;
  }

  private void included(ObjectNode shown, Cluster cluster, List<String> include) {
    var statistics = shown.putArray("statistics");
    if (include.contains("STATISTICS")) statistics(cluster).forEach(statistics::add);
    var tags = new ArrayList<ObjectNode>();
    if (include.contains("TAGS")) {
      Tags.write(world.tags(cluster.arn, cluster.tags))
          .forEach(each -> tags.add((ObjectNode) each));
      world.ids().shuffle(cluster.arn, tags);
    }
    shown.putArray("tags").addAll(tags);
    var settings = shown.putArray("settings");
    if (include.contains("SETTINGS")) {
      cluster.settings.forEach(
          (name, value) -> settings.addObject().put("name", name).put("value", value));
    }
    if (include.contains("CONFIGURATIONS") && !cluster.configuration.isEmpty()) {
      shown.set("configuration", cluster.configuration.deepCopy());
    }
  }

  private static List<ObjectNode> statistics(Cluster cluster) {
    var statistics = new ArrayList<ObjectNode>();
    for (var type : List.of("EC2", "External", "Fargate")) {
      var tasks = cluster.liveTasks().filter(task -> of(task.spec, type)).toList();
      var services = cluster.activeServices().filter(each -> of(each.spec, type)).count();
      count(
          statistics,
          "running" + type + "TasksCount",
          tasks.stream().filter(Task::running).count());
      count(
          statistics,
          "pending" + type + "TasksCount",
          tasks.stream().filter(Task::starting).count());
      count(statistics, "active" + type + "ServiceCount", services);
    }
    return statistics;
  }

  private static boolean of(ObjectNode spec, String type) {
    return Instances.launchType(spec).equalsIgnoreCase(type);
  }

  private static void count(List<ObjectNode> statistics, String name, long value) {
    statistics.add(Json.object().put("name", name).put("value", "" + value));
  }
}
