package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The words of one of DynamoDB's expressions, read one after another.
final class Tokens {
  private static final int LARGEST = 4096;
  private static final Pattern WORD =
      Pattern.compile("\\s*([A-Za-z_]\\w*|[#:]\\w+|\\d+|<=|>=|<>|[-=<>+,.()\\[\\]]|$)");

  private final String member;
  private final List<String> words = new ArrayList<>();
  private int at;

  /// @param member of the request, such as `UpdateExpression`
  Tokens(String member, String text) {
    this.member = member;
    if (text.isBlank()) throw invalid("The expression can not be empty;");
    var size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST) {
      throw invalid(
          "Expression size has exceeded the maximum allowed size; expression size: " + size);
    }
    var matcher = WORD.matcher(text);
    while (matcher.regionStart() < text.length()) {
      if (!matcher.lookingAt()) throw syntax(text.substring(matcher.regionStart()).strip());
      words.add(matcher.group(1));
      matcher.region(matcher.end(), text.length());
    }
    if (!words.getLast().isEmpty()) words.add("");
  }

  /// The next word; an empty one at the end.
  String peek() {
    return words.get(at);
  }

  String afterNext() {
    return words.get(Math.min(at + 1, words.size() - 1));
  }

  boolean ended() {
    return peek().isEmpty();
  }

  String next() {
    if (ended()) throw wrong();
    return words.get(at++);
  }

  /// Whether a word comes, which is read if it does; letters of any case.
  boolean skip(String word) {
    if (!peek().equalsIgnoreCase(word)) return false;
    at++;
    return true;
  }

  void expect(String word) {
    if (!skip(word)) throw wrong();
  }

  void end() {
    if (!ended()) throw wrong();
  }

  /// What comes next is out of place.
  ApiError wrong() {
    var from = Math.max(0, at - 1);
    var near = String.join(" ", words.subList(from, Math.min(words.size(), at + 2))).strip();
    var token = ended() ? "<EOF>" : peek();
    return invalid("Syntax error; token: \"%s\", near: \"%s\"".formatted(token, near));
  }

  private ApiError syntax(String rest) {
    var token = rest.substring(0, rest.offsetByCodePoints(0, 1));
    return invalid("Syntax error; token: \"%s\", near: \"%s\"".formatted(token, rest));
  }

  ApiError invalid(String why) {
    return AttributeValues.invalid("Invalid " + member + ": " + why);
  }
}
