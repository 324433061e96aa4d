package dev.berth.cli;

import dev.berth.git.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What the launcher runs once to learn which classes a start needs. All goes the whole way to an
/// ECS on a port of this process: a diff that must find all to be made, an apply that makes it, and
/// the operator over a git repository until it has looked once and shown its pages. It changes
/// nothing elsewhere and is no command for people.
@Command(
    name = "train",
    hidden = true,
    header = "Runs what most starts run, for the launcher's cache.")
final class TrainCommand implements Callable<Integer> {
  /// A release of minutes takes a second.
  private static final double SPEED = 600;

  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final List<String> PAGES =
      List.of("/", "/environments/demo", "/healthz", "/metrics", "/api/v1/status");

  @Parameters(paramLabel = "FOLDER", description = "Manifests, with an environment named demo.")
  private String folder = "";

  private final Outside outside;
  private final Sandbox.Maker sandboxes;

  TrainCommand(Outside outside, Sandbox.Maker sandboxes) {
    this.outside = outside;
    this.sandboxes = sandboxes;
  }

  @Override
  public Integer call() {
    var setup = Sandbox.Setup.prompt("", "", 0, SPEED);
    try (var door = sandboxes.open(setup);
        var repository = Rehearsal.of(Path.of(folder))) {
      var endpoint = "http://127.0.0.1:" + door.port();
      int differs = run("diff", endpoint);
      if (differs != Exit.DIFFERENCES.code()) return differs;
      int applied = run("apply", endpoint);
      return applied == Exit.DONE.code() ? operator(repository, endpoint) : applied;
    }
  }

  private int run(String verb, String endpoint) {
    var words = List.of(verb, folder, "-e", "demo", "--endpoint-url", endpoint, "--timeout", "1m");
    return new App(outside).run(words.toArray(String[]::new));
  }

  private int operator(Rehearsal repository, String endpoint) {
    var over = new CountDownLatch(1);
    var port = Integer.toString(free());
    Thread.startVirtualThread(() -> {
      if (ready(port)) PAGES.forEach(page -> status(port, page));
      over.countDown();
    });
    var words = new ArrayList<>(List.of("run", repository.place().toString(), "--ref", "main"));
    words.addAll(List.of("-e", "demo", "--endpoint-url", endpoint));
    words.addAll(List.of("--host", "127.0.0.1", "--port", port));
    return new App(until(over)).run(words.toArray(String[]::new));
  }

  /// Nobody is told of it, whatever the variables say.
  private Outside until(CountDownLatch over) {
    return new Outside(
        new TreeMap<>(),
        outside.out(),
        outside.err(),
        outside.screen(),
        outside.files(),
        outside.clock(),
        time -> waited(over, time),
        () -> over.getCount() == 0 ? Optional.of("enough was seen") : Optional.empty(),
        outside.transport(),
        outside.interval());
  }

  private static boolean ready(String port) {
    var end = Instant.now().plus(MOST);
    while (Instant.now().isBefore(end)) {
      if (status(port, "/readyz") == HttpURLConnection.HTTP_OK) return true;
      waited(new CountDownLatch(1), LOOK);
    }
    return false;
  }

  private static boolean waited(CountDownLatch over, Duration time) {
    try {
      return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// @return 0 where nothing answers
  private static int status(String port, String path) {
    try {
      var page = URI.create("http://127.0.0.1:" + port + path).toURL();
      var connection = (HttpURLConnection) page.openConnection();
      connection.setReadTimeout((int) MOST.toMillis());
      return connection.getResponseCode();
    } catch (IOException _) {
      return 0;
    }
  }

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
