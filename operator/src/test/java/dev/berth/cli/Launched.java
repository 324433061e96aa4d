package dev.berth.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/// `berth run` as somebody starts it, by the launcher: for benchmarks. Closed, it is asked to end.
///
/// @param begun by the machine's monotonic clock
record Launched(Process process, int port, long begun) implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long LOOK_NANOS = 20_000_000;

  /// @param words after `run`
  /// @param around what the command is put into
  static Launched start(
      List<String> words, Map<String, String> variables, UnaryOperator<List<String>> around)
      throws IOException {
    int port = free();
    var command = new ArrayList<>(List.of(System.getProperty("berth.launcher"), "run"));
    command.addAll(words);
    command.addAll(List.of("--port", Integer.toString(port)));
    var builder = new ProcessBuilder(around.apply(command));
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long begun = System.nanoTime();
    return new Launched(builder.start(), port, begun);
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Waits until it is ready.
  ///
  /// @return how many seconds that took from its start
  double ready() throws InterruptedException {
    while (!says("/readyz", "")) {
      if (!process.isAlive()) throw new IllegalStateException("it ended: " + process.exitValue());
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /// Whether a page is there and has that text.
  boolean says(String path, String text) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(at(path)).build();
      var answer = HTTP.send(request, BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains(text);
    } catch (IOException _) {
      return false; // not listening yet
    }
  }

  /// @return the status
  int post(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
