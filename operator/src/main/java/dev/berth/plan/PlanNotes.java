package dev.berth.plan;

import dev.berth.plan.Change.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

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
    restrained(plan, notes);
    Unkept.note(plan).ifPresent(notes::add);
    plan.observed().unseen().forEach(what -> notes.add("not seen: " + what));
    return List.copyOf(notes);
  }

  /// What holds more than one thing is told once, with what ends it.
  private static void restrained(Plan plan, List<String> notes) {
    var counted = new LinkedHashMap<String, Integer>();
    for (var change : plan.changes()) {
      Holding.restraint(change)
          .flatMap(PlanNotes::words)
          .ifPresent(words -> counted.merge(words, 1, Integer::sum));
    }
    counted.forEach((words, times) -> notes.add(Words.counted(times, "change") + " " + words));
  }

  private static Optional<String> words(Restraint by) {
    return switch (by) {
      case Restraint.Observed() ->
          Optional.of("held: sync.mode is observe, and nothing is written until it is apply");
      case Restraint.Unapproved(var hash) ->
          Optional.of("held until somebody approves plan " + hash);
      case Restraint.OutsideWindow(var opens) ->
          Optional.of(
              opens
                  .map(at -> "held: the next sync window opens at " + at)
                  .orElse("held: no sync window is in sight"));
      case Restraint.Paused _, Restraint.Unhealed _, Restraint.Flapping _ -> Optional.empty();
    };
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
