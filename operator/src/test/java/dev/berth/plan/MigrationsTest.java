package dev.berth.plan;

import static dev.berth.plan.Worlds.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Live.Definition;
import dev.berth.model.Marks;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-12")
class MigrationsTest {
  private static Definition definition(int revision, String image, String condition) {
    var fields =
        json(
            """
            {"family": "api", "containerDefinitions": [
              {"name": "migrate", "image": "%s", "essential": false},
              {"name": "api", "image": "api:%d",
               "dependsOn": [{"containerName": "migrate", "condition": "%s"}]}]}
            """
                .formatted(image, revision, condition));
    var arn = Worlds.definition("api", revision);
    return new Definition(arn, Definition.Status.ACTIVE, fields, Marks.NONE);
  }

  @Test
  void an_init_container_that_is_another_one_since_may_have_migrated() {
    var back = definition(1, "m:1", "SUCCESS");

    assertThat(
            Migrations.containers(
                back,
                List.of(
                    definition(4, "m:1", "SUCCESS"),
                    definition(3, "m:3", "COMPLETE"),
                    definition(2, "m:2", "SUCCESS"))))
        .containsExactly("api:3 ran migrate of m:3");
  }

  @Test
  void the_same_one_or_a_mere_companion_migrates_nothing() {
    var back = definition(1, "m:1", "SUCCESS");

    assertThat(Migrations.containers(back, List.of(definition(2, "m:1", "SUCCESS")))).isEmpty();
    assertThat(Migrations.containers(back, List.of(definition(2, "m:2", "START")))).isEmpty();
    assertThat(Migrations.containers(back, List.of())).isEmpty();
  }
}
