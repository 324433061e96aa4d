package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint without service deployments: DescribeServices is all that there is, and Berth says
/// so once.
@Tag("R-11")
class MissingOperationsTest {
  private static final String UNKNOWN =
      "{'kind': 'error', 'status': 400, 'code': 'UnknownOperationException', 'message': 'Unknown',"
          + " 'times': 0, 'operation': '%s'}";
  private static final String PAGE =
      "{'kind': 'html', 'status': 500, 'times': 0, 'operation': '%s'}";
  private static final String DENIED =
      "{'kind': 'error', 'status': 400, 'code': 'AccessDeniedException', 'times': 0, 'operation':"
          + " '%s', 'message': 'User: arn:aws:iam::1:user/u is not authorized to perform:"
          + " ecs:ListServiceDeployments on resource: * because no identity-based policy allows"
          + " the ecs:ListServiceDeployments action'}";
  private static final List<String> OPERATIONS =
      List.of(
          "ListServiceDeployments",
          "DescribeServiceDeployments",
          "DescribeServiceRevisions",
          "StopServiceDeployment");
  private static final String UNSEEN =
      "not seen: service deployments: http://127.0.0.1:4566 has none";
  private static final String FAMILY = "TracecatApiTaskDefinition";

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.tracecat(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {UNKNOWN, PAGE})
  void a_release_that_fails_is_held_and_released_as_everywhere(String fault) {
    settled(drill.berth("apply"));
    lack(fault);
    release("{'exit': {'code': 1, 'after': '8s'}}");

    var ran = held(drill.berth("apply"));

    assertThat(ran.out()).contains("container TracecatApiMigrationsContainer exited 1");
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":1");
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
    drill.clearScript();
    settled(drill.retry(Tracecat.API));
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
    assertThat(drill.berth("diff").code()).isZero();
  }

  /// Nobody saw it fail: the run that asked for it was killed, and ECS went back meanwhile.
  @ParameterizedTest
  @ValueSource(strings = {UNKNOWN, PAGE})
  void a_roll_back_that_nobody_watched_is_read_from_the_events(String fault) {
    settled(drill.berth("apply"));
    lack(fault);
    release("{'exit': {'code': 1, 'after': '8s'}}");
    drill.signal("enough");
    drill.watch(() -> {
      if (drill.calls("UpdateService") == 0) drill.noSignal();
      else drill.signal("enough");
    });
    assertThat(drill.berth("apply").code()).isEqualTo(5);
    drill.unwatch();
    drill.noSignal();
    drill.advance(java.time.Duration.ofHours(1));

    var ran = held(drill.berth("apply"));

    assertThat(ran.out()).contains("why      rolled back: ").containsOnlyOnce(UNSEEN);
    assertThat(drill.calls("UpdateService")).isEqualTo(1);
    drill.clearScript();
    settled(drill.retry(Tracecat.API));
    assertThat(drill.revision(Tracecat.API)).isEqualTo(FAMILY + ":2");
  }

  @Test
  void what_is_missing_is_asked_for_three_times_in_a_run_and_told_in_json() {
    diverted();
    lack(PAGE);
    int before = drill.calls("ListServiceDeployments");

    var ran = drill.berth("diff", "-o", "json");

    assertThat(((Fields) Json.parse(ran.out())).at("unseen").orElseThrow())
        .isEqualTo(dev.berth.model.Value.texts(List.of(UNSEEN.substring("not seen: ".length()))));
    assertThat(drill.calls("ListServiceDeployments") - before).isEqualTo(3);
    assertThat(drill.berth("diff").out()).contains(UNSEEN);
    assertThat(drill.berth("status").out()).contains(UNSEEN);
  }

  @Test
  void a_page_or_two_of_something_in_between_change_nothing() {
    diverted();
    var whole = drill.berth("diff").out();
    drill.fault(PAGE.formatted("ListServiceDeployments").replace("0, ", "2, ").replace('\'', '"'));

    var ran = drill.berth("diff");

    assertThat(ran.out().replaceAll("\\d+ API calls", ""))
        .isEqualTo(whole.replaceAll("\\d+ API calls", ""))
        .doesNotContain("not seen");
  }

  /// A policy is mended in a minute; what is judged without it may cost a roll-out.
  @Test
  void who_may_not_ask_is_told_so() {
    diverted();
    lack(DENIED);

    var ran = drill.berth("apply");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.err())
        .contains("allow ecs:ListServiceDeployments in the caller's IAM policy")
        .contains("arn:aws:iam::1:user/u");
  }

  @Test
  void history_and_rollback_know_what_is_listed_and_what_was_good() {
    settled(drill.berth("apply"));
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    settled(drill.berth("apply"));
    lack(UNKNOWN);
    var releases = new Releases(drill);

    var history = settled(releases.history(Tracecat.API));
    var back = settled(releases.rollback(Tracecat.API, "--yes"));

    assertThat(history.out()).contains(FAMILY + ":2").contains("to go back to: " + FAMILY + ":1");
    assertThat(history.out()).endsWith("  " + UNSEEN + "\n");
    assertThat(back.out()).contains("rolled back to " + FAMILY + ":1");
  }

  /// Somebody gave it the former revision, as far as the deployments can tell.
  private void diverted() {
    settled(drill.berth("apply"));
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
    settled(drill.berth("apply"));
    drill.ecs(
        "UpdateService",
        "{'cluster': '%s', 'service': '%s', 'taskDefinition': '%s:1'}"
            .formatted(Tracecat.CLUSTER, Tracecat.API, FAMILY));
    drill.advance(java.time.Duration.ofMinutes(20));
  }

  private void lack(String fault) {
    OPERATIONS.forEach(name -> drill.fault(fault.formatted(name).replace('\'', '"')));
  }

  private void release(String outcome) {
    drill.script(
        "{'match': {'container': 'TracecatApiMigrationsContainer', 'image': '*beta.10'}, 'outcome': %s}"
            .formatted(outcome)
            .replace('\'', '"'));
    drill.edit("common.yaml", "imageTag: 1.0.0-beta.9", "imageTag: 1.0.0-beta.10");
  }

  private static Ran settled(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran;
  }

  private static Ran held(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    return ran;
  }
}
