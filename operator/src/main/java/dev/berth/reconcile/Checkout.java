package dev.berth.reconcile;

import dev.berth.manifest.ManifestFile;
import dev.berth.manifest.Manifests;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every manifest of one commit.
///
/// @param files sorted by path; not empty
/// @param others texts that are no manifests and that an Environment may name, such as Terraform's
///   outputs, by their paths relative to the folder that was read
public record Checkout(Commit commit, List<ManifestFile> files, SortedMap<String, String> others) {
  /// So many manifests has no folder that people keep in order; whoever reads one stops here.
  public static final int MOST_FILES = 2000;

  /// All texts together.
  public static final int MOST_BYTES = 32 << 20;

  public Checkout {
    files = List.copyOf(files);
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /// The names of the environments, in order; those in files that cannot be read are missing.
  public List<String> environments() {
    return Manifests.environments(files);
  }
}
