package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.berth.manifest.ManifestFile;
import dev.berth.reconcile.Checkout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What a folder held at one look.
///
/// @param id `dir-` and a hash of names and bytes: the same for the same content, wherever it lies
/// @param touched when anything in it changed last, by the file system's clock
/// @param texts the first of them, if they are many or large
record Snapshot(
    String id,
    Instant touched,
    SortedMap<String, Bytes> manifests,
    SortedMap<String, Bytes> texts,
    SortedSet<String> links) {
  private static final int ID_BYTES = 6;

  /// A file's size, and what is in it unless it is too large.
  record Bytes(long size, byte[] content) {
    static Bytes of(Path file) throws IOException {
      var size = Files.size(file);
      if (size > ManifestFile.MAX_BYTES) return new Bytes(size, new byte[0]);
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        var content = in.readNBytes(ManifestFile.MAX_BYTES + 1);
        return new Bytes(content.length, content);
      }
    }

    ManifestFile.Read manifest(String name) {
      if (size <= ManifestFile.MAX_BYTES) return ManifestFile.read(name, content);
      return new ManifestFile.Read.Unreadable(ManifestFile.tooLarge(name, size));
    }
  }

  static Snapshot of(Folder folder) throws IOException {
    var manifests = read(folder.manifests());
    var texts = read(folder.texts());
    var touched = Instant.MIN;
    for (var each : folder.all()) touched = later(touched, changed(each));
    return new Snapshot(id(manifests, texts), touched, manifests, texts, folder.links());
  }

  boolean tooLarge() {
    return manifests.values().stream().mapToLong(Bytes::size).sum() > Checkout.MOST_BYTES;
  }

  static String tooMuch(String root) {
    return "the manifests in %s have more than %d bytes".formatted(root, Checkout.MOST_BYTES);
  }

  /// No more files and bytes than a checkout may hold, and one: who asks sees that there are more.
  private static SortedMap<String, Bytes> read(SortedMap<String, Path> files) throws IOException {
    var read = new TreeMap<String, Bytes>();
    long sum = 0;
    for (var each : files.entrySet()) {
      if (sum > Checkout.MOST_BYTES || read.size() > Checkout.MOST_FILES) break;
      var bytes = Bytes.of(each.getValue());
      read.put(each.getKey(), bytes);
      sum += bytes.size();
    }
    return read;
  }

  /// Where there is one, the time that no program can choose.
  private static Instant changed(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (!unix) return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    var time = Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    return ((FileTime) time).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @SafeVarargs
  private static String id(SortedMap<String, Bytes>... parts) {
    var digest = sha256();
    for (var part : parts) {
      part.forEach((name, bytes) -> {
        var path = name.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(path.length).flip());
        digest.update(path);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.size()).flip());
        digest.update(bytes.content());
      });
    }
    return "dir-" + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
