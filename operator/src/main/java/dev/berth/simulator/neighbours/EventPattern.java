package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which events a rule wants: values as they are, `prefix`, `suffix`, `exists` and `anything-but`;
/// what else EventBridge compares is refused. Source: EventBridge user guide, "Event patterns".
record EventPattern(ObjectNode wanted) {
  static EventPattern of(String text) {
    var wanted = object(text);
    check(wanted);
    return new EventPattern(wanted);
  }

  private static ObjectNode object(String text) {
    try {
      return Json.parse(text);
    } catch (ApiError e) {
      throw invalid("Filter is not an object");
    }
  }

  private static void check(ObjectNode wanted) {
    if (wanted.isEmpty()) throw invalid("Empty objects are not allowed");
    for (var each : wanted.properties()) {
      switch (each.getValue()) {
        case ObjectNode inner -> check(inner);
        case ArrayNode values when values.isEmpty() ->
            throw invalid("Empty arrays are not allowed");
        case ArrayNode values when !each.getKey().equals("$or") ->
            values.forEach(EventPattern::checkValue);
        case JsonNode _ -> throw invalid("\"" + each.getKey() + "\" must be an object or an array");
      }
    }
  }

  private static void checkValue(JsonNode value) {
    if (value.isArray()) throw invalid("Match value must be String, number, true, false, or null");
    if (!(value instanceof ObjectNode match)) return;
    if (match.size() != 1) throw invalid("Only one key allowed in match expression");
    var kind = match.propertyNames().iterator().next();
    var given = match.get(kind);
    var fits =
        switch (kind) {
          case "prefix", "suffix" -> given.isString();
          case "exists" -> given.isBoolean();
          case "anything-but" -> excluded(given);
          default -> throw invalid("Unrecognized match type " + kind);
        };
    if (!fits) throw invalid(kind + " does not match what it is given");
  }

  private static boolean excluded(JsonNode given) {
    if (given instanceof ObjectNode inner)
      return inner.size() == 1 && inner.path("prefix").isString();
    if (!given.isArray()) return given.isString() || given.isNumber();
    return !given.isEmpty()
        && given.valueStream().allMatch(each -> each.isString() || each.isNumber());
  }

  private static ApiError invalid(String why) {
    return ApiError.of(
        "InvalidEventPatternException", "Event pattern is not valid. Reason: " + why);
  }

  boolean matches(ObjectNode event) {
    return matches(wanted, event);
  }

  private static boolean matches(ObjectNode wanted, JsonNode event) {
    return wanted
        .propertyStream()
        .allMatch(each -> {
          var found = event.path(each.getKey());
          if (each.getValue() instanceof ObjectNode inner) return matches(inner, found);
          return each.getValue().valueStream().anyMatch(value -> matches(value, found));
        });
  }

  private static boolean matches(JsonNode value, JsonNode found) {
    var elements = found.isArray() ? found.valueStream().toList() : List.of(found);
    if (!(value instanceof ObjectNode match)) {
      return elements.stream().anyMatch(each -> same(value, each));
    }
    var given = match.iterator().next();
    return switch (match.propertyNames().iterator().next()) {
      case "prefix" -> texts(elements).anyMatch(each -> each.startsWith(given.asString()));
      case "suffix" -> texts(elements).anyMatch(each -> each.endsWith(given.asString()));
      case "exists" -> (!found.isMissingNode() && !found.isObject()) == given.booleanValue();
      default -> !found.isMissingNode() && elements.stream().noneMatch(each -> among(given, each));
    };
  }

  private static Stream<String> texts(List<JsonNode> elements) {
    return elements.stream().filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  private static boolean among(JsonNode given, JsonNode found) {
    if (given instanceof ObjectNode inner) {
      return found.isString() && found.stringValue().startsWith(inner.path("prefix").asString());
    }
    if (!given.isArray()) return same(given, found);
    return given.valueStream().anyMatch(each -> same(each, found));
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }
}
