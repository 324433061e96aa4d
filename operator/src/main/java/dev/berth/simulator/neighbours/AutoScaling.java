package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Api;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Caller;
import dev.berth.simulator.wire.Ids;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Application Auto Scaling for ECS services: their scalable targets, policies and scheduled
/// actions. It keeps counts in their ranges, runs what is scheduled, and tracks the metrics that a
/// script gives; step policies are kept and never triggered.
public final class AutoScaling implements Api {
  private final VirtualClock clock;
  private final ScaledCounts counts;
  private final TargetRegistry registry;
  private final ScalingParts parts;

  /// By resource and policy.
  private final SortedMap<String, Load> loads = new TreeMap<>();

  public AutoScaling(VirtualClock clock, Ids ids, ScaledCounts counts) {
    this.clock = clock;
    this.counts = counts;
    this.registry = new TargetRegistry(clock, ids);
    this.parts = new ScalingParts(clock, ids, registry);
  }

  @Override
  public ObjectNode call(String operation, ObjectNode input, Caller caller) {
    return switch (operation) {
      case "RegisterScalableTarget" -> register(input, caller);
      case "DescribeScalableTargets" -> registry.describe(input);
      case "DeregisterScalableTarget" -> registry.deregister(input);
      case "PutScalingPolicy" -> parts.putPolicy(input);
      case "DescribeScalingPolicies" -> parts.describePolicies(input);
      case "DeleteScalingPolicy" -> parts.deletePolicy(input);
      case "PutScheduledAction" -> parts.putAction(input);
      case "DescribeScheduledActions" -> parts.describeActions(input);
      case "DeleteScheduledAction" -> parts.deleteAction(input);
      case "TagResource" -> registry.tag(input);
      case "UntagResource" -> registry.untag(input);
      case "ListTagsForResource" -> registry.tags(input);
      default -> throw ApiError.unknownOperation(operation);
    };
  }

  private ObjectNode register(ObjectNode input, Caller caller) {
    var resource = TargetRegistry.resource(input);
    if (counts.count(resource, caller).isEmpty()) {
      throw TargetRegistry.invalid("ECS service doesn't exist: " + resource);
    }
    var target = registry.register(input, caller);
    range(target);
    return Json.object().put("ScalableTargetARN", target.arn());
  }

  /// A count outside of the range is brought into it.
  private void range(ScalableTarget target) {
    var count = counts.count(target.resource(), target.caller);
    if (count.isEmpty()) return;
    int within = target.clamp(count.getAsInt());
    if (within != count.getAsInt()) counts.scale(target.resource(), within, target.caller);
  }

  /// When something happens next by itself; `Instant.MAX` where nothing does.
  public Instant due() {
    var actions =
        registry.targets().flatMap(t -> t.actions.values().stream()).map(ScheduledAction::due);
    return Stream.concat(actions, loads.values().stream().map(Load::due))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /// Lets happen what is due then.
  public void act(Instant due) {
    for (var target : registry.targets().toList()) {
      for (var action : target.actions.values()) {
        if (action.due().equals(due)) scheduled(target, action.act());
      }
    }
    for (var load : loads.values()) {
      if (load.due().equals(due)) look(load);
    }
  }

  private void scheduled(ScalableTarget target, ObjectNode change) {
    if (target.suspended("ScheduledScalingSuspended")) return;
    for (var member : List.of("MinCapacity", "MaxCapacity")) {
      if (Json.has(change, member)) target.shown.put(member, Json.integer(change, member, 0));
    }
    range(target);
  }

  private void look(Load load) {
    var target = registry.find(load.resource);
    var policy = target.map(t -> t.policies.get(load.policy)).filter(ScalingPolicy::tracks);
    var count = target.map(t -> counts.count(load.resource, t.caller)).filter(c -> c.isPresent());
    if (policy.isEmpty() || count.isEmpty()) {
      load.rest();
      return;
    }
    load.look(count.get().getAsInt(), target.get(), policy.get().tracking())
        .ifPresent(to -> counts.scale(load.resource, to, target.get().caller));
  }

  /// Scripts the metric of a target tracking policy; see `operator/docs/simulator.md`.
  public void script(ObjectNode rule) {
    var load = Load.parse(rule, clock.now());
    loads.put(load.resource + " " + load.policy, load);
  }

  public void clearScript() {
    loads.clear();
  }

  public ObjectNode dump() {
    var dump = Json.object();
    registry.targets().forEach(target -> dump.set(target.resource(), target.dump()));
    return dump;
  }
}
