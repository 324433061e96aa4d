package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ignoreDifferences` from the manifest to what runs: what somebody else sets stays as it is, also
/// when something else of the service is rolled out.
@Tag("R-03")
class IgnoredCommandTest {
  private static final String UI = "tracecat-ui";
  private static final String CONTAINERS = "taskDefinition.containerDefinitions";
  private static final String LOUD = "          NODE_ENV: production\n";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void applied() {
    drill = Drill.tracecat(folder);
    ignoring(CONTAINERS + "[*].image");
    assertThat(drill.berth("apply", "-q").code()).isZero();
  }

  private void ignoring(String path) {
    drill.edit("ui.yaml", "spec:\n", "spec:\n  ignoreDifferences: [\"" + path + "\"]\n");
  }

  /// What another tool does that deploys an image, or sets a variable.
  private void deployed(String member, Value value) {
    var live = definition();
    var container = container().with(member, value);
    var next = live.with("containerDefinitions", Value.items(List.of(container)));
    for (var read :
        List.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "registeredAt",
            "registeredBy",
            "compatibilities",
            "requiresAttributes")) {
      next = next.without(read);
    }
    drill.ecs("RegisterTaskDefinition", next);
    drill.ecs(
        "UpdateService",
        "{'cluster':'%s','service':'%s','taskDefinition':'%s'}"
            .formatted(Tracecat.CLUSTER, UI, live.text("family").orElseThrow()));
    drill.advance(Duration.ofMinutes(20));
  }

  private Fields definition() {
    var arn = drill.service(UI).text("taskDefinition").orElseThrow();
    return drill
        .ecs("DescribeTaskDefinition", "{'taskDefinition':'%s'}".formatted(arn))
        .fields("taskDefinition");
  }

  private Fields container() {
    return definition().each("containerDefinitions").getFirst();
  }

  private void settled() {
    var apply = drill.berth("apply", "-q");
    assertThat(apply.code()).as(apply.text()).isZero();
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.berth("diff", "--refresh").code()).isZero();
  }

  @Test
  void an_image_that_another_tool_deploys_stays_when_a_variable_is_rolled_out() {
    deployed("image", Value.of("ui:by-somebody"));
    assertThat(drill.berth("diff").code()).isZero();

    drill.edit("ui.yaml", LOUD, LOUD + "          LOUD: \"1\"\n");
    settled();

    assertThat(container().text("image")).contains("ui:by-somebody");
    assertThat(container().each("environment").toString()).contains("LOUD");
  }

  @Test
  void it_stays_as_well_when_what_drifted_is_put_right() {
    deployed("image", Value.of("ui:by-somebody"));
    drill.edit("ui.yaml", LOUD, LOUD + "          LOUD: \"1\"\n");
    settled();
    var network = drill.service(UI).fields("networkConfiguration");
    drill.ecs(
        "UpdateService",
        """
        {'cluster':'%s','service':'%s',
         'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-other']}}}
        """
            .formatted(Tracecat.CLUSTER, UI));
    drill.advance(Duration.ofMinutes(20));

    settled();

    assertThat(drill.service(UI).fields("networkConfiguration")).isEqualTo(network);
    assertThat(container().text("image")).contains("ui:by-somebody");
  }

  @Test
  void a_variable_that_the_manifest_does_not_have_stays() {
    ignoring(CONTAINERS + "[TracecatUiContainer].environment[SIDE].value");
    drill.edit("ui.yaml", "  ignoreDifferences: [\"" + CONTAINERS + "[*].image\"]\n", "");
    var more = new ArrayList<>(container().each("environment"));
    more.add(Fields.EMPTY.with("name", Value.of("SIDE")).with("value", Value.of("set")));
    deployed("environment", Value.items(more));
    assertThat(drill.berth("diff").code()).isZero();

    drill.edit("ui.yaml", LOUD, LOUD + "          LOUD: \"1\"\n");
    settled();

    assertThat(container().each("environment").toString()).contains("SIDE", "LOUD");
  }

  @Test
  void a_label_with_dots_is_ignored_by_its_name() {
    ignoring(CONTAINERS + "[*].dockerLabels.com.example.build");
    drill.edit("ui.yaml", "  ignoreDifferences: [\"" + CONTAINERS + "[*].image\"]\n", "");
    var label = Fields.EMPTY.with("com.example.build", Value.of("7"));
    deployed("dockerLabels", label);
    assertThat(drill.berth("diff").code()).isZero();

    drill.edit("ui.yaml", LOUD, LOUD + "          LOUD: \"1\"\n");
    settled();

    assertThat(container().fields("dockerLabels")).isEqualTo(label);
    assertThat(container().each("environment").toString()).contains("LOUD");
  }
}
