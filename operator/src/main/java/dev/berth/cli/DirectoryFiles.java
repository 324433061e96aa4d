package dev.berth.cli;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.berth.manifest.ManifestFile;
import dev.berth.model.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Manifests in a directory. Symbolic links are not followed, so nothing outside of it is read.
final class DirectoryFiles implements Files {
  @Override
  public List<ManifestFile> read(String path) {
    var root = Path.of(path);
    if (!java.nio.file.Files.exists(root)) {
      throw invalid(path + " does not exist; name the folder that holds the manifests");
    }
    var files = new ArrayList<ManifestFile>();
    var findings = new ArrayList<Finding>();
    for (var file : paths(root)) {
      switch (read(file)) {
        case ManifestFile.Read.Readable(var manifest) -> files.add(manifest);
        case ManifestFile.Read.Unreadable(var finding) -> findings.add(finding);
      }
    }
    if (!findings.isEmpty()) throw Findings.problem(findings);
    if (files.isEmpty()) throw invalid(path + " holds no .yaml file");
    return List.copyOf(files);
  }

  private static ManifestFile.Read read(Path file) {
    try {
      var size = java.nio.file.Files.size(file);
      if (size > ManifestFile.MAX_BYTES) {
        return new ManifestFile.Read.Unreadable(ManifestFile.tooLarge(Folder.name(file), size));
      }
      return ManifestFile.read(Folder.name(file), java.nio.file.Files.readAllBytes(file));
    } catch (IOException e) {
      throw invalid("cannot read " + file + ": " + e.getMessage());
    }
  }

  @Override
  public String text(String path, String name) {
    var file = Path.of(path).resolve(name);
    try {
      return java.nio.file.Files.readString(file);
    } catch (IOException e) {
      throw invalid("cannot read " + file + "; is it there, and may you read it?");
    }
  }

  @Override
  public List<String> taken(String folder, Collection<String> names) {
    return names.stream()
        .filter(name -> java.nio.file.Files.exists(Path.of(folder).resolve(name)))
        .toList();
  }

  /// Each is written beside its place first: where one fails, no other is there.
  @Override
  public void write(String folder, SortedMap<String, String> texts) {
    var beside = new TreeMap<Path, Path>();
    try {
      for (var each : texts.entrySet()) {
        var file = Path.of(folder).resolve(each.getKey()).toAbsolutePath();
        java.nio.file.Files.createDirectories(file.getParent());
        var part = file.resolveSibling(".berth-%d.part".formatted(beside.size()));
        beside.put(part, file);
        java.nio.file.Files.writeString(part, each.getValue());
      }
      for (var each : beside.entrySet()) {
        java.nio.file.Files.move(each.getKey(), each.getValue(), REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw invalid("cannot write to " + folder + ": " + why(e));
    } finally {
      beside.keySet().forEach(part -> part.toFile().delete());
    }
  }

  @Override
  public String plain(String file) {
    try {
      return java.nio.file.Files.readString(Path.of(file));
    } catch (IOException e) {
      throw invalid("cannot read " + file + ": " + why(e));
    }
  }

  @Override
  public void write(String file, String text) {
    try {
      java.nio.file.Files.writeString(Path.of(file), text);
    } catch (IOException e) {
      throw invalid("cannot write " + file + ": " + why(e));
    }
  }

  private static String why(IOException error) {
    return switch (error) {
      case java.nio.file.NoSuchFileException _ -> "there is no such file or folder";
      case java.nio.file.FileAlreadyExistsException e ->
          e.getMessage() + " is a file, and must be a folder";
      case java.nio.charset.MalformedInputException _ -> "it is no text";
      default -> error.getMessage();
    };
  }

  private static Collection<Path> paths(Path root) {
    try {
      var folder = Folder.walk(root);
      if (folder.tooLarge()) throw invalid(Folder.tooMany(root.toString()));
      return folder.manifests().values();
    } catch (IOException e) {
      throw invalid("cannot read " + root + ": " + e.getMessage());
    }
  }

  private static Problem invalid(String text) {
    return new Problem(Exit.INVALID, List.of(text));
  }
}
