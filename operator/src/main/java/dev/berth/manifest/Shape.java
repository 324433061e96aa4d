package dev.berth.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What a JSON Schema allows at one place: the schemas that apply there, with references followed.
record Shape(JsonNode root, List<JsonNode> options) {
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

  Shape {
    options = List.copyOf(options);
  }

  static Shape of(JsonNode schema) {
    return new Shape(schema, flattened(schema, schema));
  }

  Shape field(String name) {
    var next = new ArrayList<JsonNode>();
    for (var option : options) {
      var stated = option.path("properties").path(name);
      var other = option.path("additionalProperties");
      if (stated.isObject()) next.addAll(flattened(root, stated));
      else if (other.isObject()) next.addAll(flattened(root, other));
    }
    return new Shape(root, next);
  }

  Shape item() {
    var next = new ArrayList<JsonNode>();
    for (var option : options) {
      if (option.path("items").isObject()) next.addAll(flattened(root, option.path("items")));
    }
    return new Shape(root, next);
  }

  /// Whether the schema says nothing of this place.
  boolean unknown() {
    return options.isEmpty();
  }

  boolean allows(String type) {
    return options.stream().anyMatch(option -> types(option).contains(type));
  }

  /// The names that may stand here.
  TreeSet<String> names() {
    var names = new TreeSet<String>();
    for (var option : options) names.addAll(option.path("properties").propertyNames());
    return names;
  }

  /// The words that may stand here; none where the schema lists none.
  TreeSet<String> words() {
    var words = new TreeSet<String>();
    for (var option : options) {
      for (var word : option.path("enum")) words.add(word.asString());
    }
    return words;
  }

  private static TreeSet<String> types(JsonNode option) {
    var types = new TreeSet<String>();
    var type = option.path("type");
    if (type.isString()) types.add(type.asString());
    for (var one : type) types.add(one.asString());
    if (type.isMissingNode() && option.has("enum")) types.add("string");
    return types;
  }

  private static List<JsonNode> flattened(JsonNode root, JsonNode schema) {
    var all = new ArrayList<JsonNode>();
    if (schema.has("$ref")) {
      all.addAll(flattened(root, root.at(schema.path("$ref").asString().substring(1))));
    }
    for (var word : ALTERNATIVES) {
      for (var one : schema.path(word)) all.addAll(flattened(root, one));
    }
    if (schema.has("type") || schema.has("properties") || schema.has("enum")) all.add(schema);
    return all;
  }
}
