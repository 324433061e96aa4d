package dev.berth.chaos;

import dev.berth.model.EnvironmentSpec.Habit;

/// What must be so where Berth says that all is as wanted.
record Ends(World world) {
  /// @param wish the last good commit's
  void settled(Wish wish, boolean pruned) {
    var facts = world.facts();
    wish.services()
        .forEach((name, service) -> {
          if (!facts.stands(name, wish, world.inputs())) {
            breaks(
                name
                    + " is "
                    + facts.told(name)
                    + ", not "
                    + Facts.wanted(name, wish, world.inputs()));
          }
          var count = facts.account().service(name).flatMap(live -> live.whole("desiredCount"));
          if (!count.filter(n -> n == service.count()).isPresent()) breaks(name + " runs " + count);
        });
    if (wish.prune() == Habit.ON && pruned && !facts.unwanted(wish).isEmpty()) {
      breaks("not pruned: " + facts.unwanted(wish));
    }
    if (!world.rules().ran(wish)) {
      breaks("the Job did not run for " + wish.migration());
    }
    world.rules().look(world.replicas().getFirst());
  }

  private void breaks(String what) {
    world.rules().breaks("at rest, but " + what);
  }
}
