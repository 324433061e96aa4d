package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Going back from blue/green, linear and canary roll-outs, ended or under way.
@Tag("R-12")
class StagedRollbackTest {
  private static final String HOOK =
      "lifecycleHooks: [{hookTargetArn:"
          + " \"arn:aws:lambda:us-east-1:000000000000:function:smoke-test\", roleArn:"
          + " \"arn:aws:iam::000000000000:role/hooks\", lifecycleStages:"
          + " [POST_TEST_TRAFFIC_SHIFT]}]";
  private static final String BLUE_GREEN =
      "{strategy: BLUE_GREEN, bakeTimeInMinutes: 5, " + HOOK + "}";
  private static final String LINEAR =
      "{strategy: LINEAR, linearConfiguration: {stepPercent: 40, stepBakeTimeInMinutes: 4}}";
  private static final String CANARY =
      "{strategy: CANARY, bakeTimeInMinutes: 2,"
          + " canaryConfiguration: {canaryPercent: 10, canaryBakeTimeInMinutes: 6}}";

  @TempDir private Path folder;
  private Drill drill;
  private Front front;

  @BeforeEach
  void begin() {
    drill = Drill.empty(folder);
    front = new Front(drill);
    drill.write(
        "environments/demo.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Environment
        metadata: {name: demo}
        spec:
          installation: acme
          region: us-east-1
          cluster: {name: tracecat-demo, create: true}
          defaults:
            service:
              launchType: FARGATE
              networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-1]}}
            taskDefinition:
              {networkMode: awsvpc, requiresCompatibilities: [FARGATE], cpu: 256, memory: 512}
        """);
  }

  /// Rolled out for the first time.
  private void stands(String strategy) {
    drill.write(
        "web.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Service
        metadata: {name: web}
        spec:
          desiredCount: 2
          loadBalancers: %s
          deploymentConfiguration: %s
          taskDefinition:
            containerDefinitions:
              - {name: web, image: "app:1", portMappings: [{containerPort: 8080}]}
        """
            .formatted(front.yaml(), strategy));
    ends(0, drill.berth("apply", "-q"));
  }

  private Ran release(int version, String... options) {
    drill.edit("web.yaml", "app:" + (version - 1), "app:" + version);
    var words = new ArrayList<>(List.of(options));
    words.add("-q");
    return drill.berth("apply", words.toArray(String[]::new));
  }

  private Ran rollback(String... options) {
    var words = new ArrayList<>(List.of("rollback", "web", folder.toString(), "-e", "demo"));
    words.addAll(List.of(options));
    return drill.run(words);
  }

  private Ran history() {
    return drill.run(List.of("history", "web", folder.toString(), "-e", "demo"));
  }

  private static Ran ends(int code, Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return ran;
  }

  @ParameterizedTest
  @ValueSource(strings = {BLUE_GREEN, LINEAR, CANARY})
  void goes_back_by_the_same_stages_with_the_target_groups_as_they_fall(String strategy) {
    stands(strategy);
    ends(0, release(2));
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
    var balancers = drill.service("web").each("loadBalancers");

    var written = drill.written(() -> ends(0, rollback()));

    assertThat(written).containsExactly("TagResource web", "UpdateService web");
    assertThat(drill.revision("web")).isEqualTo("web:1");
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    assertThat(drill.service("web").each("loadBalancers")).isNotEqualTo(balancers);
    assertThat(drill.written(() -> ends(0, rollback()))).isEmpty();
    assertThat(drill.written(() -> ends(3, drill.berth("apply")))).isEmpty();
    ends(0, drill.retry("web"));
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
    ends(0, drill.berth("diff"));
  }

  @Test
  void asks_ecs_for_the_old_content_and_for_no_other_target_group() {
    stands(BLUE_GREEN);
    ends(0, release(2));
    ends(0, release(3));

    ends(0, rollback());

    assertThat(drill.revision("web")).isEqualTo("web:2");
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
    ends(0, rollback("--to", "1"));
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    assertThat(drill.revision("web")).isEqualTo("web:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {BLUE_GREEN, LINEAR, CANARY})
  void a_roll_out_under_way_gives_way_and_its_content_is_held(String strategy) {
    stands(strategy);
    ends(4, release(2, "--timeout", "4m"));
    assertThat(history().out()).containsPattern("web:2 .* in progress");

    var ran = ends(0, rollback());

    assertThat(ran.out()).startsWith("web: rolled back to web:1\n  serves   web:1, 2 of 2");
    assertThat(drill.revision("web")).isEqualTo("web:1");
    drill.advance(Duration.ofHours(1));
    assertThat(drill.written(() -> ends(3, drill.berth("apply")))).isEmpty();
    assertThat(front.healthy("blue") + front.healthy("green")).isEqualTo(2);
    assertThat(history().out())
        .contains("web runs web:1", "held: rolled back to web:1")
        .doesNotContain("in progress");
  }

  @Test
  void a_hook_that_fails_on_the_way_back_is_told_and_what_ran_goes_on() {
    stands(BLUE_GREEN);
    ends(0, release(2));
    theHookFails();

    var ran = ends(3, rollback());

    assertThat(ran.out())
        .startsWith("web: the roll-out of web:1 failed, too\n")
        .contains("why      rolled back: lifecycle hook smoke-test failed at")
        .contains("serves   web:2, 2 of 2 tasks running");
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
    assertThat(history().out())
        .containsPattern("web:1 .* rollback successful\n.*\n.*smoke-test failed at .*\n")
        .contains("web runs web:2");
    drill.clearScript();
    ends(0, rollback());
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
  }

  @Test
  void after_a_hook_failed_on_the_way_back_a_retry_only_lets_go() {
    stands(BLUE_GREEN);
    ends(0, release(2));
    theHookFails();
    ends(3, rollback());

    var written = drill.written(() -> ends(0, drill.retry("web")));

    assertThat(written).containsExactly("UntagResource web");
    ends(0, drill.berth("diff"));
  }

  @Test
  void while_ecs_goes_back_by_itself_it_only_holds() {
    stands(BLUE_GREEN);
    theHookFails();
    drill.edit("web.yaml", "app:1", "app:2");
    drill.watch(() -> {
      if (history(drill).contains("ROLLBACK_IN_PROGRESS")) drill.signal("enough");
    });
    ends(5, drill.berth("apply", "-q"));
    drill.unwatch();
    drill.noSignal();

    var written = drill.written(() -> ends(0, rollback()));

    assertThat(written).containsExactly("TagResource web");
    assertThat(drill.revision("web")).isEqualTo("web:1");
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    assertThat(drill.written(() -> ends(3, drill.berth("apply", "-q")))).isEmpty();
  }

  private void theHookFails() {
    drill.script("{\"hook\": {\"arn\": \"*:smoke-test\"}, \"answer\": {\"status\": \"FAILED\"}}");
  }

  private static String history(Drill drill) {
    var request = "{'cluster':'tracecat-demo','service':'web'}";
    return drill.ecs("ListServiceDeployments", request).toString();
  }

  @Test
  void is_refused_while_somebody_else_rolls_out() {
    stands(BLUE_GREEN);
    ends(0, release(2));
    drill.ecs(
        "RegisterTaskDefinition",
        "{'family':'web','cpu':'256','memory':'512','networkMode':'awsvpc',"
            + "'requiresCompatibilities':['FARGATE'],'containerDefinitions':"
            + "[{'name':'web','image':'app:9','portMappings':[{'containerPort':8080}]}]}");
    drill.ecs(
        "UpdateService", "{'cluster':'tracecat-demo','service':'web','taskDefinition':'web:3'}");
    drill.advance(Duration.ofMinutes(1));

    var written =
        drill.written(() ->
            assertThat(ends(5, rollback()).err())
                .contains("web:3 is being rolled out by somebody else; wait for its end"));

    assertThat(written).isEmpty();
  }

  @Test
  void what_came_first_with_the_release_goes_with_it() {
    stands("{strategy: ROLLING}");
    ends(0, release(2));
    drill.edit("web.yaml", "  loadBalancers: " + front.yaml() + "\n", "");
    ends(0, release(3));
    var text = "  loadBalancers: " + front.yaml() + "\n  deploymentConfiguration";
    drill.edit("web.yaml", "  deploymentConfiguration", text);
    ends(0, release(4));

    ends(0, rollback());

    assertThat(drill.revision("web")).isEqualTo("web:3");
    assertThat(drill.service("web").each("loadBalancers")).isEmpty();
  }

  @Test
  void a_mesh_that_the_old_content_was_not_in_is_left() {
    drill.edit(
        "environments/demo.yaml",
        "  defaults:",
        "  serviceConnectNamespace: {name: web.local, create: true}\n  defaults:");
    stands("{strategy: ROLLING}");
    drill.edit(
        "web.yaml",
        "  taskDefinition:",
        "  serviceConnectConfiguration: {enabled: true}\n  taskDefinition:");
    ends(0, drill.berth("apply", "-q"));
    assertThat(connected()).isTrue();

    ends(0, rollback());

    assertThat(connected()).isFalse();
    ends(0, drill.retry("web"));
    assertThat(connected()).isTrue();
  }

  private boolean connected() {
    var primary = drill.service("web").each("deployments").getFirst();
    return primary.fields("serviceConnectConfiguration").on("enabled");
  }

  @Test
  @Tag("R-25")
  void a_plan_that_was_saved_meanwhile_holds_when_the_target_groups_have_swapped() {
    stands(BLUE_GREEN);
    var api = drill.read("web.yaml").replace("name: web}", "name: api}");
    drill.write("api.yaml", api.replaceAll("  (loadBalancers|deploymentConfiguration):.*\n", ""));
    ends(0, drill.berth("apply", "-q"));
    ends(4, release(2, "--timeout", "2m"));
    drill.edit("api.yaml", "app:1", "app:2");
    var file = folder.resolve("plan.json").toString();
    ends(1, drill.berth("diff", "--out", file));
    drill.advance(Duration.ofMinutes(20));

    ends(0, drill.berth("apply", "--plan", file));
    ends(0, drill.berth("diff"));
  }
}
