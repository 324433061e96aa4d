package dev.berth.cli;

import dev.berth.model.Path;
import dev.berth.model.ResourceKey;
import dev.berth.plan.Explanation;
import dev.berth.plan.Plan;
import dev.berth.plan.ServiceFields;
import java.util.List;

/// What `--explain` asks about: a path, of one service or of all that have it.
final class Explained {
  private Explained() {}

  static List<Explanation> of(Plan plan, String text) {
    int colon = text.indexOf(':');
    var name = colon < 0 ? "" : text.substring(0, colon);
    boolean one = !name.isBlank() && plan.desired().wanted().containsKey(ResourceKey.service(name));
    var path = path(one ? text.substring(colon + 1) : text);
    var all =
        Explanation.of(plan, path).stream()
            .filter(explanation -> !one || explanation.key().name().equals(name))
            .toList();
    if (!all.isEmpty()) return all;
    throw new Problem(
        Exit.INVALID,
        List.of(
            "no service has " + path + ", wanted or live; write the path as the diff shows it,",
            "such as taskDefinition.containerDefinitions[NAME].image"));
  }

  private static Path path(String text) {
    try {
      return ServiceFields.TABLE.whole(Path.of(text));
    } catch (IllegalArgumentException e) {
      throw new Problem(Exit.INVALID, List.of("--explain: this is no path: " + e.getMessage()));
    }
  }
}
