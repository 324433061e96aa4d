package dev.berth.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;

/// The site on a port.
public final class Door implements AutoCloseable {
  /// Who sends nothing for so long is let go.
  private static final Duration SILENT = Duration.ofSeconds(20);

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final int CONNECTIONS = 500;
  private static final int REQUESTS = 300;

  /// A push, and what is around it.
  private static final long LARGEST = PushHook.MAX_BYTES + 4096L;

  private final Site site;
  private final WebServer server;

  private Door(Site site, WebServer server) {
    this.site = site;
    this.server = server;
  }

  /// @param host the address of one of this machine's interfaces, or 0.0.0.0 for all
  /// @param port 0 for any that is free
  /// @param bugs hears of what nobody expected
  /// @throws UncheckedIOException when the port can't be had
  public static Door open(String host, int port, Site site, Consumer<RuntimeException> bugs) {
    probe(host, port);
    var handler = new Handler(site, bugs);
    var server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(LARGEST)
            .maxTcpConnections(CONNECTIONS)
            .maxConcurrentRequests(REQUESTS)
            .idleConnectionTimeout(IDLE)
            .connectionOptions(socket -> socket.readTimeout(SILENT).tcpNoDelay(true))
            .shutdownGracePeriod(Duration.ofMillis(200))
            .directHandlers(refusals())
            .routing(routing -> routing.any(handler::answer))
            .build();
    server.start();
    if (!server.isRunning()) throw unavailable(host, port, new BindException("lost to another"));
    return new Door(site, server);
  }

  /// What can't be read doesn't come as far as the site.
  private static DirectHandlers refusals() {
    var all = DirectHandlers.builder();
    for (var type : DirectHandler.EventType.values()) all.addHandler(type, Door::refused);
    return all.build();
  }

  private static TransportResponse refused(
      TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    int code = status.code() >= 500 && type != DirectHandler.EventType.OTHER ? 400 : status.code();
    var reply = Safely.dressed(Reply.problem(code, "the request cannot be read", ""));
    reply.headers().forEach((name, value) -> headers.set(HeaderNames.create(name), value));
    return TransportResponse.builder()
        .status(Status.create(code))
        .headers(headers)
        .keepAlive(false)
        .entity(reply.body())
        .build();
  }

  /// Helidon logs that a port is taken and goes on without it, so it is found out before.
  private static void probe(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw unavailable(host, port, e);
    }
  }

  private static UncheckedIOException unavailable(String host, int port, IOException e) {
    var message = "cannot listen on " + host + ":" + port + ": " + e.getMessage();
    return new UncheckedIOException(message, e);
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    site.happenings().close();
    server.stop();
  }
}
