package dev.berth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.simulator.Request;
import dev.berth.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Stands between one process and the simulator: knows what that process sent and when, and keeps
/// one call back for as long as a test likes.
final class Relay implements AutoCloseable {
  private final Simulator simulator;
  private final HttpServer server;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final AtomicReference<Hold> hold = new AtomicReference<>();

  /// Where a call waits: before it reaches the simulator, or its answer on the way back.
  enum Where {
    REQUEST,
    ANSWER
  }

  /// A call as it arrived here.
  record Sent(String operation, long nanos) {
    /// Not to the lease's table.
    boolean ecs() {
      return !operation.endsWith("Item") && !operation.equals("Query");
    }

    boolean writes() {
      return ecs() && !operation.matches("(Describe|List|Get).*");
    }
  }

  /// @param caught opens when a call waits here
  /// @param freed lets it go on
  record Hold(
      Where where, Predicate<List<Sent>> call, CountDownLatch caught, CountDownLatch freed) {}

  private Relay(Simulator simulator, HttpServer server) {
    this.simulator = simulator;
    this.server = server;
  }

  static Relay start(Simulator simulator) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var relay = new Relay(simulator, HttpServer.create(address, 0));
    relay.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    relay.server.createContext("/", relay::pass);
    relay.server.start();
    return relay;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// All that arrived so far, the oldest first.
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /// Keeps the next call to ECS back that is the last of such a list; one call and no more.
  Hold hold(Where where, Predicate<List<Sent>> call) {
    var made = new Hold(where, call, new CountDownLatch(1), new CountDownLatch(1));
    hold.set(made);
    return made;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, List<String>>(exchange.getRequestHeaders());
      var target = headers.getOrDefault("X-amz-target", List.of("")).getFirst();
      var call = new Sent(target.substring(target.lastIndexOf('.') + 1), System.nanoTime());
      sent.add(call);
      var kept = kept(call);
      wait(kept, Where.REQUEST);
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().toString();
      var answer = simulator.handle(Request.of(exchange.getRequestMethod(), path, headers, body));
      wait(kept, Where.ANSWER);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
      if (length > 0) exchange.getResponseBody().write(answer.body());
    }
  }

  /// The hold that this very call is for.
  private List<Hold> kept(Sent call) {
    var now = hold.get();
    if (now == null) return List.of();
    var until = sent().subList(0, sent.indexOf(call) + 1).stream().filter(Sent::ecs).toList();
    boolean it = call.ecs() && now.call().test(until) && hold.compareAndSet(now, null);
    return it ? List.of(now) : List.of();
  }

  private static void wait(List<Hold> kept, Where where) {
    for (var hold : kept) {
      if (hold.where() != where) continue;
      hold.caught().countDown();
      try {
        hold.freed().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
