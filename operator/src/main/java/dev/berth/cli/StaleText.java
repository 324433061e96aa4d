package dev.berth.cli;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.Moved;
import dev.berth.plan.PlanText;
import dev.berth.reconcile.Convergence.Ending;
import dev.berth.reconcile.Mandate.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Why a saved plan is not carried out, or not to its end.
final class StaleText {
  private static final int WIDTH = 100;
  private static final int VERSION = 1;
  private static final String INDENT = "  ";
  private static final Pattern VALUES = Pattern.compile("(\\S.*?): (.*) → (.*)");

  private StaleText() {}

  static List<String> lines(Ending.Moved ending, String again) {
    var lines = new ArrayList<String>();
    for (var moved : ending.what()) {
      lines.add(moved.what() + ":");
      moved.how().forEach(how -> lines.addAll(lines(how)));
    }
    lines.add("");
    lines.add(
        switch (ending.turn()) {
          case FIRST -> "the saved plan is stale, and nothing was written; make it again:";
          case LATER -> "the saved plan does not say this, so it was not done; look at it:";
        });
    lines.add("  berth diff " + again + " --out FILE");
    return List.copyOf(lines);
  }

  /// Values that are too long are cut where they are the same.
  private static List<String> lines(String how) {
    var values = VALUES.matcher(how);
    if (INDENT.length() + how.length() <= WIDTH || !values.matches()) {
      return Lines.below(INDENT, how, WIDTH);
    }
    var cut = PlanText.both(values.group(2), values.group(3), WIDTH - 7);
    return List.of(
        INDENT + values.group(1) + ":", INDENT + INDENT + cut.getFirst() + " → " + cut.getLast());
  }

  static Value value(Ending.Moved ending) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("written", Value.of(ending.turn() != Turn.FIRST))
        .with("moved", Value.items(ending.what().stream().map(StaleText::moved).toList()));
  }

  private static Fields moved(Moved moved) {
    return Fields.EMPTY.with("what", Value.of(moved.what())).with("how", Value.texts(moved.how()));
  }
}
