package dev.berth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Request;
import dev.berth.simulator.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What a client sends while a test runs, one request a shape: one that was answered well, where
/// there is one. It is held against what is committed, from which [ReplayTest] lives where the
/// client isn't. With `-Dberth.write=true` it is written instead.
final class Recording implements BiConsumer<Request, Response> {
  static final Path FOLDER = Path.of("src/test/resources/dev/berth/clients/record");

  private final Path file;
  private final String test;
  private final SortedMap<String, Heard> byShape = new TreeMap<>();

  private record Heard(Sent sent, int status) {
    /// Good answers first; of several, any but always the same.
    boolean tellsMoreThan(Heard other) {
      if ((status < 300) != (other.status < 300)) return status < 300;
      return sent.body().toString().compareTo(other.sent.body().toString()) < 0;
    }
  }

  /// @param name of the file without its ending
  /// @param test what writes it
  Recording(String name, Class<?> test) {
    this.file = FOLDER.resolve(name + ".json");
    this.test = test.getSimpleName();
  }

  @Override
  public synchronized void accept(Request request, Response response) {
    if (request.path().startsWith("/_berth/")) return;
    var heard = new Heard(Sent.of(request), response.status());
    byShape.merge(heard.sent().shape(), heard, (a, b) -> b.tellsMoreThan(a) ? b : a);
  }

  /// To be called once all tests of the class have run: what is written is all of it.
  synchronized void check() {
    try {
      var sent = byShape.values().stream().map(Heard::sent).toList();
      if (Boolean.getBoolean("berth.write")) RecordFile.write(file, sent);
      var known = RecordFile.read(file).stream().map(Sent::shape).toList();
      var unknown = new ArrayList<>(byShape.keySet());
      unknown.removeAll(known);
      assertThat(unknown)
          .as("sent and not in %s; mend with: mvn -B test -Dtest=%s -Dberth.write=true", file, test)
          .isEmpty();
      System.out.println(
          "%s: %d shapes of requests sent, all of %d operations recorded"
              .formatted(file.getFileName(), byShape.size(), operations(sent)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long operations(List<Sent> sent) {
    return sent.stream().map(Sent::operation).distinct().count();
  }
}
