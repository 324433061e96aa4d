package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
  private static final String NOBODY = "http://127.0.0.1:9";

  @TempDir private Path folder;
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) server.stop(0);
  }

  @Test
  void an_operator_that_is_well_says_so_by_the_exit_code_alone() throws IOException {
    var port = answering(200, "well\n", Framing.LENGTH);

    assertThat(health("--port", port)).isEqualTo(new Berth.Ran(0, "", ""));
  }

  @Test
  void one_that_is_not_gives_its_reasons() throws IOException {
    var port =
        answering(
            503, "the worker of staging\tis stuck since 10:02:11\n\nsource\n", Framing.LENGTH);

    assertThat(health("--port", port))
        .isEqualTo(
            new Berth.Ran(
                1,
                "",
                """
                unhealthy: 127.0.0.1:%s answers 503 Service Unavailable
                unhealthy: the worker of staging is stuck since 10:02:11
                unhealthy: source
                """
                    .formatted(port)));
  }

  @Test
  void an_answer_in_chunks_is_told_without_their_sizes() throws IOException {
    var port = answering(500, "the loop ended\n", Framing.CHUNKS);

    assertThat(health("--port", port).err()).endsWith("Error\nunhealthy: the loop ended\n");
  }

  @Test
  void the_port_is_the_operators_own_where_none_is_stated() throws IOException {
    var port = answering(200, "well\n", Framing.LENGTH);

    assertThat(Berth.at(NOBODY).with("BERTH_PORT", port).run("health").code()).isZero();
  }

  @Test
  void where_nothing_listens_there_is_no_health() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(health("--port", String.valueOf(port)))
        .isEqualTo(
            new Berth.Ran(
                1,
                "",
                "unhealthy: nothing listens at 127.0.0.1:%d; does BERTH_PORT name another port?\n"
                    .formatted(port)));
  }

  @Test
  void an_operator_is_well() {
    try (var station = Station.of(Drill.tracecat(folder))) {
      assertThat(health("--port", port(station))).isEqualTo(new Berth.Ran(0, "", ""));
    }
  }

  /// It says that it closes the connection: who waits for that must not wait for ever.
  @Test
  void an_operator_closes_the_connection_where_it_is_asked_to() throws IOException {
    var asks = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    try (var station = Station.of(Drill.tracecat(folder));
        var socket = new Socket("127.0.0.1", Integer.parseInt(port(station)))) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(asks.getBytes(UTF_8));

      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok\n");
    }
  }

  private static String port(Station station) {
    return String.valueOf(URI.create(station.address("/")).getPort());
  }

  @Test
  void who_does_not_close_the_connection_has_answered_all_the_same() throws Exception {
    try (var open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answers = Thread.startVirtualThread(() -> answer(open));

      var ran = health("--port", String.valueOf(open.getLocalPort()));

      assertThat(ran.err()).endsWith("503 Busy\nunhealthy: it is stuck\n");
      answers.interrupt();
    }
  }

  private static void answer(ServerSocket open) {
    try (var caller = open.accept()) {
      var answer = "HTTP/1.1 503 Busy\r\nContent-Length: 12\r\n\r\nit is stuck\n";
      caller.getOutputStream().write(answer.getBytes(UTF_8));
      caller.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void who_does_not_answer_is_not_waited_for() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ran = health("--port", String.valueOf(silent.getLocalPort()));

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).endsWith(" within 3 s\n");
    }
  }

  @Test
  void what_is_no_port_is_told_before_anything_is_asked() {
    assertThat(health("--port", "65536"))
        .isEqualTo(new Berth.Ran(2, "", "berth: '65536' is no port; use 1 to 65535\n"));
  }

  private static Berth.Ran health(String... words) {
    var all = new String[words.length + 1];
    all[0] = "health";
    System.arraycopy(words, 0, all, 1, words.length);
    return Berth.at(NOBODY).run(all);
  }

  private String answering(int status, String body, Framing framing) throws IOException {
    var bytes = body.getBytes(UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(status, framing == Framing.CHUNKS ? 0 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return String.valueOf(server.getAddress().getPort());
  }

  private enum Framing {
    LENGTH,
    CHUNKS
  }
}
