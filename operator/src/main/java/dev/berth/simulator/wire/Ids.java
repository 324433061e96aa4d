package dev.berth.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/// Every identifier and every shuffle of a world comes from here, in the order of the calls: the
/// same seed and the same calls give the same history.
public final class Ids {
  private static final String HEX = "0123456789abcdef";
  private static final String NANO =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";

  private final long seed;
  private final SplittableRandom random;

  public Ids(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
  }

  /// Those of something beside the world, whose history changes nothing of what the world is
  /// called.
  public Ids apart(String what) {
    return new Ids(seed * 31 + what.hashCode());
  }

  public String uuid() {
    var high = (random.nextLong() & ~0xF000L) | 0x4000L;
    var low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  public String hex(int length) {
    return pick(HEX, length);
  }

  /// Decimal digits, the first of them not 0, as in `ecs-svc/1234567890123456789`.
  public String digits(int length) {
    return pick("123456789", 1) + pick("0123456789", length - 1);
  }

  public String nanoid(int length) {
    return pick(NANO, length);
  }

  /// A number from 0 up to, but not including, the bound.
  public int number(int bound) {
    return random.nextInt(bound);
  }

  /// Puts a list of unspecified order into some order, as AWS does: the same for the same salt.
  /// Nothing is taken from the history, so that a read changes no world.
  public void shuffle(String salt, List<?> items) {
    Collections.shuffle(items, new Random(seed * 31 + salt.hashCode()));
  }

  /// SHA-256 of a text, in hexadecimal.
  public static String digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String pick(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (var i = 0; i < length; i++)
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    return text.toString();
  }
}
