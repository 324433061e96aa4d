package dev.berth.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;

/// All that happened, in its order: a hash of it, and its last lines for people. The same seed
/// tells the same tale.
final class Tale {
  private static final int KEPT = 150;

  private final MessageDigest digest;
  private final ArrayDeque<String> last = new ArrayDeque<>();

  Tale() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void tell(String line) {
    digest.update(line.getBytes(UTF_8));
    digest.update((byte) '\n');
    last.add(line);
    if (last.size() > KEPT) last.removeFirst();
  }

  /// What counts for the hash and is too long for people.
  void whisper(byte[] what) {
    digest.update(what);
  }

  List<String> last() {
    return List.copyOf(last);
  }

  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
