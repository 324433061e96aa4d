package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.model.Json;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Events as they come, to so many readers at a time.
final class Streams {
  private static final int READERS = 100;

  /// Something is sent at least this often, so that neither side takes the other for gone.
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final Happenings happenings;
  private final Semaphore places = new Semaphore(READERS);

  Streams(Happenings happenings) {
    this.happenings = happenings;
  }

  boolean full() {
    return places.availablePermits() == 0;
  }

  /// Until the reader goes, or the house is closed.
  void send(Site.Answer.Stream asked, ServerResponse response) {
    if (!places.tryAcquire()) return;
    try (var out = response.outputStream()) {
      write(out, "retry: 2000\n\n");
      long last = asked.after();
      while (!happenings.closed()) last = send(asked.environment(), last, out);
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the reader has gone", e);
    } finally {
      places.release();
    }
  }

  private long send(String environment, long last, OutputStream out) throws IOException {
    var news = happenings.after(last, SILENCE);
    var text = new StringBuilder();
    for (var each : news) {
      boolean wanted = environment.isEmpty() || each.environment().isEmpty();
      if (wanted || each.environment().equals(environment)) text.append(told(each));
    }
    write(out, text.isEmpty() ? ": still here\n\n" : text.toString());
    return news.isEmpty() ? last : news.getLast().id();
  }

  private static String told(Happening each) {
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(each.id(), each.told().kind(), Json.compact(each.value()));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
