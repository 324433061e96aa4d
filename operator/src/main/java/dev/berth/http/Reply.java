package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// An answer.
record Reply(int status, SortedMap<String, String> headers, byte[] body) {
  private static final int VERSION = 1;

  Reply {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  static Reply of(int status, String type, String text) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", type);
    return new Reply(status, headers, text.getBytes(UTF_8));
  }

  static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  static Reply html(int status, Html page) {
    return of(status, "text/html; charset=utf-8", page.markup());
  }

  /// A versioned document.
  static Reply json(int status, Fields document) {
    var text = Json.pretty(document.with("version", Value.of(VERSION))) + "\n";
    return of(status, "application/json", text);
  }

  /// What went wrong, and what to do.
  ///
  /// @param hint may be empty
  static Reply problem(int status, String error, String hint) {
    var document = Fields.EMPTY.with("error", Value.of(error));
    return json(status, hint.isEmpty() ? document : document.with("hint", Value.of(hint)));
  }

  Reply with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
