package dev.berth.policy;

import dev.berth.model.Wanted;
import java.util.stream.Stream;

/// Finds images whose content may be another one tomorrow under the same name.
final class Images {
  private Images() {}

  static Stream<Fault> latest(Wanted want) {
    return Containers.of(want)
        .filter(container -> moves(container.fields().text("image").orElse("")))
        .map(container ->
            new Fault(
                container.path().field("image"),
                container.fields().text("image").orElse("") + " is whatever was pushed last",
                "name a tag of a release, or a digest"));
  }

  /// No tag means `latest`; the colon of a registry's port is none of a tag.
  private static boolean moves(String image) {
    if (image.isEmpty() || image.contains("@")) return false;
    var last = image.substring(image.lastIndexOf('/') + 1);
    return !last.contains(":") || last.endsWith(":latest");
  }
}
