package dev.berth.plan;

import dev.berth.model.Json;
import dev.berth.model.Value;

/// A value as one line for people: a text as it is, anything else as JSON.
final class Words {
  private Words() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Num number -> number.toString();
      case Value.Flag(var on) -> String.valueOf(on);
      case Value.Items _, Value.Fields _ -> Json.compact(value);
    };
  }
}
