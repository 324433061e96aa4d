package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Tracecat stack from an empty account on, by the commands that people type.
class TracecatTest {
  private static final List<String> CARRY_THE_TAG =
      List.of(
          "service/tracecat-api",
          "service/tracecat-agent-executor",
          "service/tracecat-executor",
          "service/tracecat-ui",
          "service/tracecat-worker");

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void applied() {
    drill = Drill.tracecat(folder);
    assertThat(drill.berth("apply").code()).isZero();
  }

  @Test
  void what_was_applied_is_no_difference_and_is_not_written_again() {
    Tracecat.SERVICES.forEach(name -> assertThat(drill.stable(name)).as(name).isTrue());

    var written =
        drill.written(() -> {
          assertThat(drill.berth("diff").code()).isZero();
          assertThat(drill.berth("apply").code()).isZero();
        });

    assertThat(written).isEmpty();
  }

  @Test
  @Tag("R-06")
  void deleted_memory_is_no_difference_and_comes_back() {
    var before = drill.tags(Tracecat.API);
    Tracecat.SERVICES.forEach(name -> drill.untag(name, "berth:applied"));

    assertThat(drill.berth("diff").code()).isZero();
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isZero());

    assertThat(written).hasSize(8).allMatch(call -> call.startsWith("TagResource "));
    assertThat(drill.tags(Tracecat.API)).isEqualTo(before);
  }

  @Test
  void a_new_image_tag_shows_and_rolls_exactly_what_carries_it() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");

    assertThat(drill.berth("diff").code()).isEqualTo(1);
    assertThat(changed()).containsExactlyElementsOf(CARRY_THE_TAG);
    assertThat(rows()).containsExactlyElementsOf(CARRY_THE_TAG);
    int registered = drill.calls("RegisterTaskDefinition");
    assertThat(drill.berth("apply").code()).isZero();
    assertThat(drill.calls("RegisterTaskDefinition") - registered).isEqualTo(5);
    assertThat(drill.written(() -> assertThat(drill.berth("apply").code()).isZero())).isEmpty();
  }

  @Test
  void a_tag_of_the_ui_alone_rolls_the_ui_alone() {
    drill.edit(
        "environments/demo.yaml",
        "  blocks:\n",
        """
          patches:
            - target: {kind: Service, name: tracecat-ui}
              spec:
                taskDefinition:
                  containerDefinitions:
                    - name: TracecatUiContainer
                      image: ${uiImage}:1.0.0-beta.10
          blocks:
        """);

    assertThat(drill.berth("diff").out())
        .contains("~ service/tracecat-ui  new deployment\n")
        .contains("taskDefinition.containerDefinitions[TracecatUiContainer].image:")
        .contains("1 to update, 9 unchanged;");
    assertThat(changed()).containsExactly("service/tracecat-ui");
    assertThat(rows()).containsExactly("service/tracecat-ui");
    var written = drill.written(() -> assertThat(drill.berth("apply").code()).isZero());
    assertThat(written)
        .containsExactly(
            "RegisterTaskDefinition TracecatUiTaskDefinition",
            "TagResource tracecat-ui",
            "UpdateService tracecat-ui");
    assertThat(drill.written(() -> assertThat(drill.berth("apply").code()).isZero())).isEmpty();
  }

  /// The keys that the JSON says differ.
  private List<String> changed() {
    var plan = (Fields) Json.parse(drill.berth("diff", "-o", "json").out());
    return plan.each("changes").stream()
        .filter(change -> !change.text("verdict").orElse("").equals("unchanged"))
        .map(change -> change.text("key").orElse(""))
        .toList();
  }

  /// The keys that the Markdown says differ.
  private List<String> rows() {
    return Pattern.compile("<summary><code>(.*?)</code>")
        .matcher(drill.berth("diff", "-o", "markdown").out())
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
