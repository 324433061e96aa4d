package dev.berth.cli;

import dev.berth.model.Live.Definition;
import dev.berth.model.Live.LiveService;
import dev.berth.model.Live.PastDeployment;
import dev.berth.model.PastRollout;
import dev.berth.model.Value.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The roll-outs of a service: those that ECS remembers, and the mark for what it no longer does.
final class Remembered {
  private Remembered() {}

  /// The newest first.
  static List<PastRollout> of(Connection connection, LiveService have, int most) {
    return with(connection, have, connection.chronicle().rollouts(have.key(), most));
  }

  static List<PastRollout> with(Connection connection, LiveService have, List<PastRollout> told) {
    var past = new ArrayList<>(told);
    have.marks()
        .good()
        .filter(good -> past.stream().noneMatch(p -> p.revision().equals(good)))
        .flatMap(connection.chronicle()::definition)
        .ifPresent(definition -> past.add(marked(definition)));
    return List.copyOf(past);
  }

  private static PastRollout marked(Definition definition) {
    var deployment = new PastDeployment("", "SUCCESSFUL", "", definition.arn(), "", Instant.EPOCH);
    return new PastRollout(deployment, Optional.empty(), Fields.EMPTY, Optional.of(definition));
  }
}
