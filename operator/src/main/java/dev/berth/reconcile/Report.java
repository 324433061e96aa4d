package dev.berth.reconcile;

import dev.berth.model.Failure;
import java.util.List;
import java.util.Optional;

/// What became of a plan, action by action.
public record Report(List<Outcome> outcomes) {
  public Report {
    outcomes = List.copyOf(outcomes);
  }

  public boolean stale() {
    return outcomes.stream().anyMatch(Outcome.Stale.class::isInstance);
  }

  /// Whether something was done that may be of use: what comes before a failure in the actions of
  /// one key is none.
  public boolean acted() {
    var failed =
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(outcome -> outcome.action().key())
            .toList();
    return outcomes.stream()
        .filter(Outcome.Done.class::isInstance)
        .anyMatch(outcome -> !failed.contains(outcome.action().key()));
  }

  public Optional<String> interrupted() {
    return outcomes.stream()
        .filter(Outcome.Interrupted.class::isInstance)
        .map(outcome -> ((Outcome.Interrupted) outcome).why())
        .findFirst();
  }

  public List<Failure> failures() {
    return outcomes.stream()
        .filter(Outcome.Failed.class::isInstance)
        .map(outcome -> ((Outcome.Failed) outcome).failure())
        .toList();
  }
}
