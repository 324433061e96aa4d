package dev.berth.reconcile;

import dev.berth.plan.Plan;
import java.time.Duration;

/// The story of a pass, told once. Logs, meters and progress listen to it.
public sealed interface Event {
  record Observing(String environment) implements Event {}

  record Planned(Plan plan) implements Event {}

  record Acted(Outcome outcome) implements Event {}

  /// @param calls how many API calls the pass spent
  record Passed(Plan plan, Report report, Next next, int calls) implements Event {}

  record Pausing(Duration time, String why) implements Event {}
}
