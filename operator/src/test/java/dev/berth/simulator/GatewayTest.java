package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.CallLog.Access;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String REGISTER =
      """
      {"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 64}]}
      """;

  private final Simulator simulator = Simulator.stepped(1);

  @Test
  void an_unknown_action_is_refused_as_aws_refuses_it() {
    var response = Clients.call(simulator, ECS + "MakeCoffee", "{}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text())
        .isEqualTo(
            "{\"__type\":\"UnknownOperationException\",\"message\":\"Unknown operation"
                + " MakeCoffee\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Nobody_20200101.Describe", "DescribeServices", ".", "x"})
  void an_unknown_api_is_an_unknown_action(String target) {
    var response = Clients.call(simulator, target, "{}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).contains("\"__type\":\"UnknownOperationException\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "42",
        "{} {}",
        "<xml/>",
        "{\"a\":1,\"a\":2}",
        "\u0000",
        "{\"family\": 1}",
        "{\"family\": \"f\", \"containerDefinitions\": {}}",
        "{\"family\": \"f\", \"containerDefinitions\": [1]}"
      })
  void what_is_not_the_json_that_was_expected_is_a_serialization_error(String body) {
    var response = Clients.call(simulator, ECS + "RegisterTaskDefinition", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).contains("\"__type\":\"SerializationException\"");
    assertThat(simulator.callLog().calls().getFirst().error()).isEqualTo("SerializationException");
  }

  @Test
  void deep_nesting_is_refused_not_followed() {
    var body = "{\"a\":".repeat(100_000);

    var response = Clients.call(simulator, ECS + "RegisterTaskDefinition", body);

    assertThat(response.text()).contains("SerializationException");
  }

  @Test
  void an_answer_bears_virtual_time_and_a_request_id() {
    simulator.advance(Duration.ofHours(25));

    var response = Clients.call(simulator, ECS + "RegisterTaskDefinition", REGISTER);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers())
        .containsEntry("Content-Type", "application/x-amz-json-1.1")
        .containsEntry("Date", "Fri, 2 Jan 2026 01:00:00 GMT")
        .hasEntrySatisfying("x-amzn-RequestId", id -> assertThat(id).hasSize(36));
    assertThat(response.text()).contains("\"registeredAt\":1767315600.000");
  }

  @Test
  void an_empty_body_is_an_empty_object() {
    var response = Clients.call(simulator, ECS + "ListTaskDefinitions", "");

    assertThat(response.text()).isEqualTo("{\"taskDefinitionArns\":[]}");
  }

  @Test
  void the_region_comes_from_the_credential_scope() {
    var scope = "AWS4-HMAC-SHA256 Credential=AK/20260101/eu-west-1/ecs/aws4_request, Signature=x";
    var headers =
        Map.of(
            "x-amz-target", List.of(ECS + "RegisterTaskDefinition"),
            "authorization", List.of(scope));

    var response =
        simulator.handle(
            Request.of("POST", "/", headers, REGISTER.getBytes(StandardCharsets.UTF_8)));

    assertThat(response.text())
        .contains("arn:aws:ecs:eu-west-1:000000000000:task-definition/web:1");
  }

  @Test
  void every_call_is_logged() {
    Clients.call(simulator, ECS + "RegisterTaskDefinition", REGISTER);
    Clients.call(simulator, ECS + "DescribeTaskDefinition", "{\"taskDefinition\": \"nobody\"}");

    var at = Instant.parse("2026-01-01T00:00:00Z");
    var ecs = "AmazonEC2ContainerServiceV20141113";
    assertThat(simulator.callLog().calls())
        .containsExactly(
            new Call(1, at, ecs, "RegisterTaskDefinition", "web", Access.WRITE, "", ""),
            new Call(
                2,
                at,
                ecs,
                "DescribeTaskDefinition",
                "nobody",
                Access.READ,
                "ClientException",
                ""));
    assertThat(simulator.callLog().categories())
        .containsOnlyKeys("task definition modify", "task definition read");
  }

  @Test
  void clearing_the_log_keeps_the_numbers_going() {
    Clients.call(simulator, ECS + "ListTaskDefinitions", "{}");
    simulator.clearCallLog();
    Clients.call(simulator, ECS + "ListTaskDefinitions", "{}");

    assertThat(simulator.callLog().total()).isEqualTo(2);
    assertThat(simulator.callLog().count("ListTaskDefinitions")).isEqualTo(1);
  }

  @Test
  void who_am_i_is_answered_in_xml() {
    var response = query("Action=GetCallerIdentity&Version=2011-06-15");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("Content-Type", "text/xml");
    assertThat(response.text()).contains("<Account>000000000000</Account>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Action=%3Cevil%3E", "Action=DescribeRules&Version=1", "", "%%%=%%%"})
  void any_other_query_is_refused_in_xml(String form) {
    var response = query(form);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).startsWith("<ErrorResponse>").doesNotContain("<evil>");
  }

  @Test
  void the_same_seed_and_calls_give_the_same_world_however_often_it_is_looked_at() {
    var other = Simulator.stepped(1);

    Clients.call(simulator, ECS + "RegisterTaskDefinition", REGISTER);
    Clients.call(other, ECS + "ListTaskDefinitions", "{}");
    Clients.call(other, ECS + "DescribeTaskDefinition", "{\"taskDefinition\": \"web\"}");
    Clients.call(other, ECS + "RegisterTaskDefinition", REGISTER);

    assertThat(Json.write(simulator.dump())).isEqualTo(Json.write(other.dump()));
  }

  private Response query(String form) {
    var headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
    var body = form.getBytes(StandardCharsets.UTF_8);
    return simulator.handle(Request.of("POST", "/", headers, body));
  }
}
