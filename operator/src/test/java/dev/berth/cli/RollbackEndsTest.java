package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How roll-backs end, and what `history` tells of them.
@Tag("R-12")
class RollbackEndsTest {
  private static final String FAMILY = "TracecatApiTaskDefinition";
  private static final String UI = "tracecat-ui";

  @TempDir private Path folder;
  private Drill drill;
  private Releases releases;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
    releases = new Releases(drill);
    drill.berth("apply", "-q");
  }

  @Test
  void what_is_held_is_nothing_to_go_back_to() {
    releases.release("9", "10");
    assertThat(releases.history(UI).out())
        .contains("to go back to: " + releases.family(UI) + ":1\n");
    releases.rollback(UI);
    assertThat(releases.history(UI).out()).doesNotContain("to go back to");
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.10", "imageTag: 1.0.0-beta.9");
    assertThat(drill.berth("apply", "-q").code()).isZero();

    refused(releases.rollback(UI), 2, "there is nothing to go back to");
    assertThat(drill.revision(UI)).endsWith(":1");
  }

  @Test
  void old_content_that_fails_too_is_told() {
    releases.release("9", "10");
    drill.script(
        """
        {"match": {"container": "TracecatUiContainer", "image": "*:1.0.0-beta.9"},
         "outcome": {"crashLoop": {"code": 3, "after": "8s"}}}
        """);

    var ran = releases.rollback(UI, "--timeout", "2h");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.out()).contains(":1 failed, too", ":2, 1 of 1 tasks running");
  }

  @Test
  void old_content_that_fails_and_stays_is_no_success() {
    drill.edit("common.yaml", "rollback: true", "rollback: false");
    releases.release("9", "10");
    drill.script(
        """
        {"match": {"container": "TracecatUiContainer", "image": "*:1.0.0-beta.9"},
         "outcome": {"crashLoop": {"code": 3, "after": "8s"}}}
        """);

    var ran = releases.rollback(UI, "--timeout", "2h");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.out()).contains(":1 failed, too", "TracecatUiContainer exited 3");
  }

  @Test
  void history_tells_each_roll_out_with_its_end() {
    drill.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer", "image": "*:1.0.0-beta.10"},
         "outcome": {"exit": {"code": 1, "after": "8s"}}}
        """);
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    drill.berth("apply", "-q");

    var ran = releases.history(Tracecat.API);

    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().toList().get(1))
        .startsWith(FAMILY + ":2  local ")
        .endsWith("rollback successful");
    assertThat(ran.out())
        .contains(FAMILY + ":1  local ", "successful\n")
        .contains("tracecat-api runs " + FAMILY + ":1")
        .contains("held: rolled back: container TracecatApiMigrationsContainer exited 1");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(releases.history(Tracecat.API, "-o", "json").out())
        .contains("\"status\" : \"ROLLBACK_SUCCESSFUL\"", "\"version\" : 1");
    assertThat(releases.history(Tracecat.API, "--limit", "1").out())
        .doesNotContain("local         successful");
    assertThat(releases.history("nobody").code()).isEqualTo(2);
  }

  @Test
  void of_a_revision_that_both_contents_have_its_failure_is_told() {
    drill.edit("ui.yaml", "${coreSecurityGroupId}", "sg-00000000000000009");
    drill.berth("apply", "-q");
    var network = drill.service(UI).fields("networkConfiguration");
    drill.script(
        """
        {"match": {"container": "TracecatUiContainer"},
         "outcome": {"crashLoop": {"code": 3, "after": "8s"}}}
        """);

    var ran = releases.rollback(UI, "--timeout", "2h");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    assertThat(ran.out())
        .contains(":1 failed, too", "why      rolled back: container TracecatUiContainer exited 3");
    assertThat(drill.service(UI).fields("networkConfiguration")).isEqualTo(network);
  }

  private void refused(Ran ran, int code, String why) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    assertThat(ran.err()).contains(why);
  }
}
