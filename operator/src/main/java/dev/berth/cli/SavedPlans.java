package dev.berth.cli;

import dev.berth.model.EnvironmentSpec;
import dev.berth.plan.SavedPlan;
import dev.berth.reconcile.Scope.Depth;
import java.util.List;

/// Saved plans as files.
final class SavedPlans {
  private SavedPlans() {}

  static SavedPlan read(Outside outside, String file) {
    return switch (SavedPlan.read(outside.files().plain(file))) {
      case SavedPlan.Read.Sound(var plan) -> plan;
      case SavedPlan.Read.Unsound(var why) ->
          throw new Problem(
              Exit.INVALID,
              List.of(
                  file + " cannot be carried out: " + why,
                  "make it again with: berth diff PATH --out " + file));
    };
  }

  static void check(SavedPlan plan, EnvironmentSpec environment) {
    if (plan.owner().equals(environment.owner())) return;
    var words = "the plan was made for %s, and this is %s; choose the environment with -e";
    throw new Problem(Exit.INVALID, List.of(words.formatted(plan.owner(), environment.owner())));
  }

  static Depth depth(SavedPlan plan) {
    return Depth.valueOf(plan.depth());
  }
}
