package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A request, as far as anything here depends on it. Who it says that it is for, and from, is not
/// among that.
///
/// @param headers by name, in any spelling
record Ask(
    String method,
    String path,
    SortedMap<String, String> query,
    SortedMap<String, String> headers,
    byte[] body) {
  Ask {
    var named = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(headers);
    headers = Collections.unmodifiableSortedMap(named);
    query = Collections.unmodifiableSortedMap(new TreeMap<>(query));
  }

  static Ask of(String method, String path) {
    return new Ask(method, path, new TreeMap<>(), new TreeMap<>(), new byte[0]);
  }

  Ask with(String header, String value) {
    var more = new TreeMap<String, String>(headers);
    more.put(header, value);
    return new Ask(method, path, query, more, body);
  }

  Ask with(byte[] sent) {
    return new Ask(method, path, query, headers, sent);
  }

  Ask with(String text) {
    return with(text.getBytes(UTF_8));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// Whether a type is asked for by its name; of several, any.
  boolean accepts(String type) {
    return Stream.of(header("Accept").orElse("").split(","))
        .map(each -> each.replaceAll(";.*", "").strip())
        .anyMatch(type::equalsIgnoreCase);
  }
}
