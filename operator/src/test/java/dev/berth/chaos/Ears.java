package dev.berth.chaos;

import dev.berth.model.ResourceKey;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import dev.berth.plan.PlanMarkdown;
import dev.berth.plan.PlanText;
import dev.berth.reconcile.Condition;
import dev.berth.reconcile.Coverage;
import dev.berth.reconcile.Event;
import dev.berth.reconcile.Outcome;
import dev.berth.reconcile.Standing;
import dev.berth.reconcile.Visit;
import java.util.Optional;
import java.util.TreeSet;

/// Hears all that a process tells, and holds it against what it may tell.
record Ears(World world, Coverage coverage) {
  void on(Replica replica, Event event) {
    switch (event) {
      case Event.Began _ -> began(replica);
      case Event.Planned(var plan) -> {
        coverage.count(plan);
        acts(replica, plan, world.remote().named(plan.desired().revision()));
        if (plan.differs()) secret(PlanText.of(plan, Palette.PLAIN) + PlanMarkdown.of(plan));
      }
      case Event.Acted(var outcome) -> acted(outcome);
      case Event.Stood(var standing, _, _) -> {
        if (!(standing.visit() instanceof Visit.Aside)) world.rules().look(replica);
        stood(replica, standing);
      }
      case Event.Fetched(var newest, _) -> {
        replica.knowledge().trouble = newest.trouble().isPresent();
        coverage.count("Fetched", newest.trouble().map(t -> t.kind().name()).orElse("COMMIT"));
        tell(
            replica,
            "fetched "
                + newest.commit().map(c -> c.id().substring(36))
                + newest.trouble().map(t -> t.kind()));
      }
      case Event.Broke(var what, var error) ->
          world.rules().breaks("a bug in " + what + ": " + error);
      case Event.Passed _ -> world.passed();
      case Event.Observing _, Event.Pausing _ -> {}
    }
  }

  private void began(Replica replica) {
    replica.knowledge().looked = world.now();
  }

  /// Only what the newest good commit says may be done.
  private void acts(Replica replica, Plan plan, Push push) {
    var knowledge = replica.knowledge();
    knowledge.acting = Optional.of(push);
    var newest = knowledge.newest.orElseThrow();
    boolean kept = world.memory().kept().filter(push::equals).isPresent();
    // Whose lease ended meanwhile may plan, and writes nothing of it.
    boolean idle = !world.lease().of(replica.process(), world.now());
    boolean allowed =
        newest.good() ? newest.equals(push) : newest.kind() != Push.Kind.RENAMED && (kept || idle);
    var wanted = new TreeSet<String>();
    for (var key : plan.desired().wanted().keySet()) {
      if (key.kind() == ResourceKey.Kind.SERVICE) wanted.add(key.name());
    }
    if (!wanted.equals(push.wish().services().keySet())) {
      world.rules().breaks("planned for " + wanted + ", and wanted is " + push.wish());
    }
    if (!allowed) world.rules().breaks("planned for " + push.id() + " on " + newest.id());
  }

  private void acted(Outcome outcome) {
    coverage.count("Outcome", outcome.getClass().getSimpleName());
  }

  private void stood(Replica replica, Standing standing) {
    var told = new StringBuilder("stands");
    for (var condition : standing.conditions()) {
      told.append(' ').append(word(condition));
      if (condition.type() == Condition.Type.SYNCED) told.append(' ').append(condition.message());
      coverage.count("Condition", condition.type().word() + condition.truth().word());
      coverage.count("Reason", condition.reason());
      secret(condition.message());
    }
    coverage.count("Visit", standing.visit().getClass().getSimpleName());
    tell(replica, told.toString());
    standing.passes().stream()
        .limit(1)
        .forEach(p -> {
          tell(replica, p.end() + " " + p.outcomes());
          secret(p.end() + p.outcomes());
        });
  }

  private static String word(Condition condition) {
    return condition.type().word() + condition.truth().word() + "/" + condition.reason();
  }

  private void tell(Replica replica, String what) {
    world.tale().tell(world.now() + " " + replica.process() + " " + what);
  }

  private void secret(String text) {
    if (text.contains(World.TOKEN)) world.rules().breaks("a secret is told: " + text);
  }
}
