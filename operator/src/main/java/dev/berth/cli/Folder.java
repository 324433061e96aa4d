package dev.berth.cli;

import static java.nio.file.FileVisitResult.CONTINUE;
import static java.nio.file.FileVisitResult.SKIP_SUBTREE;
import static java.nio.file.FileVisitResult.TERMINATE;

import dev.berth.manifest.ManifestFile;
import dev.berth.reconcile.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one walk through a folder finds. Hidden files and folders are left out; symbolic links are
/// not followed, so nothing outside of it is read.
///
/// @param manifests by their names relative to the folder; one more than [Checkout#MOST_FILES] end
///   the walk
/// @param texts the .json files, which an Environment may name
/// @param links the symbolic links
/// @param folders itself and those below
record Folder(
    SortedMap<String, Path> manifests,
    SortedMap<String, Path> texts,
    SortedSet<String> links,
    SortedSet<Path> folders) {
  /// @param root a folder, or one file, which is a manifest whatever it is called
  static Folder walk(Path root) throws IOException {
    var found = new Folder(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    if (Files.isRegularFile(root)) {
      found.manifests.put("", root);
      return found;
    }
    Files.walkFileTree(root, new Walk(root, found));
    return found;
  }

  boolean tooLarge() {
    return manifests.size() > Checkout.MOST_FILES;
  }

  static String tooMany(String root) {
    return root + " holds more than " + Checkout.MOST_FILES + " manifests; name a smaller folder";
  }

  static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  /// Everything that was looked at, for who asks when it was touched.
  SortedSet<Path> all() {
    var all = new TreeSet<>(folders);
    all.addAll(manifests.values());
    all.addAll(texts.values());
    return all;
  }

  private void add(String name, Path file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) links.add(name);
    if (!attributes.isRegularFile()) return;
    if (ManifestFile.named(name)) manifests.put(name, file);
    if (name.endsWith(".json")) texts.put(name, file);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Folder found;

    Walk(Path root, Folder found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root) && hidden(folder)) return SKIP_SUBTREE;
      found.folders.add(folder);
      return CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!hidden(file)) found.add(name(root.relativize(file)), file, attributes);
      return found.tooLarge() ? TERMINATE : CONTINUE;
    }

    private static boolean hidden(Path file) {
      return file.getFileName().toString().startsWith(".");
    }
  }
}
