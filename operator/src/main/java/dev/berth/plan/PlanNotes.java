package dev.berth.plan;

import dev.berth.plan.Change.Why;
import java.util.ArrayList;
import java.util.List;

/// What a plan tells beside its verdicts: what of the environment's own stays though nobody wants
/// it, what ECS does not keep, and what could not be seen.
final class PlanNotes {
  private PlanNotes() {}

  static List<String> of(Plan plan) {
    var notes = new ArrayList<String>();
    if (!Pruning.on(plan.desired())) unwanted(plan, notes);
    plan.changes().stream()
        .filter(Change.Blocked.class::isInstance)
        .map(change -> ((Change.Blocked) change).why())
        .filter(Why.PruneLimit.class::isInstance)
        .findFirst()
        .ifPresent(why -> notes.add(words((Why.PruneLimit) why)));
    notes.addAll(Pauses.notes(plan));
    Unkept.note(plan).ifPresent(notes::add);
    plan.observed().unseen().forEach(what -> notes.add("not seen: " + what));
    return List.copyOf(notes);
  }

  private static void unwanted(Plan plan, List<String> notes) {
    var names = plan.observed().strays().known().stream().map(stray -> stray.key().name()).toList();
    if (names.isEmpty()) return;
    var text = names.size() == 1 ? "1 service is" : names.size() + " services are";
    notes.add(
        text
            + " this environment's and in no manifest: "
            + Words.few(names)
            + "; sync.prune is off, so nothing is deleted");
  }

  private static String words(Why.PruneLimit limit) {
    return "%d of %d services left the manifests; more than %d are not deleted unasked, so none is. "
            .formatted(limit.deletions(), limit.owned(), limit.limit())
        + "If that is meant, `berth apply` with `--approve %s` deletes just these"
            .formatted(limit.approval());
  }
}
