package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// The expressions of one request, and the names and values that come with them. What comes and is
/// not used is refused.
final class Terms {
  private static final Set<String> RESERVED = reserved();

  private final ObjectNode input;
  private final ObjectNode names;
  private final ObjectNode values;
  private final Set<String> unused = new TreeSet<>();

  Terms(ObjectNode input) {
    this.input = input;
    names = Json.fields(input, "ExpressionAttributeNames");
    values = AttributeValues.checked(Json.fields(input, "ExpressionAttributeValues"));
    check("ExpressionAttributeNames", names, "#");
    check("ExpressionAttributeValues", values, ":");
  }

  /// Source: DynamoDB developer guide, "Reserved words".
  private static Set<String> reserved() {
    try (var file = Terms.class.getResourceAsStream("reserved.txt")) {
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new TreeSet<>(List.of(text.strip().split("\\s+")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(String member, ObjectNode given, String mark) {
    if (!Json.has(input, member)) return;
    if (given.isEmpty()) throw AttributeValues.invalid(member + " must not be empty");
    for (var key : given.propertyNames()) {
      if (!key.matches(mark + "\\w+")) {
        throw AttributeValues.invalid(
            "%s contains invalid key: Syntax error; key: \"%s\"".formatted(member, key));
      }
      unused.add(key);
    }
  }

  Optional<Condition> condition(String member) {
    return tokens(member).map(tokens -> new ConditionReader(tokens, this).whole());
  }

  Optional<Update> update(String member) {
    return tokens(member).map(tokens -> new UpdateReader(tokens, this).whole());
  }

  Optional<List<DocumentPath>> projection(String member) {
    return tokens(member)
        .map(tokens -> {
          var paths = new ArrayList<DocumentPath>();
          do {
            Paths.distinct(tokens, paths, path(tokens));
          } while (tokens.skip(","));
          tokens.end();
          return List.copyOf(paths);
        });
  }

  private Optional<Tokens> tokens(String member) {
    if (!Json.has(input, member)) return Optional.empty();
    return Optional.of(new Tokens(member, Json.text(input, member, "")));
  }

  /// After all expressions are read.
  void end(String... members) {
    if (unused.isEmpty()) return;
    refuseUnused("ExpressionAttributeNames", "#", members);
    refuseUnused("ExpressionAttributeValues", ":", members);
  }

  private void refuseUnused(String member, String mark, String... expressions) {
    var none = List.of(expressions).stream().noneMatch(each -> Json.has(input, each));
    if (none && Json.has(input, member)) {
      throw AttributeValues.invalid(
          "%s can only be specified when using expressions: %s is null"
              .formatted(member, expressions[0]));
    }
    var left = unused.stream().filter(key -> key.startsWith(mark)).toList();
    if (left.isEmpty()) return;
    throw AttributeValues.invalid(
        "Value provided in %s unused in expressions: keys: {%s}"
            .formatted(member, String.join(", ", left)));
  }

  DocumentPath path(Tokens tokens) {
    var steps = new ArrayList<DocumentPath.Step>();
    steps.add(name(tokens));
    while (true) {
      if (tokens.skip(".")) steps.add(name(tokens));
      else if (tokens.skip("[")) steps.add(index(tokens));
      else return new DocumentPath(steps);
    }
  }

  private DocumentPath.Step name(Tokens tokens) {
    var word = tokens.peek();
    if (word.startsWith("#")) {
      tokens.next();
      unused.remove(word);
      if (Json.has(names, word)) return new DocumentPath.Step.Name(Json.text(names, word, ""));
      throw tokens.invalid(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + word);
    }
    if (!word.matches("[A-Za-z_]\\w*")) throw tokens.wrong();
    if (RESERVED.contains(word.toUpperCase(Locale.ROOT))) {
      throw tokens.invalid("Attribute name is a reserved keyword; reserved keyword: " + word);
    }
    return new DocumentPath.Step.Name(tokens.next());
  }

  private static DocumentPath.Step index(Tokens tokens) {
    if (!tokens.peek().matches("\\d{1,9}")) throw tokens.wrong();
    var index = Integer.parseInt(tokens.next());
    tokens.expect("]");
    return new DocumentPath.Step.Index(index);
  }

  ObjectNode value(Tokens tokens) {
    var word = tokens.next();
    unused.remove(word);
    if (values.get(word) instanceof ObjectNode value) return value;
    throw tokens.invalid(
        "An expression attribute value used in expression is not defined; attribute value: "
            + word);
  }
}
