package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/// The types of everything that a request may hold, so that nothing of another type gets into a
/// world. Forms hold texts alone: their leaves become what the table says. Members that AWS doesn't
/// know are ignored, as AWS does, and so are explicit nulls.
final class Shapes {
  /// Members and their types, by API and structure; a request is the structure of its operation.
  private final SortedMap<String, SortedMap<String, String>> structures = new TreeMap<>();

  Shapes() {
    var api = "";
    for (var line : table().lines().toList()) {
      if (line.startsWith("#")) continue;
      if (line.startsWith("== ")) {
        api = line.substring(3);
        continue;
      }
      var words = List.of(line.split(" "));
      structures.put(api + "." + words.getFirst(), members(words.subList(1, words.size())));
    }
  }

  private static SortedMap<String, String> members(List<String> words) {
    var members = new TreeMap<String, String>();
    for (var word : words) {
      var equals = word.indexOf('=');
      members.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return members;
  }

  private static String table() {
    try (var file = Shapes.class.getResourceAsStream("shapes.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What of a request AWS reads; a request that it doesn't know comes back as it is.
  ///
  /// @param api the prefix of `X-Amz-Target`
  ObjectNode read(String api, String operation, ObjectNode input) {
    var known = structures.containsKey(api + "." + operation);
    return known ? structure(api, operation, input, "") : input;
  }

  /// The same for a form, whose leaves are all texts.
  ///
  /// @param api the version of a Query API
  ObjectNode typed(String api, String operation, ObjectNode input) {
    if (!structures.containsKey(api + "." + operation)) return input;
    return read(api, operation, (ObjectNode) converted(api, operation, input));
  }

  /// What cannot be converted stays as it is, and is refused for its type.
  private JsonNode converted(String api, String type, JsonNode node) {
    if (node instanceof ArrayNode items) {
      var copy = Json.array();
      items.forEach(item -> copy.add(converted(api, inner(type), item)));
      return copy;
    }
    if (node instanceof ObjectNode object) {
      var members = structures.getOrDefault(api + "." + type, new TreeMap<>());
      var copy = Json.object();
      object
          .properties()
          .forEach(each -> {
            var of = members.getOrDefault(each.getKey(), "text");
            copy.set(each.getKey(), converted(api, of, each.getValue()));
          });
      return copy;
    }
    return leaf(type, node);
  }

  private static JsonNode leaf(String type, JsonNode node) {
    var text = node.asString();
    if (type.startsWith("[") && text.isEmpty()) return Json.array();
    if (type.equals("flag") && text.matches("true|false")) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if (type.equals("integer") && text.matches("-?\\d{1,18}")) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    return node;
  }

  private ObjectNode structure(String api, String name, JsonNode node, String path) {
    if (!(node instanceof ObjectNode object)) throw mismatch(path, "a structure");
    var members = structures.get(api + "." + name);
    var copy = Json.object();
    for (var each : object.properties()) {
      var type = members.get(each.getKey());
      if (type == null || each.getValue().isNull()) continue;
      copy.set(each.getKey(), value(api, type, each.getValue(), path + "." + each.getKey()));
    }
    return copy;
  }

  private JsonNode value(String api, String type, JsonNode node, String path) {
    if (type.startsWith("[")) return list(api, inner(type), node, path);
    if (type.equals("document")) return node;
    if (type.startsWith("{")) return map(api, inner(type), node, path);
    var fits =
        switch (type) {
          case "text" -> node.isString();
          case "integer" -> node.isIntegralNumber() && node.canConvertToLong();
          case "number" -> node.isNumber();
          case "flag" -> node.isBoolean();
          default -> node.isObject();
        };
    if (!fits) throw mismatch(path, type);
    return node.isObject() ? structure(api, type, node, path) : node;
  }

  private JsonNode list(String api, String type, JsonNode node, String path) {
    if (!(node instanceof ArrayNode items)) throw mismatch(path, "a list");
    var copy = Json.array();
    for (var item : items) copy.add(value(api, type, item, path + "[" + copy.size() + "]"));
    return copy;
  }

  private JsonNode map(String api, String type, JsonNode node, String path) {
    if (!(node instanceof ObjectNode object)) throw mismatch(path, "a map");
    var copy = Json.object();
    for (var each : object.properties()) {
      copy.set(each.getKey(), value(api, type, each.getValue(), path + "." + each.getKey()));
    }
    return copy;
  }

  private static String inner(String type) {
    if (type.length() < 2) return type;
    return type.substring(1, type.length() - 1);
  }

  private static ApiError mismatch(String path, String wanted) {
    return ApiError.of("SerializationException", path.substring(1) + " must be " + wanted);
  }
}
