package dev.berth.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Requests as bytes, to be cut and spoiled.
final class RawHttp {
  private RawHttp() {}

  static byte[] aws(String target, String body) {
    return aws(target, body.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] aws(String target, byte[] body) {
    var head =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Amz-Target: "
            + target
            + "\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  static byte[] post(String path, String type, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body;
    return head.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] part(byte[] whole, int length) {
    return Arrays.copyOf(whole, Math.min(length, whole.length));
  }
}
