package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The manifests that come with the program, and what the demo edits in them.
final class StagedFiles implements Files {
  private final SortedMap<String, String> texts = new TreeMap<>();

  /// @param folder a folder of the class path, such as `manifests/tracecat`
  StagedFiles(String folder) {
    try {
      var here = StagedFiles.class.getResource("/" + folder);
      if (here == null) throw new IllegalStateException("the jar lacks " + folder);
      load(here.toURI(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path that is no URI", e);
    }
  }

  private void load(URI here, String folder) throws IOException {
    if (!here.getScheme().equals("jar")) {
      load(Path.of(here), folder);
      return;
    }
    try (var jar = FileSystems.newFileSystem(here, new TreeMap<>())) {
      load(jar.getPath("/" + folder), folder);
    }
  }

  private void load(Path root, String folder) throws IOException {
    try (Stream<Path> walk = java.nio.file.Files.walk(root)) {
      for (var file : walk.filter(java.nio.file.Files::isRegularFile).toList()) {
        var name = folder + "/" + root.relativize(file).toString().replace('\\', '/');
        if (ManifestFile.named(name)) texts.put(name, java.nio.file.Files.readString(file));
      }
    }
  }

  /// Replaces a text in a file; the text must be there.
  void edit(String file, String from, String to) {
    var text = texts.get(file);
    if (text == null || !text.contains(from)) {
      throw new IllegalStateException(file + " does not hold: " + from);
    }
    texts.put(file, text.replace(from, to));
  }

  @Override
  public List<ManifestFile> read(String path) {
    var files = new ArrayList<ManifestFile>();
    texts.forEach((name, text) -> {
      boolean inside = name.startsWith(path + "/") && ManifestFile.named(name);
      if (inside) files.add(new ManifestFile(name, text));
    });
    files.sort(Comparator.comparing(ManifestFile::path));
    return List.copyOf(files);
  }

  @Override
  public String plain(String file) {
    var text = texts.get(file);
    if (text != null) return text;
    throw new Problem(Exit.INVALID, List.of("cannot read " + file));
  }

  @Override
  public void write(String file, String text) {
    texts.put(file, text);
  }

  @Override
  public List<String> taken(String folder, Collection<String> names) {
    return names.stream().filter(name -> texts.containsKey(folder + "/" + name)).toList();
  }

  @Override
  public void write(String folder, SortedMap<String, String> written) {
    written.forEach((name, text) -> texts.put(folder + "/" + name, text));
  }

  @Override
  public String text(String path, String name) {
    var text = texts.get(path + "/" + name);
    if (text != null) return text;
    throw new Problem(Exit.INVALID, List.of("cannot read " + path + "/" + name));
  }
}
