package dev.berth.clients;

import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The member paths of a body and their types, sorted: `tags[].key text, tags[].value text`.
final class Shape {
  private Shape() {}

  static String of(JsonNode body) {
    var found = new TreeSet<String>();
    walk("", body, found);
    return String.join(", ", found);
  }

  private static void walk(String path, JsonNode node, TreeSet<String> found) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      for (var each : object.properties()) {
        walk(path + (path.isEmpty() ? "" : ".") + each.getKey(), each.getValue(), found);
      }
    } else if (node instanceof ArrayNode items && !items.isEmpty()) {
      items.forEach(item -> walk(path + "[]", item, found));
    } else {
      found.add(path + " " + type(node));
    }
  }

  private static String type(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> "number";
      case BOOLEAN -> "flag";
      case NULL -> "null";
      case ARRAY -> "[]";
      case OBJECT -> "{}";
      case BINARY, MISSING, POJO -> throw new IllegalStateException("no JSON: " + node);
    };
  }
}
