package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import dev.berth.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people and other tools do to a cluster behind Berth's back.
class HandsOnTest {
  private static final String WORKER = "tracecat-worker";
  private static final String FAMILY = "TracecatWorkerTaskDefinition";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void applied() {
    drill = Drill.tracecat(folder);
    assertThat(drill.berth("apply").code()).isZero();
  }

  @Test
  void a_count_set_by_hand_is_drift_and_put_right_in_place() {
    update("'desiredCount':5");

    var diff = drill.berth("diff");
    var written = drill.written(() -> settled(drill.berth("apply")));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out())
        .contains("~ service/tracecat-worker  in place")
        .contains("desiredCount: 5 → 2  (drift)")
        .contains("1 to update, 9 unchanged;");
    assertThat(written).containsExactly("TagResource " + WORKER, "UpdateService " + WORKER);
    assertThat(drill.service(WORKER).whole("desiredCount")).contains(2);
  }

  @Test
  @Tag("R-06")
  void another_tools_revision_is_drift_and_the_known_one_comes_back() {
    var definition =
        drill
            .ecs("DescribeTaskDefinition", "{'taskDefinition':'" + FAMILY + ":1'}")
            .fields("taskDefinition");
    var container = definition.each("containerDefinitions").getFirst();
    var changed =
        container.with(
            "environment",
            Value.items(
                List.of(
                    Value.Fields.EMPTY
                        .with("name", Value.of("LOG_LEVEL"))
                        .with("value", Value.of("DEBUG")))));
    drill.ecs(
        "RegisterTaskDefinition",
        definition
            .with("containerDefinitions", Value.items(List.of(changed)))
            .without("taskDefinitionArn")
            .without("revision")
            .without("status")
            .without("requiresAttributes")
            .without("compatibilities")
            .without("registeredAt")
            .without("registeredBy"));
    update("'taskDefinition':'" + FAMILY + ":2'");
    drill.advance(Duration.ofMinutes(10));

    var diff = drill.berth("diff");
    int registered = drill.calls("RegisterTaskDefinition");
    settled(drill.berth("apply"));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out())
        .contains("environment[LOG_LEVEL].value:\n        DEBUG → INFO  (drift)")
        .contains("environment[TRACECAT__APP_ENV].value:\n        none → production  (drift)")
        .contains("none → \"default\"  (drift)")
        .contains("1 to update, 9 unchanged;");
    assertThat(drill.calls("RegisterTaskDefinition")).isEqualTo(registered);
    assertThat(drill.revision(WORKER)).isEqualTo(FAMILY + ":1");
  }

  @Test
  void a_deleted_service_is_made_anew() {
    drill.ecs(
        "DeleteService",
        "{'cluster':'%s','service':'%s','force':true}".formatted(Tracecat.CLUSTER, WORKER));

    var draining = drill.berth("diff");
    settled(drill.berth("apply"));

    assertThat(draining.code()).isEqualTo(1);
    assertThat(drill.stable(WORKER)).isTrue();
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  @Tag("R-06")
  void a_deregistered_revision_shows_when_asked_for() {
    drill.ecs("DeregisterTaskDefinition", "{'taskDefinition':'" + FAMILY + ":1'}");

    settled(drill.berth("diff"));
    var diff = drill.berth("diff", "--refresh");
    settled(drill.berth("apply", "--refresh"));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out()).contains("taskDefinition.status: INACTIVE → ACTIVE  (drift)");
    assertThat(drill.revision(WORKER)).isEqualTo(FAMILY + ":2");
    settled(drill.berth("diff", "--refresh"));
  }

  @Test
  @Tag("R-01")
  void stripped_tags_are_told_and_nothing_is_written() {
    var keys = drill.tags(WORKER).keySet();
    drill.untag(WORKER, keys.toArray(String[]::new));
    drill.edit("common.yaml", "beta.9", "beta.10");

    refused(
        """
        tracecat-worker: its berth: tags are gone
          next     nothing is written to it; if it is yours, take it back:
                   berth adopt tracecat-worker manifests -e demo
        """);

    drill.tag(WORKER, "berth:owner", "acme-platform/demo");
    drill.tag(WORKER, "berth:key", "service/tracecat-worker");
    settled(drill.berth("apply"));
    assertThat(drill.tags(WORKER).keySet()).isEqualTo(keys);
  }

  @Test
  @Tag("R-01")
  void another_environments_service_is_left_alone() {
    drill.tag(WORKER, "berth:owner", "acme-platform/staging");
    drill.edit("common.yaml", "beta.9", "beta.10");

    refused(
        """
        tracecat-worker: belongs to acme-platform/staging, not to this environment
          next     nothing is written to it; it must be given back there first:
                   berth orphan tracecat-worker
        """);
  }

  @Test
  @Tag("R-01")
  void somebodys_service_of_the_same_name_is_left_alone() {
    drill.ecs(
        "DeleteService",
        "{'cluster':'%s','service':'%s','force':true}".formatted(Tracecat.CLUSTER, WORKER));
    drill.advance(Duration.ofMinutes(10));
    drill.ecs(
        "RegisterTaskDefinition",
        "{'family':'other','containerDefinitions':[{'name':'a','image':'i','memory':128}]}");
    drill.ecs(
        "CreateService",
        "{'cluster':'%s','serviceName':'%s','taskDefinition':'other','desiredCount':0}"
            .formatted(Tracecat.CLUSTER, WORKER));
    drill.advance(Duration.ofMinutes(10));
    drill.edit("common.yaml", "beta.9", "beta.10");

    refused(
        """
        tracecat-worker: exists, and has no berth:owner tag that says whose it is
          next     nothing is written to it; to take it over, see first:
                   berth adopt tracecat-worker manifests -e demo
        """);
  }

  private void refused(String why) {
    var before = drill.service(WORKER);
    var diff = drill.berth("diff");
    var apply = new Ran[1];
    var written = drill.written(() -> apply[0] = drill.berth("apply"));

    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.out()).contains("? service/tracecat-worker  exists, blocked: ");
    assertThat(apply[0].code()).isEqualTo(3);
    assertThat(apply[0].out()).contains(why);
    assertThat(written).noneMatch(call -> call.contains(WORKER) || call.contains(FAMILY));
    assertThat(drill.service(WORKER)).isEqualTo(before);
  }

  private static void settled(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isZero();
  }

  private void update(String members) {
    drill.ecs(
        "UpdateService",
        "{'cluster':'%s','service':'%s',%s}".formatted(Tracecat.CLUSTER, WORKER, members));
  }
}
