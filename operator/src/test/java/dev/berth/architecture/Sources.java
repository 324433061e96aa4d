package dev.berth.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The module's Java files, main and test.
final class Sources {
  private Sources() {}

  /// One file; the path is relative to the module, with forward slashes.
  record Source(String path, String text) {
    List<String> lines() {
      return text.lines().toList();
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
      return path.substring(0, path.lastIndexOf('/'));
    }
  }

  static List<Source> all() {
    try (var paths = Files.walk(Path.of("src"))) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .sorted()
          .map(Sources::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source read(Path path) {
    try {
      return new Source(path.toString().replace('\\', '/'), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
