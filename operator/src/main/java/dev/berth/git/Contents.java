package dev.berth.git;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.Finding;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import dev.berth.reconcile.Checkout;
import dev.berth.reconcile.Commit;
import dev.berth.reconcile.SourceFailure;
import dev.berth.reconcile.SourceFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/// What a commit holds below a folder. Only names and bytes are read: nothing is checked out, so no
/// filter runs, and no link leads anywhere.
final class Contents {
  private static final int DEEPEST = 100;
  private static final String LFS = "version https://git-lfs.github.com/spec/";

  private final ObjectReader reader;
  private final Remote remote;
  private final Limits limits;
  private final SortedMap<String, ObjectId> manifests = new TreeMap<>();
  private final SortedMap<String, ObjectId> texts = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private Contents(ObjectReader reader, Remote remote, Limits limits) {
    this.reader = reader;
    this.remote = remote;
    this.limits = limits;
  }

  /// @throws IOException where an object is missing or broken
  static Checkout of(RevCommit commit, ObjectReader reader, Remote remote, Limits limits)
      throws IOException {
    var contents = new Contents(reader, remote, limits);
    contents.walk(contents.folder(commit.getTree()));
    var files = contents.files();
    if (!contents.findings.isEmpty()) {
      var count = contents.findings.size();
      throw refused(
          "commit %s cannot be used: %d %s refused"
              .formatted(brief(commit), count, count == 1 ? "file is" : "files are"),
          contents.findings);
    }
    if (files.isEmpty()) throw contents.empty(commit);
    return new Checkout(told(commit), files, contents.others());
  }

  private static Commit told(RevCommit commit) {
    var at = commit.getCommitterIdent().getWhenAsInstant();
    return new Commit(commit.name(), Words.plain(commit.getShortMessage()), Optional.of(at));
  }

  private static String brief(RevCommit commit) {
    return told(commit).brief();
  }

  private SourceFailure empty(RevCommit commit) {
    var folder = remote.folder().isEmpty() ? "" : " below " + remote.folder();
    return new SourceFailure(
        Kind.REFUSED,
        "commit %s holds no .yaml file%s".formatted(brief(commit), folder),
        "nothing is changed or deleted until it does");
  }

  /// The tree of the folder, step by step: a link or a submodule on the way is no folder.
  private ObjectId folder(ObjectId root) throws IOException {
    if (remote.folder().isEmpty()) return root;
    var tree = root;
    for (var step : remote.folder().split("/")) {
      try (var walk = TreeWalk.forPath(reader, step, tree)) {
        if (walk == null) {
          throw new SourceFailure(
              Kind.MISSING,
              "there is no folder " + remote.folder() + " in " + remote.url(),
              "name one that is in the commit");
        }
        if (walk.getFileMode(0) != FileMode.TREE) {
          throw new SourceFailure(
              Kind.REFUSED,
              "%s in %s leads through %s, which is no folder"
                  .formatted(remote.folder(), remote.url(), step),
              "links and submodules are not followed");
        }
        tree = walk.getObjectId(0);
      }
    }
    return tree;
  }

  private void walk(ObjectId tree) throws IOException {
    int seen = 0;
    try (var walk = new TreeWalk(reader)) {
      walk.addTree(tree);
      while (walk.next()) {
        if (++seen > limits.entries()) throw tooMany(limits.entries() + " files and folders");
        if (manifests.size() > Checkout.MOST_FILES) {
          throw tooMany(Checkout.MOST_FILES + " manifests");
        }
        if (entry(walk)) walk.enterSubtree();
      }
    }
    if (manifests.size() > Checkout.MOST_FILES) throw tooMany(Checkout.MOST_FILES + " manifests");
  }

  private SourceFailure tooMany(String what) {
    var where = remote.folder().isEmpty() ? "the repository" : remote.folder();
    return new SourceFailure(
        Kind.REFUSED, where + " holds more than " + what, "name a smaller folder");
  }

  /// @return whether it is a folder to go into
  private boolean entry(TreeWalk walk) {
    var path = walk.getPathString();
    var name = walk.getNameString();
    var mode = walk.getFileMode(0);
    if (odd(name) || walk.getDepth() > DEEPEST) {
      refuse("odd-path", path, "this is no path that git itself would check out", "rename it");
      return false;
    }
    if (name.startsWith(".")) return false;
    if (mode == FileMode.TREE) return true;
    if (mode == FileMode.SYMLINK) {
      refuse("symbolic-link", path, "this is a symbolic link, and none is followed", PUT);
    } else if (mode == FileMode.GITLINK) {
      refuse("submodule", path, "this is a submodule, and none is fetched", PUT);
    } else if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
      if (ManifestFile.named(path)) manifests.put(path, walk.getObjectId(0));
      if (name.endsWith(".json")) texts.put(path, walk.getObjectId(0));
    } else {
      refuse("odd-path", path, "this is neither a file nor a folder", "take it out");
    }
    return false;
  }

  private static final String PUT = "put the files themselves there";

  /// What climbs, hides a folder in a name, or would make a mess of a message.
  private static boolean odd(String name) {
    boolean climbs = name.isEmpty() || name.equals(".") || name.equals("..");
    return climbs || name.chars().anyMatch(c -> c == '/' || Character.isISOControl(c));
  }

  private void refuse(String rule, String path, String sentence, String hint) {
    var origin = new Origin(remote.shown(Words.plain(path)), 1, 1);
    findings.add(Finding.error(rule, origin, Path.ROOT, sentence, hint));
  }

  private List<ManifestFile> files() throws IOException {
    var files = new ArrayList<ManifestFile>();
    long sum = 0;
    for (var each : manifests.entrySet()) {
      var loader = reader.open(each.getValue(), Constants.OBJ_BLOB);
      sum += loader.getSize();
      if (sum > Checkout.MOST_BYTES) throw tooMany(Checkout.MOST_BYTES + " bytes of manifests");
      var path = remote.shown(each.getKey());
      if (loader.getSize() > ManifestFile.MAX_BYTES) {
        findings.add(ManifestFile.tooLarge(path, loader.getSize()));
        continue;
      }
      switch (ManifestFile.read(path, loader.getCachedBytes(ManifestFile.MAX_BYTES))) {
        case ManifestFile.Read.Readable(var file) -> take(file, each.getKey(), files);
        case ManifestFile.Read.Unreadable(var finding) -> findings.add(finding);
      }
    }
    return files;
  }

  private void take(ManifestFile file, String name, List<ManifestFile> files) {
    files.add(file);
    if (!file.text().startsWith(LFS)) return;
    refuse(
        "git-lfs",
        name,
        "git LFS keeps this file elsewhere, and it is not fetched",
        "track it not");
  }

  /// As many and as much as a checkout may hold; what is more, or no text, is left out.
  private SortedMap<String, String> others() throws IOException {
    var others = new TreeMap<String, String>();
    long sum = 0;
    for (var each : texts.entrySet()) {
      var loader = reader.open(each.getValue(), Constants.OBJ_BLOB);
      sum += loader.getSize();
      if (others.size() == Checkout.MOST_FILES || sum > Checkout.MOST_BYTES) break;
      if (loader.getSize() > ManifestFile.MAX_BYTES) continue;
      var bytes = loader.getCachedBytes(ManifestFile.MAX_BYTES);
      if (ManifestFile.read(each.getKey(), bytes) instanceof ManifestFile.Read.Readable(var file)) {
        others.put(each.getKey(), file.text());
      }
    }
    return others;
  }

  private static SourceFailure refused(String message, List<Finding> findings) {
    return new SourceFailure(Kind.REFUSED, message, "", findings);
  }
}
