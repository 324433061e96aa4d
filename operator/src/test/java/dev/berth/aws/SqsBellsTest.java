package dev.berth.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.aws.InProcessHttp.Answer;
import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.reconcile.EcsFailure;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBellsTest {
  private static final String CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/demo";

  private final Simulator simulator = Simulator.stepped(1);
  private final String queue =
      asked("CreateQueue", Fields.EMPTY.with("QueueName", Value.of("events")))
          .text("QueueUrl")
          .orElseThrow();
  private final SqsBells bells = new SqsBells(clients(), queue);

  @AfterEach
  void close() {
    bells.close();
  }

  private AwsClients clients() {
    return new AwsClients(
        AwsSettings.of(
                Optional.of(URI.create("http://127.0.0.1:1")),
                Optional.of("us-east-1"),
                new AwsSettings.Agent("1", "1"),
                simulator::now,
                simulator::advance)
            .through(new InProcessHttp(this::answer)));
  }

  private Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    var response = simulator.handle(Request.of(method, path, headers, body));
    return new Answer(response.status(), response.headers(), response.body());
  }

  private Fields asked(String operation, Fields request) {
    var headers = new TreeMap<String, List<String>>();
    headers.put("X-Amz-Target", List.of("AmazonSQS." + operation));
    headers.put("Content-Type", List.of("application/x-amz-json-1.0"));
    var answer = answer("POST", "/", headers, Json.compact(request).getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    return (Fields) Json.parse(new String(answer.body(), UTF_8));
  }

  private void send(String body) {
    var request = Fields.EMPTY.with("QueueUrl", Value.of(queue));
    asked("SendMessage", request.with("MessageBody", Value.of(body)));
  }

  private static String event(String cluster) {
    return "{\"source\":\"aws.ecs\",\"detail\":{\"clusterArn\":\"%s\"}}".formatted(cluster);
  }

  @Test
  void what_is_read_is_told_once_a_cluster_and_deleted_whatever_it_was() {
    for (int i = 0; i < 11; i++) send(event(CLUSTER));
    send("no event");
    send(event(CLUSTER + "-b"));

    var first = bells.heard();
    var second = bells.heard();

    assertThat(first).containsExactly(CLUSTER);
    assertThat(second).containsExactly(CLUSTER, CLUSTER + "-b");
    assertThat(bells.heard()).isEmpty();
    simulator.advance(Duration.ofHours(1));
    assertThat(bells.heard()).isEmpty();
  }

  @Test
  void a_change_of_a_deployment_names_its_service_alone() {
    var body =
        """
        {"source": "aws.ecs", "detail-type": "ECS Deployment State Change",
         "resources": ["arn:aws:ecs:eu-west-1:111122223333:service/demo/api"],
         "detail": {"eventName": "SERVICE_DEPLOYMENT_COMPLETED"}}
        """;

    assertThat(SqsBells.cluster(body)).contains(CLUSTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"text\"",
        "{}",
        "{\"source\":\"aws.ecs\"}",
        "{\"source\":\"aws.ecs\",\"detail\":[1],\"resources\":[{}]}",
        "{\"source\":\"aws.ecs\",\"resources\":[\"arn:aws:ecs:eu-west-1:1:service/old\"]}",
        "{\"source\":\"aws.ec2\",\"detail\":{\"clusterArn\":\"arn\"}}"
      })
  void anything_else_is_nothing(String body) {
    assertThat(SqsBells.cluster(body)).isEmpty();
  }

  @Test
  void a_queue_that_is_not_there_is_told_of() {
    try (var other = new SqsBells(clients(), queue + "-gone")) {
      assertThatThrownBy(other::heard).isInstanceOf(EcsFailure.class).hasMessageContaining("queue");
    }
  }

  @Test
  void the_region_is_that_of_the_queue() {
    var url = "https://sqs.eu-west-1.amazonaws.com/111122223333/events";

    assertThat(SqsBells.region(url)).contains("eu-west-1");
    assertThat(SqsBells.region("http://127.0.0.1:4566/000000000000/events")).isEmpty();
  }
}
