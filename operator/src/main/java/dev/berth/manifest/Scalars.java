package dev.berth.manifest;

import java.util.regex.Pattern;

/// Texts as YAML scalars: quoted only where they would be read as something else.
final class Scalars {
  /// Where a scalar stands.
  enum Place {
    BLOCK,
    /// Within `[]` or `{}`.
    FLOW,
    /// In a map of variables, where each text counts as it is written.
    SOURCE
  }

  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL");
  private static final Pattern TYPED =
      Pattern.compile(
          "true|false|yes|no|on|off|y|n|[-+]?(0x[0-9a-f]+|0o?[0-7]+|\\.inf|\\.nan)"
              + "|[-+.]?[0-9][0-9_.,:]*([e][-+]?[0-9]+)?|[0-9-]+T?[0-9:.Z+ -]*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SPECIAL = Pattern.compile("[-?:](\\s|$)|[,\\[\\]{}#&*!|>'\"%@`<=]");
  private static final Pattern BROKEN = Pattern.compile(":(\\s|$)|\\s#");

  /// What ends a scalar within brackets, or a colon that begins one: an empty name, there.
  private static final Pattern INSIDE = Pattern.compile("[,\\[\\]{}]|^:");

  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

  private Scalars() {}

  static String key(String name) {
    return KEY.matcher(name).matches() && !NOTHING.matcher(name).matches() ? name : quoted(name);
  }

  static String of(String text, Place place) {
    return plain(text, place) ? text : quoted(text);
  }

  private static boolean plain(String text, Place place) {
    if (text.isEmpty()
        || !text.equals(text.strip())
        || !text.codePoints().allMatch(Scalars::shown)) {
      return false;
    }
    if (SPECIAL.matcher(text).lookingAt() || BROKEN.matcher(text).find()) return false;
    if (NOTHING.matcher(text).matches() || text.startsWith("---") || text.startsWith("...")) {
      return false;
    }
    return switch (place) {
      case SOURCE -> true;
      case BLOCK -> !TYPED.matcher(text).matches();
      case FLOW -> !TYPED.matcher(text).matches() && !INSIDE.matcher(text).find();
    };
  }

  /// Whether a text can stand as a literal block: several lines, none of which YAML would change.
  static boolean block(String text) {
    return text.indexOf('\n') > 0
        && text.strip().indexOf('\n') > 0
        && !text.startsWith(" ")
        && !text.endsWith("\n\n")
        && text.lines().noneMatch(line -> !line.equals(line.stripTrailing()))
        && text.codePoints().allMatch(c -> c == '\n' || shown(c));
  }

  /// Between double quotes, as JSON has it, and YAML reads it the same.
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (shown(c)) quoted.appendCodePoint(c);
              else quoted.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
            }
          }
        });
    return quoted.append('"').toString();
  }

  /// Of more than one width, direction or meaning on a screen are control and format characters.
  private static boolean shown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.PRIVATE_USE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
