package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// An image as a build makes it: for one architecture a manifest, for several an index of them.
///
/// @param parts the manifests that an index names
/// @param blobs the configurations by digest, which say the architecture
record Built(Manifest whole, List<Manifest> parts, SortedMap<String, String> blobs) {
  static Built of(List<String> architectures, String content) {
    var blobs = new TreeMap<String, String>();
    var parts = new ArrayList<Manifest>();
    var listed = Json.array();
    for (var architecture : architectures.isEmpty() ? List.of("amd64") : architectures) {
      var config = Json.object().put("architecture", architecture).put("os", "linux");
      var blob = Json.write(config.put("comment", content));
      var digest = Manifest.digest(blob);
      blobs.put(digest, blob);
      var part = manifest(digest, blob.length());
      parts.add(part);
      var entry = listed.addObject().put("mediaType", Manifest.IMAGE);
      entry.put("digest", part.digest()).put("size", part.text().length());
      entry.putObject("platform").put("architecture", architecture).put("os", "linux");
    }
    if (parts.size() == 1) return new Built(parts.getFirst(), List.of(), blobs);
    var index = Json.object().put("schemaVersion", 2).put("mediaType", Manifest.INDEX);
    index.set("manifests", listed);
    return new Built(Manifest.of(Json.write(index)), List.copyOf(parts), blobs);
  }

  private static Manifest manifest(String config, int size) {
    var image = Json.object().put("schemaVersion", 2).put("mediaType", Manifest.IMAGE);
    var part =
        image.putObject("config").put("mediaType", "application/vnd.oci.image.config.v1+json");
    part.put("digest", config).put("size", size);
    image.putArray("layers");
    return Manifest.of(Json.write(image));
  }
}
