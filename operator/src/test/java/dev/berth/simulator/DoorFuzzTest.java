package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever arrives at the port, it goes on answering, nobody is told of a server's error, and what
/// could not be understood has changed nothing. (ECS, of its own, answers 500 to nothing here.)
class DoorFuzzTest {
  private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";
  private static final List<String> OPERATIONS =
      List.of(
          "RegisterTaskDefinition",
          "CreateService",
          "RunTask",
          "DescribeServices",
          "TagResource",
          "CreateCluster",
          "ListTasks",
          "DeleteTaskDefinitions",
          "ExecuteCommand",
          "Nonsense",
          "");

  private final Simulator simulator = Simulator.stepped(1);
  private final HttpDoor door = HttpDoor.start(simulator, 0);
  private final TreeMap<String, Integer> answers = new TreeMap<>();
  private String world;

  @BeforeEach
  void begin() {
    Clients.call(simulator, TARGET + "CreateCluster", "{\"clusterName\":\"c\"}");
    world = Json.write(simulator.dump());
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void requests_cut_anywhere_leave_the_world_as_it_is() throws IOException {
    var whole = RawHttp.aws(TARGET + "CreateCluster", "{\"clusterName\":\"other\"}");
    for (var cut = 0; cut < whole.length; cut += 3) {
      send(List.of(RawHttp.part(whole, cut)));
    }

    unharmed();
    assertThat(send(List.of(whole))).startsWith("HTTP/1.1 200");
  }

  @Test
  void bodies_that_are_no_json_of_ecs_are_refused() throws IOException {
    var bodies =
        List.of(
            "{",
            "}",
            "[]",
            "null",
            "42",
            "\"text\"",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":tru}",
            "{\"clusterName\":\"\\ud800\"",
            "'a'",
            "<xml/>",
            "\u0000\u0001",
            "{\"a\":" + "9".repeat(5000) + "}",
            "[".repeat(50_000),
            "{\"a\":".repeat(50_000),
            "{\"clusterName\":[\"c\"]}",
            "{\"clusterName\":{\"c\":1}}",
            "{\"clusterName\":7}",
            "{\"tags\":\"x\"}",
            "{\"tags\":[{\"key\":1}]}",
            "{\"tags\":[[]]}",
            "{\"tags\":[null,3]}");
    for (var body : bodies) {
      assertThat(send(List.of(RawHttp.aws(TARGET + "CreateCluster", body))))
          .as(body.substring(0, Math.min(60, body.length())))
          .startsWith("HTTP/1.1 400");
    }

    unharmed();
  }

  @Test
  void bytes_that_are_no_utf_8_are_no_server_error() throws IOException {
    var random = new Random(1);
    for (var i = 0; i < 100; i++) {
      var noise = new byte[40];
      random.nextBytes(noise);
      var body = new ByteArrayOutputStream();
      body.writeBytes("{\"taskDefinition\":\"".getBytes(StandardCharsets.UTF_8));
      body.writeBytes(noise);
      body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      send(List.of(RawHttp.aws(TARGET + "DescribeTaskDefinition", body.toByteArray())));
    }

    unharmed();
  }

  @Test
  void random_calls_get_an_answer_or_a_refusal() throws IOException {
    for (var seed = 0; seed < 400; seed++) {
      var dice = new JsonDice(seed);
      var operation = OPERATIONS.get(dice.number(OPERATIONS.size()));
      send(List.of(RawHttp.aws(TARGET + operation, dice.value(4))));
    }

    alive();
  }

  @Test
  void numbers_beyond_all_bounds_are_refused() throws IOException {
    for (var number : List.of("-1", "-2147483649", "2147483648", "1.5", "1e400", "-0.0", "NaN")) {
      for (var member : List.of("desiredCount", "count", "maxResults", "cpu")) {
        var body = "{\"cluster\":\"c\",\"serviceName\":\"s\",\"taskDefinition\":\"t\",\"" + member;
        for (var operation : List.of("CreateService", "RunTask", "ListTasks", "ListClusters")) {
          send(List.of(RawHttp.aws(TARGET + operation, body + "\":" + number + "}")));
        }
      }
    }

    unharmed();
  }

  @Test
  void huge_headers_strange_lines_and_other_protocols_do_not_close_the_port() throws IOException {
    var lines =
        List.of(
            "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: " + "a".repeat(200_000) + "\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(20_000) + "\r\n",
            "POST /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n\r\n",
            "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET /_berth/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /%00%ff HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /?%%% HTTP/1.1\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001",
            "\r\n\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    for (var line : lines) send(List.of(line.getBytes(StandardCharsets.ISO_8859_1)));

    unharmed();
  }

  @Test
  void queries_and_control_calls_of_any_kind_are_answered() throws IOException {
    for (var seed = 0; seed < 200; seed++) {
      var dice = new JsonDice(seed);
      var path =
          List.of(
                  "rules",
                  "faults",
                  "account",
                  "metrics",
                  "clock",
                  "advance",
                  "switches",
                  "consistency",
                  "nowhere")
              .get(dice.number(9));
      var json = dice.value(3);
      if (json.contains("{\"kind\"")) continue;
      send(List.of(RawHttp.post("/_berth/" + path, "application/json", json)));
      var form =
          "Action="
              + dice.word()
              + "&Version=2015-12-01&"
              + dice.word()
              + ".member."
              + dice.word()
              + "=%";
      send(List.of(RawHttp.post("/", "application/x-www-form-urlencoded", form)));
    }

    alive();
  }

  @Test
  void a_hundred_connections_left_open_keep_nobody_out() throws IOException {
    var open = new ArrayList<Socket>();
    for (var i = 0; i < 100; i++) {
      var socket = new Socket("127.0.0.1", door.port());
      socket.getOutputStream().write(RawHttp.part(RawHttp.aws(TARGET + "ListClusters", "{}"), i));
      open.add(socket);
    }

    unharmed();
    for (var socket : open) socket.close();
    unharmed();
  }

  /// The port answers, the world is what it was, and nobody was told of a 500.
  private void unharmed() throws IOException {
    alive();
    assertThat(Json.write(simulator.dump())).isEqualTo(world);
  }

  private void alive() throws IOException {
    var answer = send(List.of(RawHttp.aws(TARGET + "ListClusters", "{}")));

    assertThat(answer).startsWith("HTTP/1.1 200").contains("cluster/c");
    assertThat(answers.keySet()).noneMatch(status -> status.startsWith("5"));
    System.out.println("door fuzz: " + answers);
  }

  private String send(List<byte[]> parts) throws IOException {
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(5000);
      for (var part : parts) socket.getOutputStream().write(part);
      socket.shutdownOutput();
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "closed";
      answers.merge(status, 1, Integer::sum);
      return answer;
    } catch (SocketException e) {
      answers.merge("reset", 1, Integer::sum);
      return "";
    }
  }
}
