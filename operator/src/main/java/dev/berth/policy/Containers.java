package dev.berth.policy;

import dev.berth.model.Path;
import dev.berth.model.Value.Fields;
import dev.berth.model.Wanted;
import java.util.stream.Stream;

/// The containers of a wanted resource, each with where it stands.
final class Containers {
  private static final String DEFINITION = "taskDefinition";
  private static final String CONTAINERS = "containerDefinitions";

  private Containers() {}

  record Placed(Path path, Fields fields) {}

  static Stream<Placed> of(Wanted want) {
    var list = Path.ROOT.field(DEFINITION).field(CONTAINERS);
    return want.fields().fields(DEFINITION).each(CONTAINERS).stream()
        .map(c -> new Placed(list.element(c.text("name").orElse("")), c));
  }
}
