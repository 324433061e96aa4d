package dev.berth.cli;

import dev.berth.manifest.ManifestFile;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/// Where manifests are read from and written to: a directory, or the class path in the demo.
interface Files {
  /// Every manifest under a path, sorted.
  ///
  /// @throws Problem when there is none, or one cannot be read
  List<ManifestFile> read(String path);

  /// One more file, named relative to that path.
  String text(String path, String name);

  /// A file that is no manifest, by its own path.
  ///
  /// @throws Problem when it cannot be read
  String plain(String file);

  /// Writes such a file; one that is there is replaced.
  ///
  /// @throws Problem when it cannot be written
  void write(String file, String text);

  /// Those of some files that are there already, named relative to a folder.
  List<String> taken(String folder, Collection<String> names);

  /// Writes files, and makes the folders that they lie in: all of them, or none.
  ///
  /// @param texts by names relative to the folder
  /// @throws Problem when one cannot be written
  void write(String folder, SortedMap<String, String> texts);
}
