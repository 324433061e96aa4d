package dev.berth.plan;

import dev.berth.model.Json;
import dev.berth.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The first 16 hex digits of a value's SHA-256.
final class Digest {
  private static final int BYTES = 8;

  private Digest() {}

  static String of(Value value) {
    var text = Json.compact(value).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
