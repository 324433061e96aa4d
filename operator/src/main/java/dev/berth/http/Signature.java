package dev.berth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A secret that two parties share, and what proves that the other one has it. Compared in constant
/// time, and never shown.
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  private final SecretKeySpec key;

  public Signature(String secret) {
    if (secret.isBlank()) throw new IllegalArgumentException("a blank secret proves nothing");
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
  }

  /// `sha256=` and the HMAC of a body as it is on the wire, in hexadecimal digits: the value of
  /// GitHub's `X-Hub-Signature-256`.
  public String of(byte[] body) {
    return PREFIX + HexFormat.of().formatHex(hmac(body));
  }

  public boolean signs(String told, byte[] body) {
    return MessageDigest.isEqual(of(body).getBytes(UTF_8), told.getBytes(UTF_8));
  }

  /// Whether a text is the secret itself. Neither is its length told by the time this takes.
  public boolean is(String told) {
    return MessageDigest.isEqual(hmac(key.getEncoded()), hmac(told.getBytes(UTF_8)));
  }

  private byte[] hmac(byte[] bytes) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
