package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.controller.Operator;
import dev.berth.http.Door;
import dev.berth.http.Keys;
import dev.berth.http.PushHook;
import dev.berth.http.Signature;
import dev.berth.model.Json;
import dev.berth.model.Value.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An operator on one thread and a stepped clock, with its pages, API and metrics on a port.
final class Station implements AutoCloseable {
  static final String TOKEN = "a token for this test";
  static final String SECRET = "a secret for this test";

  private final Drill drill;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Telling telling;
  private final List<RuntimeException> bugs = new ArrayList<>();
  private final FakeSource source;
  private final Operator operator;
  private final Door door;

  private Station(Drill drill, Keys keys, String... environments) {
    this.drill = drill;
    this.source = new FakeSource(Pilot.folder(drill));
    this.telling = new Telling(drill.outside(log, log));
    this.operator = Pilot.of(drill, telling.hearing(), source, environments);
    var site = telling.site(operator, "https://git.example.com/acme/deploy.git", keys);
    this.door = Door.open("127.0.0.1", 0, site, bugs::add);
  }

  static Station of(Drill drill) {
    var source = "https://git.example.com/acme/deploy.git";
    var token = Optional.of(new Signature(TOKEN));
    return new Station(drill, new Keys(token, Optional.of(new PushHook(SECRET)), source), "demo");
  }

  /// Without a token and a webhook's secret.
  static Station unlocked(Drill drill) {
    return new Station(drill, new Keys(Optional.empty(), Optional.empty(), ""), "demo");
  }

  /// What is due is done, at the time when it is due.
  Station run(Duration time) {
    Pilot.run(operator, drill, time);
    return this;
  }

  /// Only what is due now.
  void step() {
    while (operator.controller().step(drill.simulator().now())) {}
  }

  String address(String path) {
    return "http://127.0.0.1:" + door.port() + path;
  }

  HttpResponse<String> ask(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  String text(String path) {
    return ask(path).body();
  }

  Fields json(String path) {
    return (Fields) Json.parse(ask(path, "Accept", "application/json").body());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address(path)));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<String> log() {
    return log.toString(UTF_8).lines().toList();
  }

  /// The samples of the metrics page whose line holds all of these.
  List<String> metrics(String... parts) {
    return text("/metrics")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> List.of(parts).stream().allMatch(line::contains))
        .toList();
  }

  List<RuntimeException> bugs() {
    return bugs;
  }

  FakeSource source() {
    return source;
  }

  Operator operator() {
    return operator;
  }

  @Override
  public void close() {
    door.close();
    operator.close();
    telling.close();
    client.close();
  }
}
