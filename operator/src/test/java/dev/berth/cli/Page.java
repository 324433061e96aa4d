package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the documentation, and what it shows.
///
/// @param path from the repository's root
record Page(String path, String text) {
  static final Path ROOT = Path.of("..");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```$");
  private static final Pattern EXIT = Pattern.compile("#\\s+exits (\\d)");

  /// @param exit what the page says that it ends with: 0 where it says nothing
  record Command(String line, int exit) {}

  static List<Page> all() throws IOException {
    var paths = new ArrayList<>(List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md"));
    for (var folder : List.of("operator/docs", "manifests")) {
      try (Stream<Path> walk = java.nio.file.Files.walk(ROOT.resolve(folder))) {
        walk.map(file -> ROOT.relativize(file).toString())
            .filter(name -> name.endsWith(".md"))
            .sorted()
            .forEach(paths::add);
      }
    }
    var pages = new ArrayList<Page>();
    for (var path : paths) pages.add(at(path));
    return List.copyOf(pages);
  }

  static Page at(String path) throws IOException {
    return new Page(path, java.nio.file.Files.readString(ROOT.resolve(path)));
  }

  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /// The lines of the blocks that are for a shell, each whole, without comments.
  List<Command> commands() {
    return blocks("sh").stream()
        .flatMap(block -> block.replace("\\\n", " ").lines())
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Page::command)
        .toList();
  }

  private static Command command(String line) {
    var exit = EXIT.matcher(line);
    int code = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    return new Command(line.replaceAll("\\s#\\s.*", "").strip(), code);
  }

  /// The manifests that are shown whole, one folder of them.
  List<ManifestFile> manifests() {
    var files = new ArrayList<ManifestFile>();
    for (var block : blocks("yaml")) {
      if (!block.contains("apiVersion: berth.dev/")) continue;
      files.add(new ManifestFile("%s-%02d.yaml".formatted(path, files.size()), block));
    }
    return List.copyOf(files);
  }

  /// The rows of the table under a header row.
  List<String> rows(String header) {
    return text.lines()
        .dropWhile(line -> !line.startsWith(header))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  List<String> firstCells(String header) {
    return rows(header).stream().map(line -> line.split("\\|")[1].strip()).toList();
  }

  @Override
  public String toString() {
    return path;
  }
}
