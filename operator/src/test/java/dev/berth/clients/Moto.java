package dev.berth.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// moto's server on a free port of loopback: an ECS that nobody here wrote.
public final class Moto implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);

  private final Process process;
  private final String endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  private Moto(Process process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /// Each new service has two tasks that run. Where there is no moto, says so and skips the test.
  public static Moto start(Path home) {
    var tool = Tool.required("moto_server", home).with("MOTO_ECS_SERVICE_RUNNING", "2");
    int port = free();
    try {
      var process =
          tool.command(List.of("-H", "127.0.0.1", "-p", String.valueOf(port)))
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("moto.log").toFile())
              .start();
      var moto = new Moto(process, "http://127.0.0.1:" + port);
      moto.await();
      return moto;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() {
    var end = System.nanoTime() + START.toNanos();
    while (!ready()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        close();
        throw new AssertionError("moto_server does not answer at " + endpoint);
      }
      LockSupport.parkNanos(REST);
    }
  }

  private boolean ready() {
    try {
      var request = HttpRequest.newBuilder(URI.create(endpoint + "/moto-api/")).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false; // nobody listens yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public String endpoint() {
    return endpoint;
  }

  /// From then on its random numbers are those of that seed.
  public void seed(int seed) {
    post("/moto-api/seed?a=" + Math.floorMod(seed, 1_000_000), "application/json", "");
  }

  /// Tasks stay as they are, however often they are looked at.
  public void keepTasks() {
    var transition =
        "{\"model_name\": \"ecs::task\", \"transition\": {\"progression\": \"manual\","
            + " \"times\": 1000000}}";
    post("/moto-api/state-manager/set-transition", "application/json", transition);
  }

  /// Forgets everything.
  void reset() {
    post("/moto-api/reset", "application/json", "");
  }

  /// From now on each call needs a signature and a policy.
  void enforce() {
    post("/moto-api/reset-auth", "application/octet-stream", "0");
  }

  private void post(String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) throw new AssertionError(path + ": " + answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    client.close();
  }
}
