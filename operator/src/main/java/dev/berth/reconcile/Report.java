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

  public boolean acted() {
    return outcomes.stream().anyMatch(Outcome.Done.class::isInstance);
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
