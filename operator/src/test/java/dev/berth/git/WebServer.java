package dev.berth.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/// Git over HTTP for one repository, by jgit's other half; it remembers what was asked.
final class WebServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Repository repository;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<String> token = Optional.empty();
  private volatile Answer answer = Answer.GIT;
  private volatile String elsewhere = "";

  enum Answer {
    GIT,
    OLD_GIT,
    PAGE,
    ERROR,
    REDIRECT,
    CUT,
    /// By the git program, where it is installed.
    PROGRAM
  }

  private WebServer(Repository repository) throws IOException {
    this.repository = repository;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static WebServer of(Repository repository) throws IOException {
    return new WebServer(repository);
  }

  String url() {
    return root() + "/acme/deploy.git";
  }

  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void wants(String secret) {
    token = Optional.of(secret);
  }

  void answers(Answer kind) {
    answer = kind;
  }

  void sendsTo(String place) {
    elsewhere = place;
    answer = Answer.REDIRECT;
  }

  /// Since the last time: the requests, and which command of the protocol each of them was.
  List<String> asked() {
    var all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = body(exchange);
      asked.add(told(exchange, body));
      if (denied(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        send(exchange, 401, "text/plain", new byte[0]);
        return;
      }
      answer(exchange, body);
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    var in = exchange.getRequestBody();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return (zipped ? new GZIPInputStream(in) : in).readAllBytes();
  }

  private static String told(HttpExchange exchange, byte[] body) {
    var text = new String(body, UTF_8);
    for (var command : List.of("ls-refs", "fetch")) {
      if (text.contains("command=" + command)) return command;
    }
    return exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
  }

  private boolean denied(HttpExchange exchange) {
    if (token.isEmpty()) return false;
    var given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    var wanted =
        Base64.getEncoder().encodeToString(("x-access-token:" + token.get()).getBytes(UTF_8));
    return given.filter(("Basic " + wanted)::equals).isEmpty();
  }

  private void answer(HttpExchange exchange, byte[] body) throws IOException {
    switch (answer) {
      case PAGE -> send(exchange, 200, "text/html", "<html>Sign in</html>".getBytes(UTF_8));
      case ERROR -> send(exchange, 503, "text/html", "<html>Sorry</html>".getBytes(UTF_8));
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", elsewhere + exchange.getRequestURI());
        send(exchange, 301, "text/plain", new byte[0]);
      }
      case GIT, OLD_GIT, CUT -> git(exchange, body);
      case PROGRAM -> program(exchange, body);
    }
  }

  private void git(HttpExchange exchange, byte[] body) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/acme/deploy.git/")) {
      send(exchange, 404, "text/plain", "Repository not found.".getBytes(UTF_8));
      return;
    }
    var out = new ByteArrayOutputStream();
    boolean refs = path.endsWith("/info/refs");
    try (var pack = new UploadPack(repository)) {
      pack.setBiDirectionalPipe(false);
      var version = exchange.getRequestHeaders().getFirst("Git-Protocol");
      if (version != null && answer != Answer.OLD_GIT) pack.setExtraParameters(List.of(version));
      if (refs) {
        var lines = new PacketLineOut(out);
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
      } else {
        pack.upload(new ByteArrayInputStream(body), out, null);
      }
    }
    var type = "application/x-git-upload-pack-" + (refs ? "advertisement" : "result");
    var bytes = out.toByteArray();
    boolean cut = answer == Answer.CUT && told(exchange, body).equals("fetch");
    if (cut) bytes = Arrays.copyOf(bytes, bytes.length / 2);
    send(exchange, 200, type, bytes);
  }

  private void program(HttpExchange exchange, byte[] body) throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    var variables = builder.environment();
    variables.put("GIT_PROJECT_ROOT", repository.getDirectory().getParent());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath().replace("/acme/", "/"));
    var query = exchange.getRequestURI().getQuery();
    variables.put("QUERY_STRING", query == null ? "" : query);
    copy(exchange, "Content-Type", "CONTENT_TYPE", variables);
    copy(exchange, "Git-Protocol", "GIT_PROTOCOL", variables);
    var process = builder.start();
    process.getOutputStream().write(body);
    process.getOutputStream().close();
    var out = process.getInputStream().readAllBytes();
    var text = new String(out, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    var type = text.substring(0, end).replaceAll("(?s).*Content-Type: ([^\r]+).*", "$1");
    send(exchange, 200, type, Arrays.copyOfRange(out, end + 4, out.length));
  }

  private static void copy(
      HttpExchange exchange, String header, String variable, Map<String, String> variables) {
    var value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) variables.put(variable, value);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
