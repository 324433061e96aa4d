package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// A scripted metric of one target tracking policy: what its tasks had on average when the script
/// was written, and share from then on. It is looked at each minute; three above the target value
/// scale out, fifteen below nine tenths of it scale in. Source: Application Auto Scaling user
/// guide, "Target tracking scaling policies".
final class Load {
  private static final Set<String> MEMBERS = new TreeSet<>(Set.of("service", "policy", "value"));
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int OUT = 3;
  private static final int IN = 15;
  private static final double LOW = 0.9;

  final String resource;
  final String policy;
  private final double value;
  private double sum = Double.NaN;
  private int above;
  private int below;
  private Instant due;
  private Instant rests = Instant.MIN;

  private Load(String resource, String policy, double value, Instant now) {
    this.resource = resource;
    this.policy = policy;
    this.value = value;
    this.due = now.plus(PERIOD);
  }

  /// Reads `{"service": "<cluster>/<service>", "policy": "cpu", "value": 90}`.
  static Load parse(ObjectNode rule, Instant now) {
    for (var name : rule.propertyNames()) {
      if (MEMBERS.contains(name)) continue;
      throw new IllegalArgumentException("unknown member '" + name + "'; use " + MEMBERS);
    }
    var service = Json.text(rule, "service", "");
    if (!service.matches("[^/]+/[^/]+")) {
      throw new IllegalArgumentException("service must be <cluster>/<service>: '" + service + "'");
    }
    if (!rule.path("value").isNumber() || rule.path("value").doubleValue() < 0) {
      throw new IllegalArgumentException("value must be a number from 0");
    }
    var policy = Json.text(rule, "policy", "");
    return new Load("service/" + service, policy, rule.path("value").doubleValue(), now);
  }

  Instant due() {
    return due;
  }

  /// One look at the metric of a service with so many tasks.
  ///
  /// @return how many it is to have, where that is to change
  OptionalInt look(int count, ScalableTarget target, ObjectNode tracking) {
    var now = due;
    due = due.plus(PERIOD);
    if (Double.isNaN(sum)) sum = value * count;
    double goal = tracking.path("TargetValue").doubleValue();
    double metric = sum / Math.max(1, count);
    above = metric > goal ? above + 1 : 0;
    below = metric < goal * LOW ? below + 1 : 0;
    if (now.isBefore(rests)) return OptionalInt.empty();
    int needed = (int) Math.ceil(sum / goal);
    if (above >= OUT && !target.suspended("DynamicScalingOutSuspended")) {
      return moved(Math.max(count, target.clamp(needed)), count, now, tracking, "ScaleOutCooldown");
    }
    boolean fixed = Json.flag(tracking, "DisableScaleIn", false);
    if (below >= IN && !fixed && !target.suspended("DynamicScalingInSuspended")) {
      return moved(Math.min(count, target.clamp(needed)), count, now, tracking, "ScaleInCooldown");
    }
    return OptionalInt.empty();
  }

  private OptionalInt moved(int to, int from, Instant now, ObjectNode tracking, String cooldown) {
    if (to == from) return OptionalInt.empty();
    rests = now.plusSeconds(Json.integer(tracking, cooldown, 300));
    return OptionalInt.of(to);
  }

  void rest() {
    due = due.plus(PERIOD);
  }
}
