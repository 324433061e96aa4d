package dev.berth.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// Passes calls on to a server of AWS's protocols, as they are, and counts them by operation.
final class Tap implements AutoCloseable {
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Pattern READING = Pattern.compile("(Describe|List|Get|BatchGet|Simulate).*");

  /// What the two HTTP stacks set themselves.
  private static final Set<String> HOPS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String target;
  private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

  private Tap(HttpServer server, String target) {
    this.server = server;
    this.target = target;
  }

  static Tap to(String target) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var tap = new Tap(HttpServer.create(address, 0), target);
      tap.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      tap.server.createContext("/", tap::pass);
      tap.server.start();
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The operations since the last time that somebody asked, in order.
  List<String> calls() {
    var all = List.copyOf(calls);
    calls.clear();
    return all;
  }

  static List<String> writes(List<String> calls) {
    return calls.stream().filter(call -> !READING.matcher(call).matches()).toList();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      calls.add(operation(exchange, body));
      var answer = client.send(request(exchange, body), BodyHandlers.ofByteArray());
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    var uri = URI.create(target + exchange.getRequestURI());
    var request = HttpRequest.newBuilder(uri);
    request.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          boolean hop = HOPS.contains(name.toLowerCase(Locale.ROOT));
          if (!hop) values.forEach(value -> request.header(name, value));
        });
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          boolean hop = HOPS.contains(name.toLowerCase(Locale.ROOT));
          if (!hop) exchange.getResponseHeaders().put(name, values);
        });
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private static String operation(HttpExchange exchange, byte[] body) {
    var target = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    if (target.isPresent()) return target.get().substring(target.get().lastIndexOf('.') + 1);
    var action = ACTION.matcher(new String(body, UTF_8));
    return action.find() ? action.group(1) : exchange.getRequestMethod();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
