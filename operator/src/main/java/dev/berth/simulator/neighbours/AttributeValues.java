package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Values as DynamoDB holds them: `{"S": "text"}`. One that is checked is in its only form: numbers
/// without needless digits, sets in order; so equal values are equal JSON.
final class AttributeValues {
  private static final List<String> ORDERED = List.of("S", "N", "B");
  private static final List<String> SETS = List.of("SS", "NS", "BS");

  /// Source: DynamoDB developer guide, "Constraints": 38 digits, levels of nesting.
  private static final int DIGITS = 38;

  private static final int LARGEST = 125;
  private static final int SMALLEST = -130;
  private static final int DEEPEST = 32;

  private AttributeValues() {}

  /// Every value of an item, or of what came with an expression.
  static ObjectNode checked(ObjectNode values) {
    var copy = Json.object();
    values
        .properties()
        .forEach(each -> copy.set(each.getKey(), checked((ObjectNode) each.getValue(), 1)));
    return copy;
  }

  static ObjectNode checked(ObjectNode value, int depth) {
    if (value.size() != 1) {
      throw invalid(
          value.isEmpty()
              ? "Supplied AttributeValue is empty, must contain exactly one of the supported"
                  + " datatypes"
              : "Supplied AttributeValue has more than one datatypes set, must contain exactly one"
                  + " of the supported datatypes");
    }
    if (depth > DEEPEST) throw invalid("Nesting Levels have exceeded supported limits");
    var type = type(value);
    return switch (type) {
      case "N" -> value(type, number(Json.text(value, type, "")));
      case "B" -> value(type, binary(Json.text(value, type, "")));
      case "NULL" -> nothing(value);
      case "SS", "NS", "BS" -> sent(type, Json.texts(value, type));
      case "L" -> list(value, depth);
      case "M" -> map(value, depth);
      default -> value;
    };
  }

  private static ObjectNode nothing(ObjectNode value) {
    if (Json.flag(value, "NULL", false)) return value;
    throw invalid(
        "One or more parameter values were invalid: Null attribute value types must have the value"
            + " of true");
  }

  private static ObjectNode list(ObjectNode value, int depth) {
    var copy = Json.object();
    var items = copy.putArray("L");
    Json.items(value, "L").forEach(item -> items.add(checked(item, depth + 1)));
    return copy;
  }

  private static ObjectNode map(ObjectNode value, int depth) {
    var copy = Json.object();
    var members = copy.putObject("M");
    for (var each : Json.fields(value, "M").properties()) {
      members.set(each.getKey(), checked((ObjectNode) each.getValue(), depth + 1));
    }
    return copy;
  }

  /// Of texts as they were sent.
  private static ObjectNode sent(String type, List<String> sent) {
    if (sent.isEmpty()) {
      var what = type.equals("NS") ? "An number set " : "An string set ";
      if (type.equals("BS")) what = "Binary sets should not be empty";
      else what += " may not be empty";
      throw invalid("One or more parameter values were invalid: " + what);
    }
    var elements = new TreeSet<>(order(element(type)));
    for (var text : sent) {
      if (elements.add(checked(value(element(type), text), DEEPEST))) continue;
      throw invalid(
          "One or more parameter values were invalid: Input collection %s contains duplicates."
              .formatted(sent));
    }
    return collected(type, elements);
  }

  /// The set of some elements, each a value of its own.
  static ObjectNode collected(String type, Iterable<ObjectNode> elements) {
    var set = Json.object();
    var list = set.putArray(type);
    elements.forEach(each -> list.add(text(each)));
    return set;
  }

  /// The elements of a set, in order; each a value of its own.
  static TreeSet<ObjectNode> elements(ObjectNode set) {
    var type = type(set);
    var elements = new TreeSet<>(order(element(type)));
    Json.texts(set, type).forEach(text -> elements.add(value(element(type), text)));
    return elements;
  }

  private static String element(String set) {
    return set.substring(0, 1);
  }

  static ObjectNode value(String type, String text) {
    return Json.object().put(type, text);
  }

  static String type(ObjectNode value) {
    return value.propertyNames().iterator().next();
  }

  /// What a text, a number or a binary says.
  static String text(ObjectNode value) {
    return value.get(type(value)).asString();
  }

  static boolean ordered(ObjectNode value) {
    return ORDERED.contains(type(value));
  }

  static boolean plural(ObjectNode value) {
    return SETS.contains(type(value));
  }

  static BigDecimal decimal(ObjectNode number) {
    return new BigDecimal(text(number));
  }

  static ObjectNode number(BigDecimal decimal) {
    return value("N", written(decimal));
  }

  private static String number(String text) {
    try {
      return written(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      var which = text.isBlank() ? "" : ": " + text;
      throw invalid("The parameter cannot be converted to a numeric value" + which);
    }
  }

  private static String written(BigDecimal decimal) {
    var plain = decimal.stripTrailingZeros();
    if (plain.signum() == 0) return "0";
    var magnitude = (long) plain.precision() - plain.scale() - 1;
    if (magnitude > LARGEST) {
      throw invalid(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (magnitude < SMALLEST) {
      throw invalid(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
    if (plain.precision() > DIGITS) {
      throw invalid("Attempting to store more than 38 significant digits in a Number");
    }
    return plain.toPlainString();
  }

  private static String binary(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw ApiError.of("SerializationException", "Base64 is expected");
    }
  }

  /// The order of values of one type: numbers by what they are, others byte by byte.
  static Comparator<ObjectNode> order(String type) {
    if (type.equals("N")) return Comparator.comparing(AttributeValues::decimal);
    return Comparator.comparing(AttributeValues::bytes, Arrays::compareUnsigned);
  }

  static byte[] bytes(ObjectNode value) {
    var text = text(value);
    return type(value).equals("B")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /// Roughly what DynamoDB counts. Source: developer guide, "Item sizes and formats".
  static int size(JsonNode node) {
    if (!(node instanceof ObjectNode value)) return 0;
    var type = type(value);
    return switch (type) {
      case "S", "B" -> bytes(value).length;
      case "N" -> numberSize(value);
      case "SS", "NS", "BS" -> elements(value).stream().mapToInt(AttributeValues::size).sum();
      case "L" -> 3 + Json.items(value, "L").stream().mapToInt(each -> 1 + size(each)).sum();
      case "M" -> 3 + itemSize(Json.fields(value, "M")) + Json.fields(value, "M").size();
      default -> 1;
    };
  }

  private static int numberSize(ObjectNode number) {
    return 1 + (decimal(number).stripTrailingZeros().precision() + 1) / 2;
  }

  static int itemSize(ObjectNode item) {
    return item.propertyStream()
        .mapToInt(
            each -> each.getKey().getBytes(StandardCharsets.UTF_8).length + size(each.getValue()))
        .sum();
  }

  static ApiError invalid(String message) {
    return ApiError.of("ValidationException", message);
  }
}
