package dev.berth.simulator.ecs;

import tools.jackson.databind.node.ObjectNode;

/// What is to happen, by rules: to containers, by the hooks of deployments, and by alarms.
record Script(Outcomes outcomes, Hooks hooks, Alarms alarms) {
  Script() {
    this(new Outcomes(), new Hooks(), new Alarms());
  }

  /// Throws `IllegalArgumentException` with what is wrong with the rule.
  void add(ObjectNode rule) {
    if (rule.has("hook")) {
      hooks.add(rule);
    } else if (rule.has("alarm")) {
      alarms.add(rule);
    } else {
      outcomes.add(OutcomeRule.parse(rule));
    }
  }

  void clear() {
    outcomes.clear();
    hooks.clear();
    alarms.clear();
  }
}
