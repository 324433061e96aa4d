package dev.berth.cli;

import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/// Manifests in a folder that a test writes between two steps: always at rest.
record FolderSource(Files files, String path) implements ManifestSource {
  private static final int DIGITS = 12;

  @Override
  public Checkout fetch() {
    try {
      var read = files.read(path);
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : read) {
        digest.update(file.path().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(file.text().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      var id = "dir-" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
      return new Checkout(new Commit(id, "", Optional.empty()), read, new TreeMap<>());
    } catch (Problem e) {
      var kind = SourceFailure.Kind.REFUSED;
      throw new SourceFailure(kind, e.lines().getFirst(), "", e.findings());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Checkout at(String commit) {
    var now = fetch();
    if (now.commit().id().equals(commit)) return now;
    throw new SourceFailure(
        SourceFailure.Kind.MISSING, "a directory does not remember " + commit, "");
  }
}
