package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The files that pages name: all there are.
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "berth.css", "text/css; charset=utf-8",
          "live.js", "text/javascript; charset=utf-8",
          "mark.svg", "image/svg+xml");

  private static final Map<String, Reply> ALL = all();

  private Assets() {}

  static Optional<Reply> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Map<String, Reply> all() {
    var all = new TreeMap<String, Reply>();
    TYPES.forEach((name, type) -> all.put(name, read(name, type)));
    return all;
  }

  private static Reply read(String name, String type) {
    try (var stream = Assets.class.getResourceAsStream(name)) {
      var text = new String(stream.readAllBytes(), UTF_8);
      return Reply.of(200, type, text).with("Cache-Control", "no-cache");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
