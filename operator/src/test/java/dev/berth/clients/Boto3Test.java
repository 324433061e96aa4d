package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.HttpDoor;
import dev.berth.simulator.Simulator;
import dev.berth.simulator.wire.Json;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What boto3 makes of the simulator. Each script in the resources tells what it covered, and fails
/// when an answer has a member, a type or an error that the models of botocore don't have.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class Boto3Test {
  private static final Path SCRIPTS =
      Path.of("src/test/resources/dev/berth/clients/boto3").toAbsolutePath();

  private final Recording recording = new Recording("boto3", Boto3Test.class);
  private Simulator simulator;
  private HttpDoor door;
  private Tool python;

  @BeforeEach
  void find(@TempDir Path home) {
    simulator = Simulator.stepped(7);
    door = HttpDoor.start(simulator, 0, recording);
    python = Tool.python("boto3", home).at("http://127.0.0.1:" + door.port());
    python.with("PYTHONPATH", SCRIPTS.toString()).with("PYTHONDONTWRITEBYTECODE", "1");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @AfterAll
  void nothing_was_sent_that_is_not_recorded() {
    recording.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiters", "answers", "paginators", "errors", "commands"})
  void every_word_of_the_script_holds(String script) {
    var ran = python.run(SCRIPTS.resolve(script + ".py").toString());

    assertThat(ran.code()).as(ran.text()).isZero();
    System.out.println("boto3 " + script + ":\n" + ran.out().indent(2));
  }

  /// The models would be no witness if every answer fitted them.
  @Test
  void an_answer_that_does_not_fit_is_told() {
    var answer =
        """
        {"clusters": [{"clusterArn": 7, "color": "red", "tags": null, "runningTasksCount": "1"}],
         "failures": {}}
        """;
    simulator.fault(
        Json.object()
            .put("kind", "http")
            .put("operation", "DescribeClusters")
            .put("status", 200)
            .put("body", answer));
    simulator.fault(
        Json.object()
            .put("kind", "error")
            .put("operation", "ListClusters")
            .put("code", "ServiceNotFoundException")
            .put("status", 400));

    var ran =
        python.run(
            "-c",
            """
            from berth import client, finish, refusal
            ecs = client("ecs")
            ecs.describe_clusters()
            refusal(ecs.list_clusters)
            finish()
            """);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            """
            lies of the simulator:
              ecs DescribeClusters: .clusters[0].clusterArn is no string: 7 (x1)
              ecs DescribeClusters: .clusters[0].color is not in the model of Cluster (x1)
              ecs DescribeClusters: .clusters[0].tags is null (x1)
              ecs DescribeClusters: .clusters[0].runningTasksCount is no integer: '1' (x1)
              ecs DescribeClusters: .failures is no list: {} (x1)
              ecs ListClusters: answers ServiceNotFoundException, which its model does not have (x1)
            """);
  }
}
