package dev.berth.plan;

import dev.berth.model.Json;
import dev.berth.model.Value.Fields;

/// Fields from JSON with single quotes, which read better in Java.
final class Texts {
  private Texts() {}

  static Fields fields(String json) {
    return (Fields) Json.parse(json.replace('\'', '"'));
  }
}
