package dev.berth.plan;

import static dev.berth.plan.Worlds.desired;
import static dev.berth.plan.Worlds.observed;
import static dev.berth.plan.Worlds.read;
import static dev.berth.plan.Worlds.settled;
import static dev.berth.plan.Worlds.want;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Path;
import dev.berth.model.Wanted;
import dev.berth.model.Wiring;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `ignoreDifferences`: by path, by what is above it, and for every element.
@Tag("R-03")
class IgnoredTest {
  @ParameterizedTest
  @CsvSource({
    "taskDefinition.containerDefinitions[api].image, true",
    "taskDefinition.containerDefinitions[*].image, true",
    "taskDefinition.containerDefinitions[*], true",
    "taskDefinition.containerDefinitions, true",
    "taskDefinition, true",
    "taskDefinition.containerDefinitions[web].image, false",
    "taskDefinition.containerDefinitions[*].cpu, false",
    "taskDefinition.containerDefinitions[*].image.more, false",
    "desiredCount, false"
  })
  void a_path_covers_what_lies_below_it(String path, boolean ignored) {
    var old = want("api", "api:1", 2);
    var api = ignoring(want("api", "api:2", 2), Path.of(path));

    var plan = Planner.plan(desired(api), observed(read(settled(old), old)));

    assertThat(plan.differs()).isEqualTo(!ignored);
  }

  private static Wanted ignoring(Wanted want, Path path) {
    var none = Wiring.NONE;
    var wiring =
        new Wiring(
            List.of(), List.of(), none.deadline(), List.of(path), none.parameters(), none.places());
    return new Wanted(want.key(), want.fields(), wiring);
  }
}
