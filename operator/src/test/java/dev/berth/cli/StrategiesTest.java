package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blue/green, linear and canary roll-outs as `apply` follows them, good ones and bad ones.
class StrategiesTest {
  private static final String HOOK =
      "[{hookTargetArn: \"arn:aws:lambda:us-east-1:000000000000:function:smoke-test\", roleArn:"
          + " \"arn:aws:iam::000000000000:role/hooks\", lifecycleStages:"
          + " [POST_TEST_TRAFFIC_SHIFT]}]";
  private static final String BLUE_GREEN =
      "{strategy: BLUE_GREEN, bakeTimeInMinutes: 3, lifecycleHooks: " + HOOK + "}";

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
          cluster: {name: tracecat-demo, create: true, capacityProviders: [FARGATE]}
          defaults:
            service:
              desiredCount: 2
              launchType: FARGATE
              networkConfiguration:
                awsvpcConfiguration: {subnets: [subnet-1]}
            taskDefinition:
              networkMode: awsvpc
              requiresCompatibilities: [FARGATE]
              cpu: 256
              memory: 512
        """);
    drill.write("worker.yaml", service("worker", "dependsOn: [web]"));
  }

  private static String service(String name, String more) {
    return """
    apiVersion: berth.dev/v1
    kind: Service
    metadata: {name: %1$s}
    spec:
      %2$s
      taskDefinition:
        family: %1$s
        containerDefinitions:
          - {name: %1$s, image: "app:1", portMappings: [{containerPort: 8080}]}
    """
        .formatted(name, more);
  }

  /// Rolled out for the first time.
  private void stands(String strategy) {
    var more = "loadBalancers: %s\n  deploymentConfiguration: %s";
    drill.write("web.yaml", service("web", more.formatted(front.yaml(), strategy)));
    settled(drill.berth("apply"));
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
  }

  private Ran release(int version) {
    for (var file : List.of("web.yaml", "worker.yaml")) {
      drill.edit(file, "app:" + (version - 1), "app:" + version);
    }
    return drill.berth("apply");
  }

  private static Ran settled(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran;
  }

  private static Ran held(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    return ran;
  }

  @Test
  @Tag("R-08")
  void each_blue_green_release_swaps_the_target_groups_and_leaves_no_difference() {
    stands(BLUE_GREEN);
    drill.script("{\"hook\": {}, \"answer\": {\"status\": \"IN_PROGRESS\"}, \"times\": 3}");
    var seen = new ArrayList<String>();
    for (var version = 2; version <= 3; version++) {
      var ran = settled(release(version));
      assertThat(ran.out())
          .contains("starting the new tasks; ")
          .contains(version > 2 ? "" : "asks smoke-test at POST_TEST_TRAFFIC_SHIFT; 2 of 2")
          .contains("traffic moved, baking 2 of 3 min; 2 of 2 new, 2 old");
      assertThat(drill.berth("diff").code()).isZero();
      assertThat(drill.written(() -> settled(drill.berth("apply")))).isEmpty();
      seen.add(front.weights() + ", worker:" + drill.revision("worker").split(":")[1]);
    }

    assertThat(seen).containsExactly("blue 0 green 100, worker:2", "blue 100 green 0, worker:3");
  }

  @Test
  @Tag("R-11")
  void a_hook_that_fails_is_told_with_its_stage_while_the_old_tasks_serve() {
    stands(BLUE_GREEN);
    drill.script("{\"hook\": {\"arn\": \"*:smoke-test\"}, \"answer\": {\"status\": \"FAILED\"}}");
    var serving = new TreeSet<Integer>();
    drill.watch(() -> serving.add(front.healthy("blue")));

    var ran = held(release(2));

    drill.unwatch();
    assertThat(ran.out())
        .endsWith(
            """
            web: the roll-out failed and is held
              why      rolled back: lifecycle hook smoke-test failed at POST_TEST_TRAFFIC_SHIFT
              failed   web:2
              serves   web:1, 2 of 2 tasks running
              next     change the manifest, or mend the cause and run:
                       berth retry web manifests -e demo

            waiting, and left as they are:
              worker

            held: the cluster is not as the manifests say, and waits for you
            """);
    assertThat(serving).containsExactly(2);
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
    assertThat(drill.revision("worker")).isEqualTo("worker:1");
    assertThat(drill.written(() -> held(drill.berth("apply")))).isEmpty();
  }

  @Test
  @Tag("R-12")
  void a_hook_that_was_mended_is_asked_again_by_a_retry() {
    stands(BLUE_GREEN);
    drill.script("{\"hook\": {}, \"answer\": {\"status\": \"FAILED\"}, \"times\": 1}");
    held(release(2));

    settled(drill.retry("web"));

    assertThat(front.weights()).isEqualTo("blue 0 green 100");
    assertThat(drill.berth("diff").code()).isZero();
    assertThat(drill.tags("web")).doesNotContainKey("berth:skip");
  }

  @Test
  @Tag("R-12")
  void a_first_roll_out_whose_hook_fails_can_be_retried() {
    drill.script("{\"hook\": {}, \"answer\": {\"status\": \"FAILED\"}, \"times\": 1}");
    drill.write(
        "web.yaml",
        service(
            "web",
            "loadBalancers: %s\n  deploymentConfiguration: %s"
                .formatted(front.yaml(), BLUE_GREEN)));

    assertThat(held(drill.berth("apply")).out())
        .contains("why      stopped: lifecycle hook smoke-test failed at POST_TEST_TRAFFIC_SHIFT")
        .contains("failed   web:1\n  serves   nothing\n");
    settled(drill.retry("web"));
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  @Tag("R-13")
  void a_canary_is_followed_step_by_step() {
    stands(
        "{strategy: CANARY, bakeTimeInMinutes: 2,"
            + " canaryConfiguration: {canaryPercent: 10, canaryBakeTimeInMinutes: 6}}");
    var weights = new ArrayList<String>();
    drill.watch(() -> {
      if (weights.isEmpty() || !weights.getLast().equals(front.weights())) {
        weights.add(front.weights());
      }
    });

    var ran = settled(release(2));

    drill.unwatch();
    assertThat(ran.out())
        .contains("canary 10 %, baking 4 of 6 min; 2 of 2 new, 2 old")
        .contains("traffic moved, baking 1 of 2 min");
    assertThat(weights).containsExactly("blue 100 green 0", "blue 90 green 10", "blue 0 green 100");
    assertThat(drill.berth("diff").code()).isZero();
  }

  @Test
  @Tag("R-13")
  void a_linear_roll_out_may_take_as_long_as_its_steps() {
    stands("{strategy: LINEAR, linearConfiguration: {stepPercent: 40, stepBakeTimeInMinutes: 3}}");

    var ran = settled(release(2));

    assertThat(ran.out()).contains("linear 40 %, baking 2 of 3 min", "linear 80 %, baking");
    assertThat(front.weights()).isEqualTo("blue 0 green 100");
  }

  @Test
  @Tag("R-11")
  void an_alarm_takes_a_roll_out_back() {
    stands(
        "{strategy: BLUE_GREEN, bakeTimeInMinutes: 5, alarms: {alarmNames: [web-5xx],"
            + " enable: true, rollback: true}}");
    drill.script("{\"alarm\": {\"name\": \"web-5xx\", \"revision\": 2}, \"after\": \"3m\"}");

    assertThat(held(release(2)).out())
        .contains("why      rolled back: alarm web-5xx went off")
        .contains("serves   web:1, 2 of 2 tasks running");
    assertThat(front.weights()).isEqualTo("blue 100 green 0");
  }

  @Test
  @Tag("R-11")
  void past_its_deadline_a_roll_out_is_stopped_and_goes_back() {
    stands(BLUE_GREEN);
    drill.script("{\"match\": {\"revision\": 2}, \"outcome\": {\"failingTarget\": true}}");

    var ran = held(release(2));

    assertThat(ran.out())
        .contains("why      deadline of 38m passed: Task failed ELB health checks in target-group")
        .contains("serves   web:1, 2 of 2 tasks running");
    assertThat(drill.calls("StopServiceDeployment")).isEqualTo(1);
    assertThat(drill.stable("web")).isTrue();
    assertThat(drill.revision("web")).isEqualTo("web:1");
  }

  @Test
  void a_newer_manifest_supersedes_one_that_bakes() {
    stands(BLUE_GREEN);
    drill.edit("web.yaml", "app:1", "app:2");
    assertThat(drill.berth("apply", "--timeout", "2m").code()).isEqualTo(4);

    settled(release(3, 2));

    assertThat(drill.revision("web")).isEqualTo("web:3");
    assertThat(drill.berth("diff").code()).isZero();
  }

  private Ran release(int version, int from) {
    drill.edit("web.yaml", "app:" + from, "app:" + version);
    return drill.berth("apply");
  }

  @Test
  void status_tells_the_stage_and_the_traffic() {
    stands(BLUE_GREEN);
    drill.edit("web.yaml", "app:1", "app:2");
    assertThat(drill.berth("apply", "--timeout", "3m").out())
        .contains("web: still rolling out\n  traffic moved, baking ");

    assertThat(drill.berth("status").out())
        .containsPattern("web +rolling out +2/2 +web:2")
        .contains("traffic moved, baking ");
  }
}
