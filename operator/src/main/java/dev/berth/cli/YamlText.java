package dev.berth.cli;

import dev.berth.model.Json;
import dev.berth.model.Value;

/// A value as YAML. Texts are quoted as JSON does it, which YAML reads as the same text.
final class YamlText {
  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(Value value) {
    var text = new YamlText();
    text.write(value, 0);
    return text.out.toString().stripLeading();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case Value.Fields(var map) when !map.isEmpty() ->
          map.forEach((name, item) -> {
            line(depth);
            out.append(name.matches("[A-Za-z][A-Za-z0-9]*") ? name : quoted(name)).append(':');
            write(item, depth + 1);
          });
      case Value.Items(var items) when !items.isEmpty() -> {
        for (var item : items) {
          line(depth);
          out.append('-');
          write(item, depth + 1);
        }
      }
      default -> out.append(' ').append(Json.compact(value));
    }
    if (depth == 0) out.append('\n');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private static String quoted(String name) {
    return Json.compact(Value.of(name));
  }
}
