package dev.berth.cli;

import dev.berth.model.ResourceKey;
import dev.berth.model.ResourceKey.Kind;
import dev.berth.model.Wanted;
import dev.berth.plan.Plan;
import java.util.List;
import java.util.Optional;

/// What a person named on the command line.
final class Named {
  private Named() {}

  /// @throws Problem where no manifest wants such a service
  static Wanted service(Plan plan, String name) {
    var wanted = plan.desired().wanted();
    return Optional.ofNullable(wanted.get(ResourceKey.service(name)))
        .orElseThrow(() -> {
          var names =
              wanted.keySet().stream()
                  .filter(key -> key.kind() == Kind.SERVICE)
                  .map(ResourceKey::name)
                  .toList();
          var known = String.join(", ", names);
          return new Problem(Exit.INVALID, List.of("no service " + name + "; there are: " + known));
        });
  }
}
