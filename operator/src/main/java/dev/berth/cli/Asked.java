package dev.berth.cli;

import dev.berth.plan.Action;
import dev.berth.plan.Plan;
import dev.berth.reconcile.Executor;
import dev.berth.reconcile.Listener;
import dev.berth.reconcile.Outcome;
import java.util.List;

/// What somebody asks for by name, beside what a pass would do.
final class Asked {
  private Asked() {}

  /// @throws Problem when it was not all done
  static void done(Connection connection, Plan plan, List<Action> actions, String name) {
    var asked = new Plan(plan.desired(), plan.observed(), plan.waves(), plan.changes(), actions);
    var executor =
        new Executor(connection.ecs(), connection.outside().interrupt(), Listener.silent());
    for (var outcome : executor.apply(asked).outcomes()) {
      if (outcome instanceof Outcome.Failed(_, var failure)) {
        throw new Problem(Exit.REFUSED, App.refusal(failure));
      }
      if (outcome instanceof Outcome.Interrupted(_, var why)) {
        throw new Problem(Exit.CHANGED, List.of(name + ": stopped: " + why + "; try again"));
      }
      if (!(outcome instanceof Outcome.Done)) {
        throw new Problem(Exit.CHANGED, List.of(name + " changed meanwhile; try again"));
      }
    }
  }
}
