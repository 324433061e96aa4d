package dev.berth.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The JSON Schemas that come with the program.
final class SchemaTexts {
  private SchemaTexts() {}

  /// @param kind of which there is one, such as `Service`
  static String of(String kind) {
    var resource = "/schema/" + kind.toLowerCase(Locale.ROOT) + ".json";
    try (var in = SchemaTexts.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("the jar lacks " + resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
