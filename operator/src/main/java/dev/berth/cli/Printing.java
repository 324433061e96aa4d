package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;

/// A value on the screen, for programs.
final class Printing {
  private Printing() {}

  static String of(Value value, Common.Format format) {
    return switch (format) {
      case yaml -> YamlText.of(value);
      case json, text, markdown -> Json.pretty(value) + "\n";
    };
  }
}
