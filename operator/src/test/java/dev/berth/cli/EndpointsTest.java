package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.cli.Drill.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Endpoints that are not ECS, over real sockets.
class EndpointsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void nobody_there() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
      port = socket.getLocalPort();
    }

    assertThat(diff(port))
        .isEqualTo(
            new Ran(
                6,
                "",
                """
                berth: cannot reach http://127.0.0.1:PORT: connection refused
                berth: check the endpoint and the network
                """));
  }

  @Test
  void somebody_who_never_answers_is_waited_for_no_longer_than_was_said() throws IOException {
    try (var socket = new ServerSocket(0, 50, LOOPBACK)) {
      var start = Instant.now();

      var ran = berth("apply", "2s", socket.getLocalPort());

      assertThat(ran)
          .isEqualTo(
              new Ran(
                  6,
                  "",
                  """
                  berth: http://127.0.0.1:PORT did not answer in time
                  berth: is it overloaded?
                  """));
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void a_page_for_people() throws IOException {
    assertThat(answered(200, "<html><body>It works!</body></html>"))
        .isEqualTo(
            new Ran(
                6,
                "",
                """
                berth: http://127.0.0.1:PORT answered something that is not JSON
                berth: is this the endpoint of ECS?
                """));
  }

  @Test
  void a_page_that_says_no() throws IOException {
    assertThat(answered(404, "<html><body>Not Found</body></html>"))
        .isEqualTo(
            new Ran(
                6,
                "",
                """
                berth: http://127.0.0.1:PORT answered 404 without an error of AWS
                berth: is this the endpoint of ECS?
                """));
  }

  private static Ran answered(int status, String page) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(status, page.length());
          exchange.getResponseBody().write(page.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      return diff(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private static Ran diff(int port) {
    return berth("diff", "1m", port);
  }

  private static Ran berth(String verb, String timeout, int port) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outside =
        new Outside(
            new TreeMap<>(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Outside.Screen.PIPE,
            new DirectoryFiles(),
            InstantSource.system(),
            _ -> {},
            Optional::empty,
            Optional.empty(),
            Optional.empty());
    var endpoint = "http://127.0.0.1:" + port;
    int code =
        new App(outside)
            .run(
                verb,
                Tracecat.FOLDER.toString(),
                "-e=demo",
                "--timeout=" + timeout,
                "--endpoint-url=" + endpoint);
    return new Ran(code, words(out, port), words(err, port));
  }

  private static String words(ByteArrayOutputStream stream, int port) {
    return stream.toString(UTF_8).replace(":" + port, ":PORT");
  }
}
