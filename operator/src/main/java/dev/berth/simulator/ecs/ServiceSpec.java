package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What is asked for of a service, with every default filled: how it is made of a creation, and how
/// an update is merged into it. A member that is absent or null changes nothing.
final class ServiceSpec {
  /// What a service revision freezes, and a roll-back brings back.
  private static final List<String> REVISIONED =
      List.of(
          "taskDefinition",
          "launchType",
          "capacityProviderStrategy",
          "platformVersion",
          "networkConfiguration",
          "loadBalancers",
          "serviceRegistries",
          "serviceConnectConfiguration",
          "volumeConfigurations",
          "vpcLatticeConfigurations");

  /// A change of it starts no deployment. Source: ECS API reference, `UpdateService`.
  private static final Set<String> QUIET = Set.of("launchType", "capacityProviderStrategy");

  private static final List<String> TEXTS =
      List.of("platformVersion", "propagateTags", "availabilityZoneRebalancing");
  private static final List<String> FLAGS = List.of("enableExecuteCommand", "enableECSManagedTags");
  private static final List<String> LISTS =
      List.of(
          "loadBalancers",
          "serviceRegistries",
          "placementConstraints",
          "placementStrategy",
          "volumeConfigurations",
          "vpcLatticeConfigurations");

  private ServiceSpec() {}

  /// @param input of a creation: a DAEMON service goes down before it goes up
  static ObjectNode defaults(ObjectNode input) {
    var spec = Json.object();
    var strategy = Json.text(input, "schedulingStrategy", "REPLICA");
    spec.put("schedulingStrategy", strategy).put("platformVersion", "LATEST");
    spec.putObject("deploymentController").put("type", "ECS");
    spec.put("propagateTags", "NONE");
    spec.put("healthCheckGracePeriodSeconds", 0);
    FLAGS.forEach(member -> spec.put(member, false));
    LISTS.forEach(spec::putArray);
    var deployment = spec.putObject("deploymentConfiguration");
    var daemon = Instances.daemon(spec);
    deployment.put("maximumPercent", daemon ? 100 : 200);
    deployment.put("minimumHealthyPercent", daemon ? 0 : 100);
    deployment.put("strategy", "ROLLING").put("bakeTimeInMinutes", 0);
    deployment.putObject("deploymentCircuitBreaker").put("enable", false).put("rollback", false);
    var alarms = deployment.putObject("alarms").put("enable", false).put("rollback", false);
    alarms.putArray("alarmNames");
    return spec;
  }

  /// The members that mean the same on creation and on update.
  static ObjectNode merge(ObjectNode have, ObjectNode input, Cluster cluster, Connect connect) {
    var spec = have.deepCopy();
    for (var each : TEXTS) if (Json.has(input, each)) spec.put(each, Json.text(input, each, ""));
    for (var each : FLAGS) if (Json.has(input, each)) spec.put(each, Json.flag(input, each, false));
    for (var each : LISTS) {
      if (Json.has(input, each)) spec.putArray(each).addAll(Json.items(input, each));
    }
    Json.items(spec, "placementStrategy").forEach(ServicePlacement::normal);
    for (var each : Json.items(spec, "volumeConfigurations")) {
      var disk = Json.fields(each, "managedEBSVolume");
      if (!Json.has(disk, "filesystemType")) disk.put("filesystemType", "xfs");
    }
    var grace = "healthCheckGracePeriodSeconds";
    spec.put(grace, Json.integer(input, grace, Json.integer(have, grace, 0)));
    if (Json.has(input, "networkConfiguration")) {
      spec.set("networkConfiguration", network(Json.fields(input, "networkConfiguration")));
    }
    if (Json.has(input, "serviceConnectConfiguration")) {
      var sent = Json.fields(input, "serviceConnectConfiguration");
      spec.set("serviceConnectConfiguration", connect.normal(sent, cluster));
    }
    if (Json.has(input, "capacityProviderStrategy")) {
      strategy(spec, Json.items(input, "capacityProviderStrategy"));
    }
    var deployment = Json.fields(input, "deploymentConfiguration");
    spec.set("deploymentConfiguration", rollout(have, deployment));
    return spec;
  }

  static void strategy(ObjectNode spec, List<ObjectNode> items) {
    if (items.isEmpty()) {
      spec.remove("capacityProviderStrategy");
      return;
    }
    spec.putArray("capacityProviderStrategy").addAll(CapacityProviders.normal(items));
  }

  static ObjectNode network(ObjectNode sent) {
    var normal = Json.object();
    if (!Json.has(sent, "awsvpcConfiguration")) return normal;
    var from = Json.fields(sent, "awsvpcConfiguration");
    var to = normal.putObject("awsvpcConfiguration");
    Json.texts(from, "subnets").forEach(to.putArray("subnets")::add);
    Json.texts(from, "securityGroups").forEach(to.putArray("securityGroups")::add);
    to.put("assignPublicIp", Json.text(from, "assignPublicIp", "DISABLED"));
    return normal;
  }

  /// Members are merged one by one, and an omitted one stays; within the circuit breaker, enable
  /// and rollback are replaced and the newer members stay. Source: measured.
  private static ObjectNode rollout(ObjectNode have, ObjectNode sent) {
    var merged = Json.fields(have, "deploymentConfiguration").deepCopy();
    for (var each : List.of("maximumPercent", "minimumHealthyPercent", "bakeTimeInMinutes")) {
      if (Json.has(sent, each)) merged.put(each, Json.integer(sent, each, 0));
    }
    if (Json.has(sent, "strategy")) merged.put("strategy", Json.text(sent, "strategy", ""));
    if (Json.has(sent, "deploymentCircuitBreaker")) {
      var breaker = Json.fields(merged, "deploymentCircuitBreaker");
      var wanted = Json.fields(sent, "deploymentCircuitBreaker");
      breaker.put("enable", Json.flag(wanted, "enable", false));
      breaker.put("rollback", Json.flag(wanted, "rollback", false));
      for (var each : List.of("resetOnHealthyTask", "thresholdConfiguration")) {
        if (Json.has(wanted, each)) breaker.set(each, wanted.get(each));
      }
    }
    if (Json.has(sent, "alarms")) {
      var wanted = Json.fields(sent, "alarms");
      var alarms = merged.putObject("alarms").put("enable", Json.flag(wanted, "enable", false));
      alarms.put("rollback", Json.flag(wanted, "rollback", false));
      Json.texts(wanted, "alarmNames").forEach(alarms.putArray("alarmNames")::add);
    }
    if (Json.has(sent, "lifecycleHooks")) merged.set("lifecycleHooks", sent.get("lifecycleHooks"));
    var strategy = Json.text(merged, "strategy", "ROLLING");
    steps(merged, sent, strategy, "LINEAR", "linearConfiguration", "stepPercent", 10, 6);
    steps(merged, sent, strategy, "CANARY", "canaryConfiguration", "canaryPercent", 5, 10);
    return merged;
  }

  /// Whatever of it is sent, ECS fills up with fixed defaults. Source: measured.
  private static void steps(
      ObjectNode merged,
      ObjectNode sent,
      String strategy,
      String of,
      String member,
      String percent,
      double share,
      int minutes) {
    if (!strategy.equals(of)) {
      merged.remove(member);
      return;
    }
    if (Json.has(merged, member) && !Json.has(sent, member)) return;
    var wanted = Json.fields(sent, member);
    var bake = percent.replace("Percent", "BakeTimeInMinutes");
    var filled = merged.putObject(member);
    filled.put(percent, Strategy.number(wanted, percent, share));
    filled.put(bake, Json.integer(wanted, bake, minutes));
  }

  static ObjectNode revisioned(ObjectNode spec) {
    var frozen = Json.object();
    for (var member : REVISIONED) {
      if (Json.has(spec, member)) frozen.set(member, spec.get(member).deepCopy());
    }
    return frozen;
  }

  static ObjectNode revert(ObjectNode spec, ObjectNode frozen) {
    var reverted = spec.deepCopy();
    REVISIONED.forEach(reverted::remove);
    frozen.properties().forEach(each -> reverted.set(each.getKey(), each.getValue().deepCopy()));
    return reverted;
  }

  /// Whether the change from one to the other starts a deployment.
  static boolean deploys(ObjectNode before, ObjectNode after) {
    return REVISIONED.stream()
        .filter(member -> !QUIET.contains(member))
        .anyMatch(member -> !text(before, member).equals(text(after, member)));
  }

  /// Which of two target groups is called the other one says nothing: they take turns.
  private static String paired(List<ObjectNode> balancers) {
    var list = Json.array();
    for (var each : balancers) {
      var advanced = Json.fields(each, "advancedConfiguration");
      var one = Json.text(each, "targetGroupArn", "");
      var other = Json.text(advanced, "alternateTargetGroupArn", "");
      if (!other.isEmpty() && other.compareTo(one) < 0) {
        each.put("targetGroupArn", other);
        advanced.put("alternateTargetGroupArn", one);
      }
      list.add(Json.canonical(each));
    }
    return Json.write(list);
  }

  private static String text(ObjectNode spec, String member) {
    if (!Json.has(spec, member)) return "";
    if (member.equals("loadBalancers")) return paired(Json.items(spec.deepCopy(), member));
    return Json.write(Json.canonical(spec.get(member)));
  }
}
