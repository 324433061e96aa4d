package dev.berth.cli;

import dev.berth.model.Live.LiveService;
import dev.berth.model.Marks;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.List;

/// How a roll-back ended.
final class RollbackText {
  private static final int VERSION = 1;

  private RollbackText() {}

  static List<String> lines(LiveService have, String end, String again) {
    return List.of(
        end,
        EndingText.serving(have),
        "  held     what the manifests want, until they change; to roll it out after all:",
        "           berth retry " + have.key().name() + " " + again);
  }

  static Value value(LiveService have, Exit exit, String end) {
    return Fields.EMPTY
        .with("version", Value.of(VERSION))
        .with("service", Value.of(have.key().name()))
        .with("revision", Value.of(have.revision()))
        .with("held", Value.of(have.marks().skip().filter(Marks.Skip::held).isPresent()))
        .with("ended", Value.of(exit == Exit.DONE))
        .with("told", Value.of(end));
  }
}
