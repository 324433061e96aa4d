package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going back from a release that rolled out well and is no good.
@Tag("R-12")
class RollbackTest {
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
  void goes_back_and_holds_what_the_manifests_want_until_they_change() {
    releases.release("9", "10");
    var family = releases.family(UI);

    var written = drill.written(() -> assertThat(releases.rollback(UI).code()).isZero());

    assertThat(written).containsExactly("TagResource " + UI, "UpdateService " + UI);
    assertThat(drill.revision(UI)).isEqualTo(family + ":1");
    var held = drill.berth("apply");
    assertThat(held.code()).isEqualTo(3);
    assertThat(held.out())
        .contains(UI + ": held, as it was rolled back to " + family + ":1")
        .contains("serves   " + family + ":1, 1 of 1 tasks running")
        .contains("berth retry tracecat-ui manifests -e demo");
    assertThat(drill.written(() -> drill.berth("apply"))).isEmpty();
    releases.release("10", "11");
    assertThat(drill.revision(UI)).isEqualTo(family + ":3");
  }

  @Test
  void retry_lets_the_held_content_go() {
    releases.release("9", "10");
    releases.rollback(UI);

    assertThat(drill.retry(UI).code()).isZero();

    assertThat(drill.revision(UI)).endsWith(":2");
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  void a_second_time_there_is_nothing_to_write() {
    releases.release("9", "10");
    releases.rollback(UI);

    var written = drill.written(() -> assertThat(releases.rollback(UI).code()).isZero());

    assertThat(written).isEmpty();
    assertThat(drill.revision(UI)).endsWith(":1");
  }

  @Test
  void across_a_migration_it_must_be_confirmed() {
    releases.release("9", "10");

    var written =
        drill.written(() -> {
          var ran = releases.rollback(Tracecat.API);
          assertThat(ran.code()).isEqualTo(2);
          assertThat(ran.err())
              .contains("a migration lies between tracecat-api as it is and " + FAMILY + ":1:")
              .contains(FAMILY + ":2 ran TracecatApiMigrationsContainer of\n")
              .contains("berth rollback tracecat-api manifests -e demo --yes");
          assertThat(ran.err().lines()).allMatch(line -> line.length() <= 100);
        });

    assertThat(written).isEmpty();
    assertThat(releases.rollback(Tracecat.API, "--yes").code()).isZero();
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":1");
  }

  @Test
  void a_roll_out_under_way_is_left_for_the_last_good_content() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    drill.script(
        """
        {"match": {"container": "TracecatApiMigrationsContainer"},
         "outcome": {"neverEnds": true}}
        """);
    assertThat(drill.berth("apply", "-q", "--timeout", "3m").code()).isEqualTo(4);
    drill.clearScript();

    assertThat(releases.rollback(Tracecat.API, "--yes").code()).isZero();

    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":1");
    assertThat(drill.berth("apply", "-q").code()).isEqualTo(3);
  }

  @Test
  void goes_to_an_older_revision_by_its_number() {
    releases.release("9", "10");
    releases.release("10", "11");
    var family = releases.family(UI);

    assertThat(releases.rollback(UI, "--to", "1").code()).isZero();

    assertThat(drill.revision(UI)).isEqualTo(family + ":1");
    assertThat(releases.history(UI).out())
        .contains("tracecat-ui runs " + family + ":1", "held: rolled back to " + family + ":1");
  }

  @Test
  void content_that_the_manifests_ask_for_already_is_left_to_apply() {
    releases.release("9", "10");
    releases.release("10", "11");
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.11", "imageTag: 1.0.0-beta.10");

    var written =
        drill.written(() -> {
          var ran = releases.rollback(UI);
          refused(
              ran, 2, "the manifests ask for " + releases.family(UI) + ":2 already; to roll it");
          assertThat(ran.err()).contains("  berth apply manifests -e demo\n");
        });

    assertThat(written).isEmpty();
    assertThat(drill.berth("apply", "-q").code()).isZero();
    assertThat(releases.history(UI).out())
        .contains("to go back to: " + releases.family(UI) + ":3\n");
  }

  @Test
  void a_content_that_differs_in_its_network_alone_is_gone_back_from() {
    var before = drill.service(UI).fields("networkConfiguration");
    drill.edit("ui.yaml", "${coreSecurityGroupId}", "sg-00000000000000009");
    assertThat(drill.berth("apply", "-q").code()).isZero();
    assertThat(drill.service(UI).fields("networkConfiguration")).isNotEqualTo(before);

    assertThat(releases.rollback(UI).code()).isZero();

    assertThat(drill.service(UI).fields("networkConfiguration")).isEqualTo(before);
    assertThat(drill.berth("apply", "-q").code()).isEqualTo(3);
  }

  @Test
  void of_a_revision_that_both_contents_have_it_goes_on_to_the_old_one_after_a_death() {
    var before = drill.service(UI).fields("networkConfiguration");
    drill.edit("ui.yaml", "${coreSecurityGroupId}", "sg-00000000000000009");
    drill.berth("apply", "-q");
    var applied = drill.tags(UI).get("berth:applied").split("/");
    drill.tag(UI, "berth:skip", applied[0] + "/held: rolled back to " + applied[1]);

    assertThat(releases.rollback(UI).code()).isZero();

    assertThat(drill.service(UI).fields("networkConfiguration")).isEqualTo(before);
    assertThat(drill.written(() -> releases.rollback(UI))).isEmpty();
  }

  @Test
  void is_refused_where_there_is_no_way_back() {
    refused(releases.rollback(UI), 2, "there is nothing to go back to");
    refused(releases.rollback("tracecat-iu"), 2, "no service tracecat-iu; there are: ");
    refused(releases.rollback(UI, "--to", "7"), 2, ":7 was never rolled out to its end here");
    releases.release("9", "10");
    refused(releases.rollback(UI, "--to", "2"), 2, ":2 is what the manifests want");
    drill.ecs(
        "DeregisterTaskDefinition", "{'taskDefinition':'%s:1'}".formatted(releases.family(UI)));
    refused(releases.rollback(UI), 2, ":1 was deregistered, and ECS starts no service from it");
    drill.tag(UI, "berth:owner", "acme/other");
    refused(releases.rollback(UI), 2, "it is not ours, and nothing is written to it");
  }

  @Test
  void is_refused_while_somebody_else_rolls_out() {
    releases.release("9", "10");
    var other = drill.revision("temporal");
    drill.ecs(
        "UpdateService",
        "{'cluster':'tracecat-demo','service':'%s','taskDefinition':'%s:1','forceNewDeployment':true}"
            .formatted(UI, releases.family(UI)));
    drill.tag(UI, "berth:applied", "1-0000000000000000/" + other);

    refused(releases.rollback(UI), 5, "is being rolled out by somebody else; wait for its end");
  }

  private void refused(Ran ran, int code, String why) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    assertThat(ran.err()).contains(why);
  }
}
