package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.cli.Berth.Ran;
import dev.berth.clients.Tool;
import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What Berth made, seen by the AWS CLI on the same endpoint.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AwsCliTest {
  private static final double SPEED = 120;

  @TempDir private Path folder;
  private Tool aws;
  private HttpDoor door;

  @BeforeEach
  void open() {
    aws = Tool.required("aws", folder);
    door = HttpDoor.start(Simulator.scaled(1, SPEED), 0);
    aws.at(endpoint());
  }

  @AfterEach
  void close() {
    if (door != null) door.close();
  }

  @Test
  void its_waiter_and_its_describe_commands_see_eight_stable_services() {
    assertThat(berth("apply").code()).isZero();
    assertThat(berth("diff").code()).isZero();

    var all = new ArrayList<>(List.of("ecs", "wait", "services-stable", "--cluster"));
    all.add(Tracecat.CLUSTER);
    all.add("--services");
    all.addAll(Tracecat.SERVICES);
    assertThat(aws(all)).isEmpty();
    assertThat(aws(list("serviceArns[]"))).contains(Tracecat.SERVICES);
    assertThat(aws(describe("services[].[serviceName,status,runningCount]")))
        .isEqualTo("tracecat-api\tACTIVE\t2\n");
    assertThat(aws(describe("services[].deployments[].rolloutState"))).isEqualTo("COMPLETED\n");
    assertThat(
            aws(
                List.of(
                    "ecs",
                    "describe-task-definition",
                    "--task-definition",
                    "TracecatUiTaskDefinition",
                    "--query",
                    "taskDefinition.[family,revision,containerDefinitions[0].image]")))
        .isEqualTo("TracecatUiTaskDefinition\t1\tghcr.io/tracecathq/tracecat-ui:1.0.0-beta.9\n");
  }

  private static List<String> list(String query) {
    return List.of("ecs", "list-services", "--cluster", Tracecat.CLUSTER, "--query", query);
  }

  private static List<String> describe(String query) {
    return List.of(
        "ecs",
        "describe-services",
        "--cluster",
        Tracecat.CLUSTER,
        "--services",
        Tracecat.API,
        "--query",
        query);
  }

  private String aws(List<String> words) {
    var all = new ArrayList<>(List.of("--output", "text"));
    all.addAll(words);
    var ran = aws.run(all);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }

  private Ran berth(String verb) {
    return Berth.at(endpoint()).run(verb, Tracecat.FOLDER.toString(), "-e=demo");
  }

  private String endpoint() {
    return "http://127.0.0.1:" + door.port();
  }
}
