package dev.berth.plan;

import dev.berth.model.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// Client tokens: the same for the same intent, so that a repeated call makes one thing.
final class Tokens {
  private Tokens() {}

  /// For CreateService, which takes at most 36 characters. The time of the observation is in it,
  /// since a service that was deleted and is wanted again is a new intent.
  static String of(String owner, ResourceKey key, String hash, Instant observed) {
    var text = String.join("\n", owner, key.toString(), hash, observed.toString());
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "berth-" + HexFormat.of().formatHex(bytes, 0, 14);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
