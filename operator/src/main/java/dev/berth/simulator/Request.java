package dev.berth.simulator;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An HTTP request; the case of a header's name doesn't matter.
public record Request(
    String method, String path, SortedMap<String, List<String>> headers, byte[] body) {
  public Request {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  public static Request of(
      String method, String path, Map<String, List<String>> headers, byte[] body) {
    return new Request(method, path, new TreeMap<>(headers), body);
  }

  /// The first value, or an empty text.
  public String header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }
}
