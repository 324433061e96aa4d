package dev.berth.reconcile;

import dev.berth.model.Failure;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.reconcile.EcsApi.Performed;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Turns a plan into calls, in plan order. A failure stops the rest of its own key and no other:
/// the next pass plans anew.
public final class Executor {
  private final EcsApi ecs;
  private final Interrupt interrupt;
  private final Listener listener;

  public Executor(EcsApi ecs, Interrupt interrupt, Listener listener) {
    this.ecs = ecs;
    this.interrupt = interrupt;
    this.listener = listener;
  }

  public Report apply(Plan plan) {
    var outcomes = new ArrayList<Outcome>();
    var registered = new TreeMap<ResourceKey, String>();
    var broken = new TreeSet<ResourceKey>();
    for (var action : plan.actions()) {
      var outcome = outcome(action, registered, broken);
      if (!(outcome instanceof Outcome.Done)) broken.add(action.key());
      outcomes.add(outcome);
      listener.on(new Event.Acted(outcome));
    }
    return new Report(outcomes);
  }

  private Outcome outcome(
      Action action, TreeMap<ResourceKey, String> registered, TreeSet<ResourceKey> broken) {
    if (broken.contains(action.key())) return new Outcome.NotRun(action, action.key());
    var reason = interrupt.reason();
    if (reason.isPresent()) return new Outcome.Interrupted(action, reason.get());
    try {
      var known = Optional.ofNullable(registered.get(action.key()));
      return switch (ecs.perform(action, known)) {
        case Performed.Stale(var expected, var found) -> new Outcome.Stale(action, expected, found);
        case Performed.Done(var arn) -> {
          if (action.call().equals("RegisterTaskDefinition")) {
            arn.ifPresent(made -> registered.put(action.key(), made));
          }
          yield new Outcome.Done(action, arn);
        }
      };
    } catch (EcsFailure e) {
      return e.failure().kind() == Failure.Kind.STOPPED
          ? new Outcome.Interrupted(action, e.failure().message())
          : new Outcome.Failed(action, e.failure());
    }
  }
}
