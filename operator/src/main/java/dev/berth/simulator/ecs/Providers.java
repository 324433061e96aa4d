package dev.berth.simulator.ecs;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// The operations on capacity providers: Fargate's, which are always there, and those of Auto
/// Scaling groups. Source: ECS API reference, `CapacityProvider`.
final class Providers {
  private static final String GROUP = "autoScalingGroupProvider";

  private final SortedMap<String, ObjectNode> byArn = new TreeMap<>();

  boolean known(String name, Caller caller) {
    return CapacityProviders.fargate(name) || byArn.containsKey(arn(name, caller));
  }

  ObjectNode dump() {
    var dump = Json.object();
    byArn.forEach((arn, provider) -> dump.set(arn, provider.deepCopy()));
    return dump;
  }

  private static String arn(String name, Caller caller) {
    return caller.arn("ecs", "capacity-provider/" + name);
  }

  ObjectNode create(ObjectNode input, Caller caller) {
    var name = Json.text(input, "name", "");
    ServiceChecks.name(name, "Capacity provider name");
    if (name.matches("(?i)(aws|ecs|fargate).*")) {
      throw ApiError.invalidParameter("The name of a capacity provider cannot begin so: " + name);
    }
    if (!Json.has(Json.fields(input, GROUP), "autoScalingGroupArn")) {
      throw ApiError.invalidParameter("An Auto Scaling group is required: autoScalingGroupArn.");
    }
    if (known(name, caller)) {
      throw ApiError.invalidParameter("The specified capacity provider already exists: " + name);
    }
    var provider = shown(name, caller);
    provider.set("tags", Tags.write(Tags.read(Json.items(input, "tags"))));
    provider.set(GROUP, filled(Json.fields(input, GROUP)));
    byArn.put(arn(name, caller), provider);
    return Json.object().set("capacityProvider", provider.deepCopy());
  }

  /// Source: ECS API reference, `AutoScalingGroupProvider` and `ManagedScaling`.
  private static ObjectNode filled(ObjectNode sent) {
    var group = sent.deepCopy();
    var scaling = Json.object().put("status", "DISABLED");
    if (Json.has(group, "managedScaling")) {
      scaling.put("status", "ENABLED").put("targetCapacity", 100);
      scaling.put("minimumScalingStepSize", 1).put("maximumScalingStepSize", 10_000);
      scaling.put("instanceWarmupPeriod", 300).setAll(Json.fields(group, "managedScaling"));
    }
    group.set("managedScaling", scaling);
    if (!Json.has(group, "managedDraining")) group.put("managedDraining", "ENABLED");
    var protection = "managedTerminationProtection";
    if (!Json.has(group, protection)) group.put(protection, "DISABLED");
    return group;
  }

  /// One of an Auto Scaling group, itself and not a copy.
  Optional<ObjectNode> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /// The members of its Auto Scaling group that are sent; the group itself stays.
  ObjectNode update(ObjectNode input, Caller caller) {
    var name = Json.text(input, "name", "");
    var provider = own(name, caller);
    var group = Json.fields(provider, GROUP);
    var scaling = Json.fields(group, "managedScaling").deepCopy();
    var change = Json.fields(input, GROUP);
    scaling.setAll(Json.fields(change, "managedScaling"));
    group.setAll(change.deepCopy());
    group.set("managedScaling", scaling);
    provider.put("updateStatus", "UPDATE_COMPLETE");
    return Json.object().set("capacityProvider", provider.deepCopy());
  }

  /// Only when no cluster has it any more. Source: ECS API reference, `DeleteCapacityProvider`.
  ObjectNode delete(ObjectNode input, Caller caller, Predicate<String> used) {
    var name = Arns.last(Json.text(input, "capacityProvider", ""));
    var provider = own(name, caller);
    if (used.test(name)) {
      throw ApiError.of(
          "ResourceInUseException",
          "The specified capacity provider is in use and cannot be removed.");
    }
    byArn.remove(arn(name, caller));
    provider.put("status", "INACTIVE").put("updateStatus", "DELETE_COMPLETE");
    return Json.object().set("capacityProvider", provider);
  }

  private ObjectNode own(String name, Caller caller) {
    if (CapacityProviders.fargate(name)) {
      throw ApiError.invalidParameter(
          "The specified capacity provider is predefined and cannot be changed: " + name);
    }
    var provider = byArn.get(arn(name, caller));
    if (provider != null) return provider;
    throw ApiError.invalidParameter("The specified capacity provider does not exist: " + name);
  }

  private static ObjectNode shown(String name, Caller caller) {
    var shown = Json.object().put("capacityProviderArn", arn(name, caller)).put("name", name);
    shown.put("status", "ACTIVE").putArray("tags");
    return shown;
  }

  /// All of them, where none is named.
  ObjectNode describe(ObjectNode input, Caller caller) {
    var answer = Json.object();
    var found = answer.putArray("capacityProviders");
    var failures = answer.putArray("failures");
    for (var id : wanted(input, caller)) {
      var name = Arns.last(id);
      if (CapacityProviders.fargate(name)) {
        found.add(shown(name, caller));
      } else if (byArn.containsKey(arn(name, caller))) {
        found.add(described(byArn.get(arn(name, caller)), input));
      } else {
        failures.addObject().put("arn", arn(name, caller)).put("reason", "MISSING");
      }
    }
    return answer;
  }

  /// Tags come when they are asked for.
  private static ObjectNode described(ObjectNode provider, ObjectNode input) {
    var copy = provider.deepCopy();
    if (!Json.texts(input, "include").contains("TAGS")) copy.putArray("tags");
    return copy;
  }

  private List<String> wanted(ObjectNode input, Caller caller) {
    var named = Json.texts(input, "capacityProviders");
    if (!named.isEmpty()) return named;
    var all = new ArrayList<>(CapacityProviders.KNOWN);
    byArn.keySet().stream().filter(a -> a.startsWith(arn("", caller))).forEach(all::add);
    return all;
  }
}
