package dev.berth.simulator.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the AWS protocols use it. A member that is absent and one that is null are the same; a
/// member of the wrong type is a `SerializationException`, as AWS answers before it looks further.
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// The object in a text; anything else is a `SerializationException`.
  public static ObjectNode parse(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      throw unreadable(e.getOriginalMessage());
    }
    throw unreadable("Expected a JSON object");
  }

  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /// The same value with the members of every object sorted, to compare two of them as text.
  public static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = new TreeMap<String, JsonNode>();
      object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      var copy = object();
      sorted.forEach((name, value) -> copy.set(name, canonical(value)));
      return copy;
    }
    if (!(node instanceof ArrayNode items)) return node;
    var copy = array();
    items.forEach(item -> copy.add(canonical(item)));
    return copy;
  }

  public static boolean has(JsonNode node, String name) {
    return node.hasNonNull(name);
  }

  public static String text(JsonNode node, String name, String otherwise) {
    if (!has(node, name)) return otherwise;
    var value = node.get(name);
    if (!value.isString()) throw mismatch(name, "a string");
    return value.stringValue();
  }

  public static int integer(JsonNode node, String name, int otherwise) {
    if (!has(node, name)) return otherwise;
    var value = node.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) throw mismatch(name, "an integer");
    return value.intValue();
  }

  public static boolean flag(JsonNode node, String name, boolean otherwise) {
    if (!has(node, name)) return otherwise;
    var value = node.get(name);
    if (!value.isBoolean()) throw mismatch(name, "a boolean");
    return value.booleanValue();
  }

  /// A length of time in a script: `500ms`, `30s`, `5m` or `1h`.
  public static Duration duration(JsonNode node, String name) {
    var text = text(node, name, "");
    if (DURATION.matcher(text).matches()) return duration(text);
    throw unreadable(name + " must be a time such as 500ms, 30s, 5m or 1h: '" + text + "'");
  }

  /// Throws `IllegalArgumentException` where it is none.
  public static Duration duration(String text) {
    var matcher = DURATION.matcher(text);
    if (!matcher.matches()) throw new IllegalArgumentException("no time: " + text);
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /// The same, written: `1500ms`, `90s`.
  public static String text(Duration time) {
    var whole = time.toMillis() % 1000 == 0;
    return whole ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  /// The member as an object; a detached empty one when it is absent.
  public static ObjectNode fields(JsonNode node, String name) {
    if (!has(node, name)) return object();
    if (node.get(name) instanceof ObjectNode object) return object;
    throw mismatch(name, "a structure");
  }

  /// The elements of a list of structures; empty when the member is absent.
  public static List<ObjectNode> items(JsonNode node, String name) {
    var found = new ArrayList<ObjectNode>();
    for (var item : list(node, name)) {
      if (!(item instanceof ObjectNode object)) throw mismatch(name, "a list of structures");
      found.add(object);
    }
    return found;
  }

  /// The elements of a list of strings; empty when the member is absent.
  public static List<String> texts(JsonNode node, String name) {
    var found = new ArrayList<String>();
    for (var item : list(node, name)) {
      if (!item.isString()) throw mismatch(name, "a list of strings");
      found.add(item.stringValue());
    }
    return found;
  }

  private static JsonNode list(JsonNode node, String name) {
    if (!has(node, name)) return array();
    if (node.get(name) instanceof ArrayNode list) return list;
    throw mismatch(name, "a list");
  }

  /// A time as AWS JSON writes it: seconds since 1970 with three decimals.
  public static BigDecimal epoch(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  private static ApiError mismatch(String name, String wanted) {
    return unreadable("The value of " + name + " must be " + wanted);
  }

  private static ApiError unreadable(String message) {
    return ApiError.of("SerializationException", message);
  }
}
