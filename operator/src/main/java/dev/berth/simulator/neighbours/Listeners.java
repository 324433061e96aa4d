package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Listeners and their rules; each listener has a default rule, which is its default actions.
final class Listeners {
  private final Ids ids;
  private final Kept listeners = new Kept("Listeners", "ListenerNotFound");
  private final Kept rules = new Kept("Rules", "RuleNotFound");

  Listeners(Ids ids) {
    this.ids = ids;
  }

  /// @param balancer of the load balancer that exists
  ObjectNode create(ObjectNode input, String balancer) {
    var port = Json.integer(input, "Port", 80);
    if (of(balancer).anyMatch(each -> Json.integer(each, "Port", 0) == port)) {
      throw ApiError.of("DuplicateListener", "A listener already exists on this port");
    }
    var base = balancer.replace(":loadbalancer/", ":listener/");
    var listener = Json.object().put("ListenerArn", base + "/" + ids.hex(16));
    listener.put("LoadBalancerArn", balancer).put("Port", port);
    listener.put("Protocol", Json.text(input, "Protocol", "HTTP"));
    listener.set("DefaultActions", Forward.normal(Json.items(input, "DefaultActions")));
    listeners.byArn().put(arn(listener), listener);
    put(arn(listener), "default", Json.object(), listener.get("DefaultActions").deepCopy());
    return listeners.answer(listener);
  }

  private ObjectNode put(String listener, String priority, ObjectNode input, JsonNode actions) {
    var base = listener.replace(":listener/", ":listener-rule/");
    var rule = Json.object().put("RuleArn", base + "/" + ids.hex(16)).put("Priority", priority);
    rule.set("Conditions", conditions(input));
    rule.set("Actions", actions);
    rule.put("IsDefault", priority.equals("default"));
    rules.byArn().put(Json.text(rule, "RuleArn", ""), rule);
    return rule;
  }

  private static JsonNode conditions(ObjectNode input) {
    var list = Json.array();
    Json.items(input, "Conditions").forEach(each -> list.add(each.deepCopy()));
    return list;
  }

  private Stream<ObjectNode> of(String balancer) {
    return listeners.all().filter(each -> balancer(each).equals(balancer));
  }

  private static String balancer(ObjectNode listener) {
    return Json.text(listener, "LoadBalancerArn", "");
  }

  private static String arn(ObjectNode listener) {
    return Json.text(listener, "ListenerArn", "");
  }

  ObjectNode describe(ObjectNode input) {
    var arns = Json.texts(input, "ListenerArns");
    arns.forEach(listeners::one);
    var balancer = Json.text(input, "LoadBalancerArn", "");
    var found =
        listeners
            .all()
            .filter(each -> arns.isEmpty() || arns.contains(arn(each)))
            .filter(each -> balancer.isEmpty() || balancer(each).equals(balancer))
            .toList();
    return listeners.page(input, "ListenerArn", found);
  }

  ObjectNode modify(ObjectNode input) {
    var listener = listeners.one(Json.text(input, "ListenerArn", ""));
    for (var each : List.of("Port", "Protocol")) {
      if (Json.has(input, each)) listener.set(each, input.get(each));
    }
    var actions = Json.items(input, "DefaultActions");
    if (!actions.isEmpty()) act(arn(listener), actions);
    return listeners.answer(listener);
  }

  ObjectNode delete(ObjectNode input) {
    var arn = Json.text(input, "ListenerArn", "");
    listeners.one(arn);
    remove(arn);
    return Json.object();
  }

  private void remove(String listener) {
    listeners.byArn().remove(listener);
    rules.byArn().keySet().removeIf(rule -> listener(rule).equals(listener));
  }

  /// A load balancer takes its listeners with it.
  void removeAll(String balancer) {
    of(balancer).map(Listeners::arn).toList().forEach(this::remove);
  }

  private static String listener(String rule) {
    return rule.substring(0, rule.lastIndexOf('/')).replace(":listener-rule/", ":listener/");
  }

  ObjectNode createRule(ObjectNode input) {
    var listener = Json.text(input, "ListenerArn", "");
    listeners.one(listener);
    var priority = Integer.toString(Json.integer(input, "Priority", 1));
    if (rulesOf(listener).anyMatch(each -> Json.text(each, "Priority", "").equals(priority))) {
      throw ApiError.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
    }
    var actions = Forward.normal(Json.items(input, "Actions"));
    return rules.answer(put(listener, priority, input, actions));
  }

  private Stream<ObjectNode> rulesOf(String listener) {
    return rules.all().filter(each -> listener(Json.text(each, "RuleArn", "")).equals(listener));
  }

  ObjectNode describeRules(ObjectNode input) {
    var arns = Json.texts(input, "RuleArns");
    arns.forEach(rules::one);
    var listener = Json.text(input, "ListenerArn", "");
    if (!listener.isEmpty()) listeners.one(listener);
    var found =
        rules
            .all()
            .filter(each -> arns.isEmpty() || arns.contains(Json.text(each, "RuleArn", "")))
            .filter(each ->
                listener.isEmpty() || listener(Json.text(each, "RuleArn", "")).equals(listener))
            .toList();
    return rules.page(input, "RuleArn", found);
  }

  ObjectNode modifyRule(ObjectNode input) {
    var rule = rules.one(Json.text(input, "RuleArn", ""));
    if (Json.has(input, "Conditions")) rule.set("Conditions", conditions(input));
    var actions = Json.items(input, "Actions");
    if (!actions.isEmpty()) act(Json.text(rule, "RuleArn", ""), actions);
    return rules.answer(rule);
  }

  ObjectNode deleteRule(ObjectNode input) {
    var rule = rules.one(Json.text(input, "RuleArn", ""));
    if (Json.flag(rule, "IsDefault", false)) {
      throw ApiError.of("OperationNotPermitted", "Default rules cannot be deleted");
    }
    rules.byArn().remove(Json.text(rule, "RuleArn", ""));
    return Json.object();
  }

  /// Gives a rule, or a listener, other actions. A listener and its default rule have the same.
  void act(String arn, List<ObjectNode> actions) {
    var normal = Forward.normal(actions);
    var rule = rules.byArn().get(arn);
    if (rule != null) rule.set("Actions", normal);
    var byDefault = rule == null || Json.flag(rule, "IsDefault", false);
    var listener = rule == null ? arn : listener(arn);
    if (!byDefault || !listeners.byArn().containsKey(listener)) return;
    listeners.one(listener).set("DefaultActions", normal.deepCopy());
    rulesOf(listener)
        .filter(each -> Json.flag(each, "IsDefault", false))
        .forEach(each -> each.set("Actions", normal.deepCopy()));
  }

  boolean knows(String arn) {
    return rules.byArn().containsKey(arn) || listeners.byArn().containsKey(arn);
  }

  /// The load balancers that send something to a target group, be it nothing just now.
  List<String> balancersOf(String group) {
    return rules
        .all()
        .filter(each -> Forward.groups(each, "Actions").anyMatch(group::equals))
        .map(each -> balancer(listeners.one(listener(Json.text(each, "RuleArn", "")))))
        .distinct()
        .sorted()
        .toList();
  }

  ObjectNode dump() {
    var dump = listeners.dump();
    return dump.setAll(rules.dump());
  }
}
