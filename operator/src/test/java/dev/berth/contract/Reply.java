package dev.berth.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// An answer as it came over the wire, and what can be asked of it. A pointer names a member, as
/// JSON pointers do; expected values are JSON with single quotes.
///
/// @param headers by their names in lower case
record Reply(String operation, int status, SortedMap<String, String> headers, String text) {
  static final JsonMapper JSON = JsonMapper.builder().build();

  static JsonNode json(String singleQuoted) {
    return JSON.readTree(singleQuoted.replace('\'', '"'));
  }

  /// Nothing, if the body is neither JSON nor XML.
  JsonNode body() {
    try {
      return text.startsWith("<") ? Xml.read(text) : JSON.readTree(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  JsonNode at(String pointer) {
    return body().at(pointer);
  }

  String text(String pointer) {
    has(pointer);
    return at(pointer).asString();
  }

  List<JsonNode> items(String pointer) {
    return at(pointer).valueStream().toList();
  }

  List<String> texts(String pointer) {
    return items(pointer).stream().map(JsonNode::asString).toList();
  }

  boolean isOk() {
    return status == 200;
  }

  Reply ok() {
    if (!isOk()) throw new Differs(operation, "200", summary());
    return this;
  }

  String code() {
    var type = at("/__type").asString(at("/Error/Code").asString(""));
    return type.substring(type.lastIndexOf('#') + 1);
  }

  String message() {
    return at("/message").asString(at("/Message").asString(at("/Error/Message").asString("")));
  }

  /// A client's error: 400, that code, and those words in its message.
  Reply refused(String code, String... words) {
    var text = message().toLowerCase(Locale.ROOT);
    var missing = Arrays.stream(words).filter(word -> !text.contains(word)).toList();
    if (status == 400 && code().equals(code) && missing.isEmpty()) return this;
    var wanted = Arrays.stream(words).collect(Collectors.joining(" … "));
    throw new Differs(operation, wanted.isEmpty() ? code : code + ": " + wanted, summary());
  }

  Reply shows(String pointer, String json) {
    var want = json(json);
    if (!same(want, at(pointer))) throw differs(pointer, want.toString());
    return this;
  }

  Reply shows(String pointer, int number) {
    return shows(pointer, Integer.toString(number));
  }

  Reply shows(String pointer, boolean flag) {
    return shows(pointer, Boolean.toString(flag));
  }

  /// Numbers are the same by value, not by spelling.
  private static boolean same(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  Reply says(String pointer, String text) {
    if (!at(pointer).asString("").equals(text)) throw differs(pointer, "'" + text + "'");
    return this;
  }

  Reply matches(String pointer, String pattern) {
    if (!at(pointer).asString("").matches(pattern)) throw differs(pointer, pattern);
    return this;
  }

  Reply has(String pointer) {
    if (at(pointer).isMissingNode()) throw differs(pointer, "to be there");
    return this;
  }

  Reply lacks(String pointer) {
    if (!at(pointer).isMissingNode()) throw differs(pointer, "to be absent");
    return this;
  }

  Reply number(String pointer) {
    if (!at(pointer).isNumber()) throw differs(pointer, "a number");
    return this;
  }

  Reply sized(String pointer, int size) {
    var have = at(pointer);
    if (!have.isArray() || have.size() != size) throw differs(pointer, size + " items");
    return this;
  }

  /// The same texts, in whatever order.
  Reply holds(String pointer, String... texts) {
    var want = Arrays.stream(texts).sorted().toList();
    if (!texts(pointer).stream().sorted().toList().equals(want)) {
      throw differs(pointer, want.toString());
    }
    return this;
  }

  private Differs differs(String pointer, String wanted) {
    var got = isOk() ? at(pointer) : MissingNode.getInstance();
    var shown = got.isMissingNode() ? "nothing" : shortened(got.toString());
    return new Differs(operation + " " + pointer, wanted, isOk() ? shown : summary());
  }

  /// `InvalidParameterException: …`, `200`, or `HTTP 500 with an HTML body`.
  String summary() {
    if (isOk()) return "200";
    if (!code().isEmpty()) return shortened(code() + ": " + message());
    return "HTTP " + status + (text.contains("<html") ? " with an HTML body" : "");
  }

  private static String shortened(String text) {
    return text.length() <= 160 ? text : text.substring(0, 157) + "…";
  }
}
