package dev.berth.simulator;

import dev.berth.simulator.wire.Json;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// A simulator on a port of the loopback interface. Whatever arrives there, the port stays open.
public final class HttpDoor implements AutoCloseable {
  /// How often somebody who waits looks.
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final long LARGEST = 4 * 1024 * 1024;

  /// What can't be read is the client's doing: Helidon takes a request that ends early for an error
  /// of its own.
  private static final DirectHandlers MALFORMED =
      DirectHandlers.builder()
          .addHandler(DirectHandler.EventType.INTERNAL_ERROR, HttpDoor::malformed)
          .build();

  private final Simulator simulator;
  private final BiConsumer<Request, Response> heard;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final WebServer server;

  private HttpDoor(Simulator simulator, int port, BiConsumer<Request, Response> heard) {
    this.simulator = simulator;
    this.heard = heard;
    this.server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(LARGEST)
            .shutdownGracePeriod(Duration.ofMillis(200))
            .directHandlers(MALFORMED)
            .routing(routing -> routing.any(this::answer))
            .build();
  }

  private static TransportResponse malformed(
      TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    return TransportResponse.builder()
        .status(Status.BAD_REQUEST_400)
        .headers(headers)
        .keepAlive(false)
        .entity("The request cannot be read.\n")
        .build();
  }

  /// @param port 0 for any that is free
  /// @throws UncheckedIOException when the port can't be had
  public static HttpDoor start(Simulator simulator, int port) {
    return start(simulator, port, (_, _) -> {});
  }

  /// @param heard is told each request and its answer, by several threads at once
  public static HttpDoor start(Simulator simulator, int port, BiConsumer<Request, Response> heard) {
    probe(port);
    var door = new HttpDoor(simulator, port, heard);
    door.server.start();
    if (!door.server.isRunning()) throw unavailable(port, new BindException("lost to another"));
    return door;
  }

  /// Helidon logs that a port is taken and goes on without it, so it is found out before.
  private static void probe(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress("127.0.0.1", port));
    } catch (IOException e) {
      throw unavailable(port, e);
    }
  }

  private static UncheckedIOException unavailable(int port, IOException e) {
    return new UncheckedIOException("cannot open port " + port + ": " + e.getMessage(), e);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop();
  }

  private void answer(ServerRequest request, ServerResponse response) {
    var asked = read(request);
    await(asked);
    var answer = handled(asked);
    heard.accept(asked, answer);
    hold(answer.delay());
    response.status(Status.create(answer.status()));
    answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.send(answer.body());
  }

  /// Lets a call for messages wait for some.
  private void await(Request request) {
    var left = simulator.patience(request);
    while (left.isPositive() && closed.getCount() > 0) {
      var pause = left.compareTo(LOOK) < 0 ? left : LOOK;
      hold(pause);
      left = left.minus(pause);
      if (simulator.patience(request).isZero()) return;
    }
  }

  private static Request read(ServerRequest request) {
    var headers = new TreeMap<String, List<String>>();
    request.headers().forEach(header -> headers.put(header.name(), header.allValues()));
    var method = request.prologue().method().text();
    var query = request.query().rawValue();
    var target = request.path().rawPath() + (query.isEmpty() ? "" : "?" + query);
    return Request.of(method, target, headers, body(request));
  }

  /// A body that ends too early has nobody left to answer to.
  private static byte[] body(ServerRequest request) {
    try {
      return request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("an incomplete request", e);
    }
  }

  private Response handled(Request request) {
    try {
      return simulator.handle(request);
    } catch (ConnectionReset e) {
      throw new CloseConnectionException("a scripted reset", e);
    } catch (RuntimeException e) {
      var body = Json.object().put("__type", "InternalFailure").put("message", e.toString());
      return Response.of(500, JsonDoors.JSON, Json.write(body));
    }
  }

  /// Waits without keeping the door from closing.
  private void hold(Duration delay) {
    if (delay.isZero()) return;
    try {
      closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
