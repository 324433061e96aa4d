package dev.berth.simulator;

import dev.berth.simulator.CallLog.Access;
import dev.berth.simulator.CallLog.Call;
import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import dev.berth.simulator.wire.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A world in a file: how it began, and everything that was asked of it since, with its time. Done
/// again, that gives the same world: one seed and the same calls are one history. A line is written
/// before its call is answered. The simulator's lock guards it.
final class Journal implements AutoCloseable {
  static final String MARK = "berthSimulatorState";
  static final int VERSION = 1;

  /// How much time may be lost when nobody calls.
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final List<String> HEADERS =
      List.of("X-Amz-Target", "Content-Type", "Host", "amz-sdk-invocation-id");
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+(/[^,\\s]+)");

  private final Path file;
  private final FileChannel lock;
  private Optional<FileChannel> channel = Optional.empty();
  private long written = System.nanoTime();

  private Journal(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /// Takes a file for this process, and leaves it as it is.
  ///
  /// @throws UnusableState when another one has it
  static Journal of(Path file) {
    var beside = file.resolveSibling(file.getFileName() + ".lock");
    try {
      var lock = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!taken(lock)) return new Journal(file, lock);
      lock.close();
      throw new UnusableState(
          file + ": another simulator keeps its world there; stop it, or name another file");
    } catch (IOException e) {
      throw new UnusableState(file + ": cannot be written: " + e.getMessage());
    }
  }

  private static boolean taken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true; // by this very process
    }
  }

  /// From now on everything goes to the end of the file.
  void open() {
    try {
      channel =
          Optional.of(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UnusableState(file + ": cannot be written: " + e.getMessage());
    }
  }

  static String header(Scenario scenario) {
    var header = Json.object().put(MARK, VERSION);
    header.set("scenario", scenario.toJson());
    return Json.write(header) + "\n";
  }

  /// Writes down what was just asked.
  ///
  /// @param before how many calls there had been
  void note(Request request, CallLog log, long before, Instant now) {
    if (log.total() == before) {
      if (Control.changes(request)) call(now, request);
      return;
    }
    var call = log.latest().filter(each -> each.sequence() == log.total());
    if (call.filter(each -> each.access() == Access.READ).isPresent()) read(call.get());
    else call(now, request);
  }

  /// A call that may have changed the world, or the script of it, as it was sent.
  private void call(Instant at, Request request) {
    var line = Json.object().put("at", at.toString()).put("method", request.method());
    var query = request.query().isEmpty() ? "" : "?" + request.query();
    line.put("target", request.path() + query);
    var headers = line.putObject("headers");
    HEADERS.stream()
        .filter(name -> !request.header(name).isEmpty())
        .forEach(name -> headers.put(name, request.header(name)));
    // Of the credentials only what tells the region, and a role that was taken here.
    var token = request.header("X-Amz-Security-Token");
    if (Session.of(token).isPresent()) headers.put("X-Amz-Security-Token", token);
    var scope = SCOPE.matcher(request.header("Authorization"));
    if (scope.find()) headers.put("Authorization", "Credential=any" + scope.group(1));
    write(line.put("body", body(request)));
  }

  /// No secret's value lies in the file: the simulator only knows that there is one.
  private static String body(Request request) {
    var kept =
        switch (request.header("X-Amz-Target")) {
          case "AmazonSSM.PutParameter" -> without(request, List.of("Value"), Journal::secure);
          case String target when target.startsWith("secretsmanager.") ->
              without(request, List.of("SecretString", "SecretBinary"), _ -> true);
          case String _ -> request.body();
        };
    return new String(kept, StandardCharsets.ISO_8859_1);
  }

  /// What is no JSON is refused, and so it is when it is heard again.
  private static byte[] without(
      Request request, List<String> members, Predicate<ObjectNode> secret) {
    try {
      var body = Json.parse(new String(request.body(), StandardCharsets.UTF_8));
      if (!secret.test(body)) return request.body();
      members.stream().filter(body::has).forEach(member -> body.put(member, "-"));
      return Json.write(body).getBytes(StandardCharsets.UTF_8);
    } catch (ApiError e) {
      return "-".getBytes(StandardCharsets.UTF_8);
    }
  }

  /// A parameter that is written anew without a type keeps the one it has.
  private static boolean secure(ObjectNode parameter) {
    return !Json.text(parameter, "Type", "SecureString").startsWith("String");
  }

  static Request request(ObjectNode line) {
    var headers = new TreeMap<String, List<String>>();
    for (var header : Json.fields(line, "headers").properties()) {
      headers.put(header.getKey(), List.of(header.getValue().asString()));
    }
    var body = Json.text(line, "body", "").getBytes(StandardCharsets.ISO_8859_1);
    return Request.of(
        Json.text(line, "method", ""), Json.text(line, "target", ""), Map.copyOf(headers), body);
  }

  /// A read changes nothing but the log and the counts of the faults.
  private void read(Call call) {
    var line = Json.object().put("at", call.at().toString()).put("api", call.api());
    line.put("read", call.operation()).put("resource", call.resource());
    if (!call.error().isEmpty()) line.put("error", call.error());
    if (!call.attempt().isEmpty()) line.put("attempt", call.attempt());
    write(line);
  }

  static Call call(ObjectNode line, long sequence) {
    return new Call(
        sequence,
        at(line),
        Json.text(line, "api", ""),
        Json.text(line, "read", ""),
        Json.text(line, "resource", ""),
        Access.READ,
        Json.text(line, "error", ""),
        Json.text(line, "attempt", ""));
  }

  static Instant at(ObjectNode line) {
    return Instant.parse(Json.text(line, "at", ""));
  }

  /// Time has passed, and nobody called.
  void tick(Instant now) {
    if (System.nanoTime() - written < TICK.toNanos()) return;
    write(Json.object().put("at", now.toString()));
  }

  /// What the world is by now, to be found again.
  void seal(Instant now, String digest) {
    write(Json.object().put("at", now.toString()).put("seal", digest));
  }

  private void write(ObjectNode line) {
    if (channel.isEmpty()) return;
    try {
      var bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) channel.get().write(bytes);
      written = System.nanoTime();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel.isPresent()) channel.get().close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
