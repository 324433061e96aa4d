package dev.berth.plan;

import dev.berth.model.Json;
import dev.berth.model.Value;
import java.util.List;

/// A value as one line for people: a text as it is, anything else as JSON.
final class Words {
  /// Stand without quotes for what is not there.
  private static final List<String> UNSTATED = List.of("", "default", "none");

  private static final int FEW = 8;

  private Words() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Num number -> number.toString();
      case Value.Flag(var on) -> String.valueOf(on);
      case Value.Items _, Value.Fields _ -> Json.compact(value);
    };
  }

  /// For a screen: an empty text is seen, a text is no absence, and nothing in it can move a cursor
  /// or turn a line round.
  static String shown(Value value) {
    var text = of(value);
    return UNSTATED.contains(text) ? '"' + text + '"' : plain(text);
  }

  static String plain(String text) {
    var plain = new StringBuilder();
    text.codePoints().forEach(c -> plain.append(moves(c) ? escaped(c) : Character.toString(c)));
    return plain.toString();
  }

  /// `1 field`, `2 fields`.
  static String counted(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /// `a`, `a and b`, `a, b and c`.
  static String listed(List<String> words) {
    if (words.size() < 2) return String.join("", words);
    return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  /// The same of names; of many only the first, and how many more.
  static String few(List<String> names) {
    if (names.size() <= FEW) return listed(names);
    var first = String.join(", ", names.subList(0, FEW));
    return first + " and " + (names.size() - FEW) + " more";
  }

  /// The paths that caused it; the first few of many.
  static String because(List<Field> fields) {
    var paths = fields.stream().map(field -> field.path().toString()).limit(3).toList();
    int more = fields.size() - paths.size();
    return String.join(", ", paths) + (more > 0 ? " and " + more + " more" : "");
  }

  private static boolean moves(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR -> true;
      case Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> false;
    };
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> String.format("\\u%04x", c);
    };
  }
}
