package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Drill.Ran;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that answers with success and does not keep what it was sent.
class UnkeptTest {
  private static final Set<String> WRITES = Set.of("CreateService", "UpdateService");
  private static final String NOTE =
      """
      ECS does not keep 1 field of 1 service: sent twice, answered with success, and not there. It is not
      sent again until something else of the service differs, or by `berth retry`
      """;

  @TempDir private Path folder;
  private Drill drill;

  @BeforeEach
  void begin() {
    drill = Drill.empty(folder);
    drill.write(
        "demo.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Environment
        metadata: {name: demo}
        spec:
          installation: acme
          region: us-east-1
          cluster: {name: tracecat-demo, create: true}
        """);
    drill.write(
        "web.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Service
        metadata: {name: web}
        spec:
          launchType: FARGATE
          enableExecuteCommand: true
          healthCheckGracePeriodSeconds: 7
          networkConfiguration:
            awsvpcConfiguration: {subnets: [subnet-1], assignPublicIp: ENABLED}
          taskDefinition:
            networkMode: awsvpc
            requiresCompatibilities: [FARGATE]
            cpu: 256
            memory: 512
            containerDefinitions: [{name: web, image: "web:1"}]
        """);
    drill.write(
        "client.yaml",
        """
        apiVersion: berth.dev/v1
        kind: Service
        metadata: {name: client}
        spec:
          dependsOn: [web]
          launchType: FARGATE
          networkConfiguration:
            awsvpcConfiguration: {subnets: [subnet-1]}
          taskDefinition:
            networkMode: awsvpc
            requiresCompatibilities: [FARGATE]
            cpu: 256
            memory: 512
            containerDefinitions: [{name: client, image: "client:1"}]
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"enableExecuteCommand", "healthCheckGracePeriodSeconds"})
  void it_is_sent_twice_then_told_and_holds_nothing_up(String member) {
    drill.between(Meddler.losing(WRITES, member));

    var ran = settled(drill.berth("apply"));

    assertThat(ran.out()).contains(wrapped(NOTE)).contains("settled: 3 resources");
    assertThat(Collections.frequency(drill.written(), "UpdateService web")).isEqualTo(2);
    assertThat(drill.tags("web")).containsKey("berth:unkept");
    assertThat(drill.written(() -> settled(drill.berth("apply")))).isEmpty();
    var diff = settled(drill.berth("diff"));
    assertThat(diff.out()).contains(member + ": ").contains("(ignored: ECS does not keep it)");
    assertThat(settled(drill.berth("status")).out()).contains(wrapped(NOTE));
  }

  @Test
  void a_roll_out_that_is_not_kept_is_not_repeated_for_ever() {
    drill.between(Meddler.losing(Set.of("UpdateService"), "networkConfiguration"));
    settled(drill.berth("apply"));
    drill.edit("web.yaml", "assignPublicIp: ENABLED", "assignPublicIp: DISABLED");

    settled(drill.berth("apply"));

    assertThat(Collections.frequency(drill.written(), "UpdateService web")).isEqualTo(2);
    assertThat(drill.written(() -> settled(drill.berth("apply")))).isEmpty();
  }

  @Test
  void once_something_else_differs_all_of_it_is_sent_again() {
    drill.between(Meddler.losing(WRITES, "enableExecuteCommand"));
    settled(drill.berth("apply"));
    drill.between(UnaryOperator.identity());
    assertThat(drill.written(() -> settled(drill.berth("apply")))).isEmpty();
    drill.edit("web.yaml", "Seconds: 7", "Seconds: 8");

    settled(drill.berth("apply"));

    assertThat(drill.service("web").on("enableExecuteCommand")).isTrue();
    assertThat(drill.tags("web")).doesNotContainKey("berth:unkept");
    assertThat(drill.berth("diff").out()).doesNotContain("does not keep");
  }

  @Test
  void retry_sends_it_again_to_a_server_that_was_mended() {
    drill.between(Meddler.losing(WRITES, "enableExecuteCommand"));
    settled(drill.berth("apply"));
    drill.between(UnaryOperator.identity());

    var ran = settled(drill.retry("web"));

    assertThat(ran.out()).startsWith("web: what ECS did not keep is sent again\n");
    assertThat(drill.service("web").on("enableExecuteCommand")).isTrue();
    assertThat(drill.tags("web")).doesNotContainKey("berth:unkept");
  }

  @Test
  void whoever_dies_on_the_way_leaves_the_next_one_at_the_same_place() {
    drill.delete("client.yaml");
    int call = 0;
    boolean whole = false;
    while (!whole) {
      drill = Drill.empty(folder);
      drill.between(Meddler.losing(WRITES, "enableExecuteCommand"));
      drill.simulator().cutAfter(++call);
      whole = drill.berth("apply").code() == 0;
      drill.simulator().clearFaults();

      settled(drill.berth("apply"));

      assertThat(drill.tags("web")).containsKey("berth:unkept");
      assertThat(drill.written(() -> settled(drill.berth("apply")))).isEmpty();
    }
    System.out.println("unkept: dead after each of " + (call - 1) + " calls");
    assertThat(call).isGreaterThan(20);
  }

  private static Ran settled(Ran ran) {
    assertThat(ran.code()).as(ran.text()).isZero();
    return ran;
  }

  private static String wrapped(String note) {
    return String.join("\n", Lines.below("", note.replace("\n", " ").strip(), 100)) + "\n";
  }
}
