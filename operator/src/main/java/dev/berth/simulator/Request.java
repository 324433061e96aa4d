package dev.berth.simulator;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An HTTP request; the case of a header's name doesn't matter.
///
/// @param query what follows the path's `?`, as it was sent; may be empty
public record Request(
    String method,
    String path,
    String query,
    SortedMap<String, List<String>> headers,
    byte[] body) {
  public Request {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  /// @param target a path, and at times a query after its `?`
  public static Request of(
      String method, String target, Map<String, List<String>> headers, byte[] body) {
    var mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? "" : target.substring(mark + 1);
    return new Request(method, path, query, new TreeMap<>(headers), body);
  }

  /// The first value, or an empty text.
  public String header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }
}
