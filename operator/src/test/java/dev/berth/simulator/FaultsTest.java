package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";

  private final Simulator simulator = Simulator.stepped(1);

  @Test
  void throttling_hits_the_nth_call_of_an_operation_on_a_resource() {
    fault("{'kind':'throttle','operation':'RegisterTaskDefinition','resource':'api','nth':2}");

    var answers = List.of(register("api"), register("web"), register("api"), register("api"));

    assertThat(answers).extracting(Response::status).containsExactly(200, 200, 400, 200);
    assertThat(answers.get(2).text())
        .isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
    assertThat(revisions()).containsExactly("api:1", "api:2", "web:1");
  }

  @Test
  void times_0_never_ends() {
    fault("{'kind':'throttle','times':0}");

    assertThat(List.of(register("a"), register("a"), register("b")))
        .extracting(Response::status)
        .containsOnly(400);

    simulator.clearFaults();
    assertThat(register("a").status()).isEqualTo(200);
  }

  @Test
  void a_503_may_have_no_body() {
    fault("{'kind':'http','status':503}");

    var response = register("api");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).isEmpty();
    assertThat(simulator.callLog().calls().getLast().error()).isEqualTo("HTTP 503");
  }

  @Test
  void an_error_bears_its_code_and_may_come_after_the_effect() {
    fault("{'kind':'error','when':'after','status':500,'code':'ServerException','message':'No.'}");

    var response = register("api");

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.text()).isEqualTo("{\"__type\":\"ServerException\",\"message\":\"No.\"}");
    assertThat(revisions()).containsExactly("api:1");
  }

  @Test
  void a_proxys_page_is_html_with_status_200() {
    fault("{'kind':'html'}");

    var response = register("api");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("Content-Type", "text/html");
    assertThat(response.text()).startsWith("<html>");
  }

  @ParameterizedTest
  @CsvSource({"before,0", "after,1"})
  void a_reset_comes_before_or_after_the_effect(String when, int effects) {
    fault("{'kind':'reset','when':'" + when + "'}");

    assertThatThrownBy(() -> register("api")).isInstanceOf(ConnectionReset.class);

    assertThat(revisions()).hasSize(effects);
    assertThat(simulator.callLog().calls().getFirst().error()).isEqualTo("ConnectionReset");
  }

  @Test
  void latency_takes_the_calls_own_time_on_a_stepped_clock() {
    fault("{'kind':'latency','time':'2500ms'}");

    var response = register("api");

    assertThat(response.delay()).isEqualTo(Duration.ZERO);
    assertThat(simulator.now()).isEqualTo(Instant.parse("2026-01-01T00:00:02.500Z"));
    assertThat(response.text()).contains("\"registeredAt\":1767225602.500");
  }

  @Test
  void a_scaled_clock_asks_the_door_to_wait() {
    var scaled = Simulator.scaled(1, 50);
    scaled.fault(Json.parse("{\"kind\":\"latency\",\"time\":\"2500ms\"}"));

    var response = Clients.call(scaled, ECS + "ListTaskDefinitions", "{}");

    assertThat(response.delay()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void a_cut_ends_everything_before_or_after_its_call() {
    simulator.cutBefore(3);
    var before = survivors(List.of("a", "b", "c", "d"));
    simulator.clearFaults();
    simulator.cutAfter(simulator.callLog().total() + 2);
    var after = survivors(List.of("e", "f", "g"));
    simulator.clearFaults();

    assertThat(before).containsExactly("a", "b");
    assertThat(after).containsExactly("e");
    assertThat(revisions()).containsExactly("a:1", "b:1", "e:1", "f:1");
  }

  @Test
  void quotas_throttle_a_category_and_refill_as_time_passes() {
    fault("{'kind':'quotas'}");

    var burst = IntStream.range(0, 22).mapToObj(_ -> register("a").status()).toList();
    simulator.advance(Duration.ofSeconds(3));
    var later = IntStream.range(0, 5).mapToObj(_ -> register("a").status()).toList();

    assertThat(burst.subList(0, 20)).containsOnly(200);
    assertThat(burst.subList(20, 22)).containsOnly(400);
    assertThat(later).containsExactly(200, 200, 200, 400, 400);
    assertThat(revisions()).hasSize(23);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'tsunami'}|unknown kind 'tsunami'",
        "{}|unknown kind ''",
        "{'kind':'reset','when':'now'}|unknown when 'now'",
        "{'kind':'reset','nth':0}|nth must be at least 1: 0",
        "{'kind':'http','status':99}|no HTTP status: 99",
        "{'kind':'reset','sometimes':1}|unknown member 'sometimes'",
        "{'kind':'cut'}|a cut needs the number of a call",
        "{'kind':'latency'}|time must be a time such as 500ms, 30s, 5m or 1h: ''",
        "{'kind':1}|The value of kind must be a string",
      })
  void a_wrong_rule_is_refused_and_said_why(String rule, String why) {
    assertThatThrownBy(() -> fault(rule)).isInstanceOf(ApiError.class).hasMessageContaining(why);
  }

  private List<String> survivors(List<String> families) {
    var survivors = new ArrayList<String>();
    for (var family : families) {
      try {
        register(family);
        survivors.add(family);
      } catch (ConnectionReset e) {
        continue;
      }
    }
    return survivors;
  }

  private void fault(String rule) {
    simulator.fault(Json.parse(rule.replace('\'', '"')));
  }

  private Response register(String family) {
    var container = "{\"name\":\"c\",\"image\":\"i\",\"memory\":64}";
    var body = "{\"family\":\"%s\",\"containerDefinitions\":[%s]}".formatted(family, container);
    return Clients.call(simulator, ECS + "RegisterTaskDefinition", body);
  }

  private List<String> revisions() {
    var answer = Clients.call(simulator, ECS + "ListTaskDefinitions", "{}").text();
    return Json.texts(Json.parse(answer), "taskDefinitionArns").stream()
        .map(arn -> arn.substring(arn.indexOf('/') + 1))
        .toList();
  }
}
