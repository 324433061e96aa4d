package dev.berth.reconcile;

import dev.berth.plan.Plan;
import java.time.Duration;

/// The story of a pass, told once. Logs, meters, progress and pages listen to it.
public sealed interface Event {
  /// A visit of the operator begins.
  ///
  /// @param pass names it in logs and reports
  /// @param commit whose manifests are the newest; empty before any
  record Began(String pass, String environment, String commit) implements Event {}

  record Observing(String environment) implements Event {}

  record Planned(Plan plan) implements Event {}

  record Acted(Outcome outcome) implements Event {}

  /// @param calls how many API calls the pass spent
  record Passed(Plan plan, Report report, Next next, int calls) implements Event {}

  record Pausing(Duration time, String why) implements Event {}

  /// A visit of the operator is over.
  record Stood(Standing standing, Duration took, Spent spent) implements Event {}

  /// The source was asked.
  record Fetched(Newest newest, Duration took) implements Event {}

  /// Something that nobody expected; it is tried again.
  record Broke(String what, RuntimeException error) implements Event {}
}
