package dev.berth.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/// An HTTP answer, and how long a door should hold it back.
public record Response(int status, SortedMap<String, String> headers, byte[] body, Duration delay) {
  public Response {
    headers = new TreeMap<>(headers);
  }

  static Response of(int status, String contentType, String body) {
    var headers = new TreeMap<String, String>();
    if (!contentType.isEmpty()) headers.put("Content-Type", contentType);
    return new Response(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
  }

  Response with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body, delay);
  }

  Response after(Duration held) {
    return new Response(status, headers, body, held);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
