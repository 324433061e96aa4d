package dev.berth.contract;

import dev.berth.clients.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A moto server of its own on a free port. Its services have two running tasks from the first
/// moment, and its tasks run for ever: so more of what a check asks is reached.
final class Moto implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RUNNING =
      "{\"model_name\": \"ecs::task\", \"transition\": {\"progression\": \"manual\", \"times\":"
          + " 1000000}}";

  private final int port;
  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();

  private Moto(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /// Skips the test where there is no moto.
  static Moto start(Path home) {
    var tool = Tool.required("moto_server", home).with("MOTO_ECS_SERVICE_RUNNING", "2");
    int port = freePort();
    try {
      var words = List.of("-H", "127.0.0.1", "-p", "" + port);
      var log = home.resolve("moto.log").toFile();
      var process = tool.command(words).redirectErrorStream(true).redirectOutput(log).start();
      var moto = new Moto(port, process);
      moto.awaited();
      moto.post("state-manager/set-transition", RUNNING);
      return moto;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaited() {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      if (answers()) return;
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    close();
    throw new IllegalStateException("moto_server does not answer");
  }

  private boolean answers() {
    try {
      var request = HttpRequest.newBuilder(uri("")).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// From then on its random numbers are those of that seed.
  void seed(int seed) {
    post("seed?a=" + Math.floorMod(seed, 1_000_000), "");
  }

  private void post(String path, String body) {
    try {
      var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status >= 400) throw new IllegalStateException(path + ": HTTP " + status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + "/moto-api/" + path);
  }

  Endpoint endpoint() {
    return new ForeignEndpoint(HttpWire.local(port), ForeignEndpoint.Waiting.USELESS);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    client.close();
  }
}
