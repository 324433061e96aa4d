package dev.berth.simulator;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The form of a Query call, and the tree that its names spell: `Targets.member.1.Id`, or
/// `Filter.1.Name` as Amazon EC2 has it, is an element of a list.
record Form(SortedMap<String, String> fields) {
  private static final int DEEPEST = 20;
  private static final String INDEX = "\\d{1,6}";

  static Form of(byte[] body) {
    var fields = new TreeMap<String, String>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0)
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return new Form(fields);
  }

  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // no valid escape: what came is what it says
    }
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /// Everything but the action and its version; each leaf is a text.
  ObjectNode tree() {
    var tree = Json.object();
    fields.forEach((name, value) -> {
      if (!name.equals("Action") && !name.equals("Version")) put(tree, name, value);
    });
    return withLists(tree) instanceof ObjectNode object ? object : tree;
  }

  private static void put(ObjectNode tree, String name, String value) {
    var steps = List.of(name.split("\\."));
    if (steps.size() > DEEPEST || steps.isEmpty()) {
      throw ApiError.of("MalformedQueryString", "The query string is malformed: " + name);
    }
    var at = tree;
    for (var step : steps.subList(0, steps.size() - 1)) {
      if (step.equals("member")) continue;
      at = at.get(step) instanceof ObjectNode inner ? inner : at.putObject(step);
    }
    at.put(steps.getLast(), value);
  }

  /// Objects whose members are all numbers become lists, in the order of the numbers.
  private static JsonNode withLists(JsonNode node) {
    if (!(node instanceof ObjectNode object)) return node;
    var indexed = object.propertyStream().allMatch(each -> each.getKey().matches(INDEX));
    if (indexed && !object.isEmpty()) {
      var list = Json.array();
      object
          .propertyStream()
          .sorted(Comparator.comparing(each -> Integer.valueOf(each.getKey())))
          .forEach(each -> list.add(withLists(each.getValue())));
      return list;
    }
    var copy = Json.object();
    object.properties().forEach(each -> copy.set(each.getKey(), withLists(each.getValue())));
    return copy;
  }
}
