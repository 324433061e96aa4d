package dev.berth.plan;

import dev.berth.model.PauseMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a change is not carried out now, though nothing of the world is in its way.
public sealed interface Restraint {
  /// Nothing is written in this environment at all.
  record Observed() implements Restraint {}

  record Paused(PauseMark by) implements Restraint {}

  /// The same difference keeps coming back: somebody else writes it.
  ///
  /// @param fields whose, as a diff shows them; none where somebody deletes the whole thing
  /// @param times when it was put right, oldest first
  record Flapping(List<String> fields, List<Instant> times) implements Restraint {
    public Flapping {
      fields = List.copyOf(fields);
      times = List.copyOf(times);
    }
  }

  /// Drift alone, and the environment does not heal itself.
  record Unhealed() implements Restraint {}

  /// @param opens when one lets it through; empty where that is not in sight
  record OutsideWindow(Optional<Instant> opens) implements Restraint {}

  /// @param plan the hash that approves it
  record Unapproved(String plan) implements Restraint {}

  /// For programs.
  default String word() {
    return switch (this) {
      case Observed() -> "observed";
      case Paused _ -> "paused";
      case Flapping _ -> "flapping";
      case Unhealed() -> "unhealed";
      case OutsideWindow _ -> "outside-window";
      case Unapproved _ -> "unapproved";
    };
  }

  default String words() {
    return switch (this) {
      case Observed() -> "sync.mode is observe";
      case Paused(var by) -> paused(by);
      case Flapping(var fields, var times) ->
          flapping(fields, "%d times since %s".formatted(times.size(), times.getFirst()));
      case Unhealed() -> "drift alone, and sync.selfHeal is off";
      case OutsideWindow(var opens) ->
          opens
              .map(at -> "outside its sync windows until " + at)
              .orElse("outside its sync windows, and none is in sight");
      case Unapproved(var plan) -> "waits until somebody approves plan " + plan;
    };
  }

  /// Such as `paused until 2026-11-27T08:00:00Z: the index is rebuilt`.
  static String paused(PauseMark by) {
    var until = by.until().map(end -> "until " + end).orElse("until berth resume");
    return "paused " + until + (by.reason().isEmpty() ? "" : ": " + by.reason());
  }

  private static String flapping(List<String> fields, String often) {
    if (fields.isEmpty()) return "flapping: somebody deletes it, though made anew " + often;
    return "flapping: somebody changes " + named(fields) + " back, though put right " + often;
  }

  private static String named(List<String> fields) {
    int more = fields.size() - 1;
    return fields.getFirst() + (more > 0 ? " and " + more + " more" : "");
  }

  /// When it ends by itself; empty where somebody has to do something.
  default Optional<Instant> ends() {
    return switch (this) {
      case Paused(var by) -> by.until();
      case OutsideWindow(var opens) -> opens;
      case Observed _, Flapping _, Unhealed _, Unapproved _ -> Optional.empty();
    };
  }

  /// Whether what is held is the same plan as without it, only later: then the plan's hash is the
  /// same, too.
  default boolean postpones() {
    return switch (this) {
      case Observed _, OutsideWindow _, Unapproved _ -> true;
      case Paused _, Flapping _, Unhealed _ -> false;
    };
  }
}
