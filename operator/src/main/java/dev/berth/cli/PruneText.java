package dev.berth.cli;

import dev.berth.plan.Change;
import dev.berth.plan.Change.Why;
import dev.berth.plan.Palette;
import dev.berth.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/// What is not deleted though it left the manifests: all at once, and how to let it go.
final class PruneText {
  private static final int WIDTH = 100;

  private PruneText() {}

  /// Nothing where nothing is kept.
  ///
  /// @param again what the command was given
  static List<String> of(Plan plan, String again, Palette palette) {
    var names = new ArrayList<String>();
    var limits = new ArrayList<Why.PruneLimit>();
    for (var change : plan.changes()) {
      if (!(change instanceof Change.Blocked(_, Why.PruneLimit limit))) continue;
      names.add(change.key().name());
      limits.add(limit);
    }
    return limits.isEmpty() ? List.of() : screen(limits.getFirst(), names, again, palette);
  }

  private static List<String> screen(
      Why.PruneLimit limit, List<String> names, String again, Palette palette) {
    var title =
        "prune: %d of %d services left the manifests, more than %d: none is deleted"
            .formatted(limit.deletions(), limit.owned(), limit.limit());
    var lines = new ArrayList<>(List.of(palette.bad(title)));
    lines.addAll(Lines.below("  which    ", String.join(", ", names), WIDTH));
    lines.add("  next     if that is meant, approve just these deletions:");
    lines.add("           berth apply " + again + " --approve " + limit.approval());
    lines.add("");
    return lines;
  }
}
