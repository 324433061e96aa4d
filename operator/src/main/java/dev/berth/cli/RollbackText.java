package dev.berth.cli;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a roll-back ended.
final class RollbackText {
  private static final int VERSION = 1;
  private static final int WIDTH = 100;

  private RollbackText() {}

  /// @param why it did not go back, where that is known
  static List<String> lines(LiveService have, String end, Optional<String> why, String again) {
    var lines = new ArrayList<>(List.of(end));
    why.ifPresent(words -> lines.addAll(Lines.below("  why      ", words, WIDTH)));
    lines.add(EndingText.serving(have));
    lines.add("  held     what the manifests want, until they change; to roll it out after all:");
    lines.add("           berth retry " + have.key().name() + " " + again);
    return List.copyOf(lines);
  }

  static Value value(LiveService have, Exit exit, String end, Optional<String> why) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("service", Value.of(have.key().name()))
        .with("revision", Value.of(have.revision()))
        .with("held", Value.of(have.marks().skip().filter(Marks.Skip::held).isPresent()))
        .with("ended", Value.of(exit == Exit.DONE))
        .with("why", Value.of(why.orElse("")))
        .with("told", Value.of(end));
  }
}
