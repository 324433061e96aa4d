package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Elastic Load Balancing, version 2: load balancers, listeners, rules and target groups, and whose
/// targets are healthy. No request is ever balanced.
public final class LoadBalancing implements Api {
  /// The most that a weight can be. Source: API reference, `TargetGroupTuple`.
  private static final double HEAVIEST = 999;

  private final VirtualClock clock;
  private final Balancers balancers;
  private final Listeners listeners;
  private final TargetGroups groups;
  private final Targets targets = new Targets();
  private final BalancingTags tags = new BalancingTags();

  public LoadBalancing(VirtualClock clock, Ids ids) {
    this.clock = clock;
    this.balancers = new Balancers(clock, ids);
    this.listeners = new Listeners(ids);
    this.groups = new TargetGroups(ids);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "CreateLoadBalancer" -> tags.begun(balancers.create(input, caller), input);
      case "DescribeLoadBalancers" -> balancers.describe(input);
      case "DeleteLoadBalancer" -> tidied(deleteBalancer(input));
      case "CreateTargetGroup" -> tags.begun(groups.create(input, caller), input);
      case "DescribeTargetGroups" -> groups.describe(input, listeners::balancersOf);
      case "ModifyTargetGroup" -> groups.modify(input);
      case "DeleteTargetGroup" -> tidied(deleteGroup(input));
      case "RegisterTargets" -> register(input);
      case "DeregisterTargets" -> deregister(input);
      case "DescribeTargetHealth" -> health(input);
      case "CreateListener" -> tags.begun(createListener(input), input);
      case "DescribeListeners" -> listeners.describe(input);
      case "ModifyListener" -> listeners.modify(input);
      case "DeleteListener" -> tidied(listeners.delete(input));
      case "CreateRule" -> tags.begun(listeners.createRule(input), input);
      case "DescribeRules" -> listeners.describeRules(input);
      case "ModifyRule" -> listeners.modifyRule(input);
      case "DeleteRule" -> tidied(listeners.deleteRule(input));
      case "AddTags" -> tags.add(input);
      case "RemoveTags" -> tags.remove(input);
      case "DescribeTags" -> tags.describe(input);
      case "DescribeTargetGroupAttributes",
          "DescribeLoadBalancerAttributes",
          "DescribeListenerAttributes" ->
          tags.attributes(input);
      case "ModifyTargetGroupAttributes",
          "ModifyLoadBalancerAttributes",
          "ModifyListenerAttributes" ->
          tags.modifyAttributes(input);
      case "DescribeCapacityReservation" -> unreserved(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  /// The answer of a deletion, once nothing is left of what was deleted.
  private ObjectNode tidied(ObjectNode answer) {
    tags.end(arn -> !balancers.knows(arn) && !groups.knows(arn) && !listeners.knows(arn));
    return answer;
  }

  private ObjectNode createListener(ObjectNode input) {
    var balancer = Json.text(input, "LoadBalancerArn", "");
    balancers.one(balancer);
    return listeners.create(input, balancer);
  }

  private ObjectNode deleteBalancer(ObjectNode input) {
    var arn = Json.text(input, "LoadBalancerArn", "");
    listeners.removeAll(arn);
    balancers.remove(arn);
    return Json.object();
  }

  /// Nobody has reserved capacity here.
  private ObjectNode unreserved(ObjectNode input) {
    balancers.one(Json.text(input, "LoadBalancerArn", ""));
    var answer = Json.object().put("DecreaseRequestsRemaining", 2);
    answer.putArray("CapacityReservationState");
    return answer;
  }

  private ObjectNode deleteGroup(ObjectNode input) {
    var arn = Json.text(input, "TargetGroupArn", "");
    if (attached(arn)) {
      throw ApiError.of(
          "ResourceInUse", "Target group '%s' is in use by a listener or a rule".formatted(arn));
    }
    groups.remove(arn);
    targets.remove(arn);
    return Json.object();
  }

  private ObjectNode register(ObjectNode input) {
    var group = groups.one(Json.text(input, "TargetGroupArn", ""));
    for (var each : Json.items(input, "Targets")) {
      targets.register(arn(group), Json.text(each, "Id", ""), port(each, group), clock.now());
    }
    return Json.object();
  }

  private ObjectNode deregister(ObjectNode input) {
    var group = groups.one(Json.text(input, "TargetGroupArn", ""));
    for (var each : Json.items(input, "Targets")) {
      targets.deregister(arn(group), Json.text(each, "Id", ""), port(each, group), clock.now());
    }
    return Json.object();
  }

  private static int port(ObjectNode target, ObjectNode group) {
    return Json.integer(target, "Port", Json.integer(group, "Port", 80));
  }

  private ObjectNode health(ObjectNode input) {
    var group = groups.one(Json.text(input, "TargetGroupArn", ""));
    var port = Json.integer(group, "Port", 80);
    var asked = Json.items(input, "Targets");
    return targets.health(arn(group), asked, port, attached(arn(group)), clock.now());
  }

  private static String arn(ObjectNode group) {
    return Json.text(group, "TargetGroupArn", "");
  }

  /// Whether anybody made that target group here.
  public boolean knows(String group) {
    return groups.knows(group);
  }

  public String targetType(String group) {
    return Json.text(groups.one(group), "TargetType", "");
  }

  /// Whether a listener or a rule names it.
  public boolean attached(String group) {
    return !listeners.balancersOf(group).isEmpty();
  }

  /// A task behind a target group, as ECS registers it; a group that nobody made takes none.
  ///
  /// @param healthy when its first checks have passed
  /// @param fails from when on they fail
  public void register(String group, String id, int port, Instant healthy, Instant fails) {
    if (knows(group)) targets.register(group, id, port, healthy, fails);
  }

  public void deregister(String group, String id, int port, Instant now, Instant until) {
    targets.deregister(group, id, port, now, until);
  }

  /// Sends that part of a listener's or a rule's traffic to one target group, and the rest to the
  /// other, as ECS does.
  public void forward(String ruleOrListener, String group, String other, double percent) {
    if (!listeners.knows(ruleOrListener)) return;
    var whole = percent == Math.rint(percent);
    var weights = new TreeMap<String, Integer>();
    weights.put(other, weight(100 - percent, whole));
    weights.put(group, weight(percent, whole));
    listeners.act(ruleOrListener, List.of(Forward.to(weights)));
  }

  private static int weight(double percent, boolean whole) {
    return (int) Math.round(whole ? percent : percent * HEAVIEST / 100);
  }

  public ObjectNode dump() {
    var dump = Json.object();
    dump.set("loadBalancers", balancers.dump());
    dump.set("listeners", listeners.dump());
    dump.set("targetGroups", groups.dump());
    dump.set("targets", targets.dump(clock.now()));
    dump.set("tags", tags.dump());
    return dump;
  }
}
