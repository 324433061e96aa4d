package dev.berth.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Between the socket and the site: whatever arrives there gets an answer, and what nobody expected
/// is told to the log and not to the caller.
final class Handler {
  /// A push may be large: more at a time would be a way to fill the memory.
  private static final int LARGE_AT_A_TIME = 2;

  private static final int LARGE = 1 << 20;

  private final Site site;
  private final Streams streams;
  private final Consumer<RuntimeException> bugs;
  private final Semaphore large = new Semaphore(LARGE_AT_A_TIME);

  Handler(Site site, Consumer<RuntimeException> bugs) {
    this.site = site;
    this.streams = new Streams(site.happenings());
    this.bugs = bugs;
  }

  /// Helidon says that it closes a connection, and leaves it open (its issue 12324).
  void answer(ServerRequest request, ServerResponse response) {
    told(request, response);
    if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the caller asked for it");
    }
  }

  private void told(ServerRequest request, ServerResponse response) {
    try {
      answered(request, response);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw new CloseConnectionException("the caller has gone", e);
    } catch (RuntimeException e) {
      bugs.accept(e);
      if (response.isSent()) throw e;
      var reply = Reply.problem(500, "a bug in Berth; its log has more", "");
      send(Safely.dressed(reply), request, response);
    }
  }

  private void answered(ServerRequest request, ServerResponse response) {
    var asked = head(request);
    int limit = site.limit(asked);
    boolean big = limit > LARGE;
    if (big && !large.tryAcquire()) {
      refuse(
          Reply.problem(503, "too many at a time", "try again").with("Retry-After", "2"),
          request,
          response);
      return;
    }
    try {
      var body = body(request, limit);
      if (body.isEmpty()) {
        var told = limit == 0 ? "no body is taken here" : "more than " + limit + " bytes";
        refuse(Reply.problem(413, told, ""), request, response);
        return;
      }
      send(site.answer(asked.with(body.get())), request, response);
    } finally {
      if (big) large.release();
    }
  }

  private void send(Site.Answer answer, ServerRequest request, ServerResponse response) {
    switch (answer) {
      case Site.Answer.Whole(var reply) -> send(reply, request, response);
      case Site.Answer.Stream stream -> {
        if (streams.full()) {
          var full = Reply.problem(503, "too many readers of events", "try again later");
          send(Safely.dressed(full.with("Retry-After", "30")), request, response);
          return;
        }
        headers(Safely.dressed(Reply.of(200, "text/event-stream", "")), response);
        streams.send(stream, response);
      }
    }
  }

  private static Ask head(ServerRequest request) {
    var headers = new TreeMap<String, String>();
    request.headers().forEach(header -> headers.put(header.name(), header.values()));
    var query = new TreeMap<String, String>();
    request
        .query()
        .toMap()
        .forEach((name, values) -> {
          if (!values.isEmpty()) query.put(name, values.getFirst());
        });
    var method = request.prologue().method().text();
    return new Ask(method, request.path().path(), query, headers, new byte[0]);
  }

  /// Empty where there is more than the limit.
  private static Optional<byte[]> body(ServerRequest request, int limit) {
    if (!request.content().hasEntity()) return Optional.of(new byte[0]);
    try (var stream = request.content().inputStream()) {
      var read = stream.readNBytes(limit + 1);
      return read.length > limit ? Optional.empty() : Optional.of(read);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new CloseConnectionException("an incomplete request", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without reading the rest of what was sent.
  private static void refuse(Reply reply, ServerRequest request, ServerResponse response) {
    send(Safely.dressed(reply).with("Connection", "close"), request, response);
  }

  private static void send(Reply reply, ServerRequest request, ServerResponse response) {
    response.status(Status.create(reply.status()));
    headers(reply, response);
    if (request.prologue().method().text().equals("HEAD")) {
      response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(reply.body().length));
      response.send();
      return;
    }
    response.send(reply.body());
  }

  private static void headers(Reply reply, ServerResponse response) {
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      response.header(HeaderNames.create(header.getKey()), header.getValue());
    }
  }
}
