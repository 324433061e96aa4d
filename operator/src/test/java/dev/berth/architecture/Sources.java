package dev.berth.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The module's Java files, main and test. The planted violations in `bad` are left out of what the
/// rules read, as they break them on purpose.
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
    return below(Path.of("src")).filter(source -> !source.path().contains("/bad/")).toList();
  }

  static Stream<Source> below(Path folder) {
    try (var paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .sorted()
          .map(Sources::read)
          .toList()
          .stream();
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
