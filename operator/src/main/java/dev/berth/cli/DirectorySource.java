package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.ManifestSource;
import dev.berth.reconcile.Pause;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Manifests in a plain directory, as somebody or something else keeps it.
///
/// A directory has no commits, so one is taken when nothing in it was touched for a moment and two
/// looks found the same bytes: a tree in the middle of a change is nobody's wish. Who replaces it
/// in one step, by a link to a folder, is never waited for in vain.
final class DirectorySource implements ManifestSource {
  /// Writing a tree takes no longer a breath than this.
  static final Duration QUIET = Duration.ofSeconds(2);

  private static final int LOOKS = 5;

  private final String path;
  private final InstantSource clock;
  private final Pause pause;

  /// @param pause what to do while somebody writes
  DirectorySource(String path, InstantSource clock, Pause pause) {
    this.path = path;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public Checkout fetch() {
    Optional<Snapshot> before = Optional.empty();
    var left = Duration.ZERO;
    for (int looks = 0; looks < LOOKS; looks++) {
      if (left.isPositive()) pause.pass(left);
      var now = look();
      left = now.map(this::unquiet).orElse(QUIET);
      boolean same = now.isPresent() && now.map(Snapshot::id).equals(before.map(Snapshot::id));
      if (same && !left.isPositive()) return checkout(now.get());
      before = now;
    }
    throw new SourceFailure(
        Kind.UNREACHABLE,
        path + " keeps changing",
        "it is read at the next look; let who writes it write beside it, and rename");
  }

  /// A directory remembers nothing: only what it holds now can be had.
  @Override
  public Checkout at(String commit) {
    var now = fetch();
    if (now.commit().id().equals(commit)) return now;
    throw new SourceFailure(
        Kind.MISSING,
        path + " is " + now.commit().id() + " by now, and not " + commit,
        "a directory keeps nothing of before; git does");
  }

  /// How long a tree that was just touched has to be left alone. A time to come is that of a file
  /// system whose clock is ahead, and tells nothing.
  private Duration unquiet(Snapshot snapshot) {
    var now = clock.instant();
    if (snapshot.touched().isAfter(now.plus(QUIET))) return Duration.ZERO;
    return Duration.between(now, snapshot.touched().plus(QUIET));
  }

  /// Empty where a file went away under the reader.
  private Optional<Snapshot> look() {
    try {
      var folder = Folder.walk(Path.of(path).toRealPath());
      if (folder.tooLarge()) {
        throw refused(Folder.tooMany(path), "");
      }
      var snapshot = Snapshot.of(folder);
      if (snapshot.tooLarge()) throw refused(Snapshot.tooMuch(path), "name a smaller folder");
      return Optional.of(snapshot);
    } catch (NoSuchFileException e) {
      if (Files.exists(Path.of(path))) return Optional.empty();
      throw new SourceFailure(
          Kind.MISSING, path + " does not exist", "name the folder that holds the manifests", e);
    } catch (AccessDeniedException e) {
      throw new SourceFailure(
          Kind.DENIED, "cannot read " + e.getFile(), "let the user that runs Berth read it", e);
    } catch (IOException e) {
      throw new SourceFailure(
          Kind.UNREACHABLE, "cannot read " + path + ": " + e.getMessage(), "is the disk well?", e);
    }
  }

  private Checkout checkout(Snapshot snapshot) {
    var findings = new ArrayList<Finding>();
    snapshot.links().forEach(link -> findings.add(link(shown(link))));
    var files = new ArrayList<ManifestFile>();
    snapshot
        .manifests()
        .forEach((name, bytes) -> {
          switch (bytes.manifest(shown(name))) {
            case ManifestFile.Read.Readable(var file) -> files.add(file);
            case ManifestFile.Read.Unreadable(var finding) -> findings.add(finding);
          }
        });
    if (!findings.isEmpty()) {
      throw new SourceFailure(Kind.REFUSED, path + " cannot be used as it is", "", findings);
    }
    if (files.isEmpty()) throw refused(path + " holds no .yaml file", "name the right folder");
    return new Checkout(new Commit(snapshot.id(), "", Optional.empty()), files, others(snapshot));
  }

  private TreeMap<String, String> others(Snapshot snapshot) {
    var others = new TreeMap<String, String>();
    snapshot
        .texts()
        .forEach((name, bytes) -> {
          if (bytes.manifest(name) instanceof ManifestFile.Read.Readable(var file)) {
            others.put(name, file.text());
          }
        });
    return others;
  }

  private static Finding link(String name) {
    return Finding.error(
        "symbolic-link",
        new Origin(name, 1, 1),
        dev.berth.model.Path.ROOT,
        "this is a symbolic link, and none is followed",
        "put the file itself there");
  }

  private String shown(String name) {
    return name.isEmpty() ? path : Folder.name(Path.of(path).resolve(name));
  }

  private static SourceFailure refused(String message, String hint) {
    return new SourceFailure(Kind.REFUSED, message, hint, List.of());
  }
}
