package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class HttpDoorTest {
  private final Simulator simulator = Simulator.stepped(1);
  private final HttpDoor door = HttpDoor.start(simulator, 0);
  private final EcsClient ecs =
      Clients.ecs(UrlConnectionHttpClient.create(), "http://127.0.0.1:" + door.port());

  @AfterEach
  void close() {
    ecs.close();
    door.close();
  }

  @Test
  void the_sdk_registers_and_describes_over_a_socket() {
    var registered = register();

    assertThat(ecs.describeTaskDefinition(r -> r.taskDefinition("web")).taskDefinition())
        .isEqualTo(registered);
  }

  @Test
  void the_sdk_knows_the_errors() {
    assertThatThrownBy(() -> ecs.describeTaskDefinition(r -> r.taskDefinition("nobody")))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("Unable to describe task definition.");
  }

  @Test
  void a_scripted_reset_closes_the_connection() {
    simulator.fault(Json.parse("{\"kind\":\"reset\",\"when\":\"after\"}"));

    assertThatThrownBy(this::register).isInstanceOf(SdkClientException.class);

    assertThat(register().revision()).isEqualTo(2);
  }

  @Test
  void an_empty_503_reaches_the_sdk() {
    simulator.fault(Json.parse("{\"kind\":\"http\",\"status\":503}"));

    assertThatThrownBy(this::register)
        .isInstanceOfSatisfying(EcsException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
  }

  @Test
  void garbage_does_not_close_the_port() throws IOException {
    var random = new Random(1);
    for (var i = 0; i < 30; i++) {
      var noise = new byte[1 + random.nextInt(2000)];
      random.nextBytes(noise);
      send(noise);
    }
    send("GET /\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    send("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    send(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(register().revision()).isEqualTo(1);
  }

  @Test
  void an_answer_is_held_back_by_its_share_of_virtual_latency() {
    var fast = Simulator.scaled(1, 1000);
    fast.fault(Json.parse("{\"kind\":\"latency\",\"time\":\"60s\"}"));
    var from = System.nanoTime();

    try (var there = HttpDoor.start(fast, 0);
        var client =
            Clients.ecs(UrlConnectionHttpClient.create(), "http://127.0.0.1:" + there.port())) {
      client.listTaskDefinitions();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(60));
  }

  @Test
  void many_callers_at_once_all_get_their_answer() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 50).mapToObj(_ -> (Callable<TaskDefinition>) this::register).toList();
      for (var each : threads.invokeAll(calls)) each.get();
    }

    assertThat(ecs.listTaskDefinitions().taskDefinitionArns()).hasSize(50);
    assertThat(simulator.callLog().total()).isEqualTo(51);
  }

  @Test
  void a_taken_port_is_an_error() {
    assertThatThrownBy(() -> HttpDoor.start(simulator, door.port()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("" + door.port());
  }

  @Test
  void a_port_is_free_again_after_closing() {
    register();
    var port = door.port();
    door.close();

    try (var again = HttpDoor.start(simulator, port)) {
      assertThat(again.port()).isEqualTo(port);
      assertThat(register().revision()).isEqualTo(2);
    }
  }

  @Test
  void the_world_is_seen_and_moved_from_outside() throws Exception {
    register();

    assertThat(control("GET", "calls", ""))
        .contains("\"counts\":{\"RegisterTaskDefinition\":1}")
        .contains("\"byResource\":{\"RegisterTaskDefinition\":{\"web\":1}}");
    assertThat(control("DELETE", "calls", ""))
        .contains("\"counts\":{\"RegisterTaskDefinition\":1}");
    assertThat(control("GET", "calls", "")).contains("\"counts\":{}").contains("\"total\":1");
    assertThat(control("POST", "advance", "{\"by\":\"90s\"}"))
        .isEqualTo("{\"now\":\"2026-01-01T00:01:30Z\",\"stepped\":true}\n");
    assertThat(control("GET", "clock", "")).contains("2026-01-01T00:01:30Z");
    assertThat(control("GET", "world", "")).contains("task-definition/web:1");
    control("POST", "faults", "{\"kind\":\"throttle\"}");
    assertThatThrownBy(this::register).hasMessageContaining("Rate exceeded");
    assertThat(register().revision()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|faults|{\"kind\":\"flood\"}|unknown kind 'flood'",
        "POST|faults|[|Unexpected end-of-input",
        "POST|advance|{\"by\":\"soon\"}|by must be a time such as 500ms, 30s, 5m or 1h: 'soon'",
        "POST|clock|{\"speed\":5}|a stepped clock has no speed",
        "POST|clock|{}|speed must be a number",
        "GET|nowhere||no such path; there are GET|DELETE calls",
      })
  void a_wrong_control_call_says_why(String method, String path, String body, String why)
      throws Exception {
    assertThat(control(method, path, body == null ? "" : body))
        .startsWith("{\"error\":")
        .contains(why);
  }

  private TaskDefinition register() {
    return ecs.registerTaskDefinition(
            r -> r.family("web").containerDefinitions(List.of(container())))
        .taskDefinition();
  }

  private static ContainerDefinition container() {
    return ContainerDefinition.builder().name("web").image("web:1").memory(64).build();
  }

  private void send(byte[] noise) throws IOException {
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.getOutputStream().write(noise);
      socket.shutdownOutput();
      socket.setSoTimeout(2000);
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  private String control(String method, String path, String body) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + door.port() + "/_berth/" + path);
    var request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
