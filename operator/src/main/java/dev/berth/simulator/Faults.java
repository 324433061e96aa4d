package dev.berth.simulator;

import dev.berth.simulator.Fault.Moment;
import dev.berth.simulator.neighbours.EventDice;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The script of what goes wrong on the wire. The first rule that hits a call decides; all rules
/// that concern it count it. The simulator's lock guards it.
final class Faults {
  private final List<Counted> rules = new ArrayList<>();
  private final VirtualClock clock;
  private final EventDice events;
  private Optional<Quotas> quotas = Optional.empty();
  private long cutAt = Long.MAX_VALUE;
  private Moment cutWhen = Moment.BEFORE;

  /// @param events what goes wrong with those
  Faults(VirtualClock clock, EventDice events) {
    this.clock = clock;
    this.events = events;
  }

  private static final class Counted {
    private final FaultRule rule;
    private int matched;

    private final String given;

    Counted(FaultRule rule, String given) {
      this.rule = rule;
      this.given = given;
    }
  }

  void add(ObjectNode rule) {
    FaultRule.checkMembers(rule);
    switch (Json.text(rule, "kind", "")) {
      case "cut" -> cut(rule);
      case "quotas" -> quotas = Optional.of(quotas(rule));
      case "lose", "double", "late" -> events.add(rule);
      default -> rules.add(new Counted(FaultRule.of(rule), Json.write(rule)));
    }
  }

  private Quotas quotas(ObjectNode rule) {
    if (!Json.has(rule, "scale")) return new Quotas(1, clock.now());
    var scale = rule.get("scale");
    if (!scale.isNumber() || !(scale.doubleValue() > 0 && scale.doubleValue() <= 1000)) {
      throw FaultRule.invalid("scale must be a number over 0, up to 1000: " + scale);
    }
    return new Quotas(scale.doubleValue(), clock.now());
  }

  private void cut(ObjectNode rule) {
    if (!Json.has(rule, "call")) throw FaultRule.invalid("a cut needs the number of a call");
    cut(Json.integer(rule, "call", 0), FaultRule.moment(rule));
  }

  /// From that call on, counted over all, nothing is answered, as if the client had been killed:
  /// the call itself has its effect or not, later ones have none. Until everything is cleared.
  void cut(long call, Moment when) {
    cutAt = call;
    cutWhen = when;
  }

  void clear() {
    rules.clear();
    events.clear();
    quotas = Optional.empty();
    cutAt = Long.MAX_VALUE;
  }

  /// The rules as they were given, and how many calls each concerned.
  List<String> told() {
    var told = new ArrayList<>(events.told());
    for (var each : rules) told.add(each.given + " concerned " + each.matched);
    if (quotas.isPresent()) told.add("{\"kind\":\"quotas\"}");
    if (cutAt < Long.MAX_VALUE) told.add("{\"kind\":\"cut\",\"call\":" + cutAt + "}");
    return told;
  }

  /// What goes wrong with the next call.
  Optional<Fault> next(long call, String api, String operation, String resource) {
    if (call > cutAt) return Optional.of(new Fault.Reset(Moment.BEFORE));
    if (call == cutAt) return Optional.of(new Fault.Reset(cutWhen));
    Optional<Fault> found = Optional.empty();
    for (var each : rules) {
      if (!each.rule.concerns(operation, resource)) continue;
      each.matched++;
      if (found.isEmpty() && each.rule.hits(each.matched)) found = Optional.of(each.rule.fault());
    }
    return found.isPresent() ? found : exceeded(api, operation);
  }

  private Optional<Fault> exceeded(String api, String operation) {
    if (quotas.isEmpty() || quotas.get().admit(api, operation, clock.now())) {
      return Optional.empty();
    }
    return Optional.of(new Fault.Throttled(Moment.BEFORE));
  }
}
