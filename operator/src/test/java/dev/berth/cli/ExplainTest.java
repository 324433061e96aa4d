package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `berth diff --explain`: one path of one service, with all that is known of it.
@Tag("R-03")
class ExplainTest {
  private static final String IMAGE =
      "taskDefinition.containerDefinitions[TracecatApiContainer].image";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
    drill.berth("apply", "-q");
  }

  private Ran explain(String field) {
    return drill.berth("diff", "--explain", field);
  }

  @Test
  void tells_what_moved_who_set_it_and_what_it_costs() {
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");

    var ran = explain(IMAGE);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("service/tracecat-api " + IMAGE + "\n")
        .contains("  member    taskDefinition.containerDefinitions[].image: text\n")
        .contains("  price     new deployment\n")
        .contains("  source    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/")
        .contains("  want      ghcr.io/tracecathq/tracecat:1.0.0-beta.10\n")
        .containsPattern("  set by +\\S*api.yaml:\\d+ with parameter appImage, imageTag\n")
        .contains("  have      ghcr.io/tracecathq/tracecat:1.0.0-beta.9\n")
        .contains(IMAGE + " differs: new")
        .contains("parameter imageTag");
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void works_where_nothing_differs_and_where_nothing_is_stated() {
    var same = explain("tracecat-api:desiredCount");
    var unstated = explain("tracecat-api:enableExecuteCommand");
    var common = explain("tracecat-api:propagateTags");

    assertThat(same.code()).isZero();
    assertThat(same.out())
        .contains("have      2\n", "so        same\n")
        .contains("decides   others, where the manifest leaves it out\n");
    assertThat(unstated.out())
        .contains("default   false\n", "set by    nobody: what is not stated means AWS's default")
        .contains("price     in place\n");
    assertThat(common.out()).contains("common.yaml:", ", a default of the environment");
  }

  @Test
  void is_what_the_page_shows() throws IOException {
    var told = explain("tracecat-api:taskDefinition.cpu").out();

    assertThat(Page.at("operator/docs/plans.md").blocks("text").getFirst())
        .isEqualTo(told.replace("manifests/", "manifests/tracecat/"));
  }

  @Test
  void tells_drift_and_what_is_ignored() {
    drill.ecs(
        "UpdateService", "{'cluster':'tracecat-demo','service':'tracecat-ui','desiredCount':4}");
    drill.advance(Duration.ofMinutes(5));

    var drift = explain("tracecat-ui:desiredCount");
    drill.edit(
        "ui.yaml", "  desiredCount: 1", "  desiredCount: 1\n  ignoreDifferences: [desiredCount]");
    var ignored = explain("tracecat-ui:desiredCount");

    assertThat(drift.code()).isEqualTo(1);
    assertThat(drift.out()).contains("so        desiredCount differs: in place, by drift\n");
    assertThat(ignored.code()).isZero();
    assertThat(ignored.out()).contains("so        ignoreDifferences names it\n");
  }

  @Test
  void covers_secrets_and_refuses_what_is_nowhere() {
    drill.edit("ui.yaml", "        env:", "        env:\n          UI_TOKEN: hunter2");
    var container = "tracecat-ui:taskDefinition.containerDefinitions[TracecatUiContainer]";

    assertThat(explain(container + ".environment[UI_TOKEN].value").out())
        .contains("want      (hidden)\n")
        .doesNotContain("hunter2");
    assertThat(explain(container + ".environment").out()).doesNotContain("hunter2");
    assertThat(explain("colour").code()).isEqualTo(2);
    assertThat(explain("colour").err()).contains("no service has colour, wanted or live");
    assertThat(explain("containers[api").err()).contains("this is no path");
    assertThat(drill.berth("diff", "--explain", "desiredCount", "-o", "json").out())
        .contains("\"standing\" : \"same\"", "\"version\" : 1");
  }
}
