package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// Reads an update expression: up to four clauses, each once.
final class UpdateReader {
  private static final int DEEPEST = 30;

  private final Tokens tokens;
  private final Terms terms;
  private final List<Update.Action> actions = new ArrayList<>();
  private final List<DocumentPath> paths = new ArrayList<>();

  UpdateReader(Tokens tokens, Terms terms) {
    this.tokens = tokens;
    this.terms = terms;
  }

  Update whole() {
    Set<String> clauses = new TreeSet<>();
    do {
      var clause = tokens.peek().toUpperCase(Locale.ROOT);
      if (!clause.matches("SET|REMOVE|ADD|DELETE")) throw tokens.wrong();
      tokens.next();
      if (!clauses.add(clause)) {
        throw tokens.invalid(
            "The \"%s\" section can only be used once in an update expression;".formatted(clause));
      }
      do actions.add(action(clause));
      while (tokens.skip(","));
    } while (!tokens.ended());
    return new Update(actions);
  }

  private Update.Action action(String clause) {
    var path = terms.path(tokens);
    Paths.distinct(tokens, paths, path);
    return switch (clause) {
      case "SET" -> {
        tokens.expect("=");
        yield new Update.Action.Put(path, sum());
      }
      case "REMOVE" -> new Update.Action.Remove(path);
      case "ADD" -> new Update.Action.Add(path, added());
      default -> new Update.Action.Take(path, taken());
    };
  }

  private Update.Sum sum() {
    var left = term(0);
    var sign = tokens.peek();
    if (!sign.equals("+") && !sign.equals("-")) return left;
    tokens.next();
    var right = term(0);
    number(sign, left);
    number(sign, right);
    return new Update.Sum.Calculated(left, sign, right);
  }

  private void number(String sign, Update.Sum sum) {
    if (sum instanceof Update.Sum.Plain(Operand.Given(var value)) && !value.has("N")) {
      throw mistyped(sign, value);
    }
  }

  private Update.Sum term(int depth) {
    if (depth > DEEPEST) throw tokens.invalid("The expression is nested too deeply;");
    if (tokens.peek().startsWith(":")) {
      return new Update.Sum.Plain(new Operand.Given(terms.value(tokens)));
    }
    if (!tokens.afterNext().equals("(")) {
      return new Update.Sum.Plain(new Operand.At(terms.path(tokens)));
    }
    var function = tokens.next();
    tokens.expect("(");
    var sum =
        switch (function) {
          case "if_not_exists" -> ifNotExists(depth);
          case "list_append" -> joined(depth);
          default -> throw tokens.invalid("Invalid function name; function: " + function);
        };
    tokens.expect(")");
    return sum;
  }

  private Update.Sum ifNotExists(int depth) {
    if (tokens.peek().startsWith(":")) {
      throw tokens.invalid(
          "Operator or function requires a document path; operator or function: if_not_exists");
    }
    var path = terms.path(tokens);
    tokens.expect(",");
    return new Update.Sum.IfNotExists(path, term(depth + 1));
  }

  private Update.Sum joined(int depth) {
    var first = term(depth + 1);
    tokens.expect(",");
    var second = term(depth + 1);
    for (var each : List.of(first, second)) {
      if (each instanceof Update.Sum.Plain(Operand.Given(var value)) && !value.has("L")) {
        throw mistyped("list_append", value);
      }
    }
    return new Update.Sum.Joined(first, second);
  }

  private ObjectNode added() {
    var value = given();
    if (value.has("N") || AttributeValues.plural(value)) return value;
    throw disallowed("ADD", value);
  }

  private ObjectNode taken() {
    var value = given();
    if (AttributeValues.plural(value)) return value;
    throw disallowed("DELETE", value);
  }

  private ObjectNode given() {
    if (!tokens.peek().startsWith(":")) throw tokens.wrong();
    return terms.value(tokens);
  }

  private ApiError disallowed(String clause, ObjectNode value) {
    return tokens.invalid(
        "Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet:"
                .formatted(clause, spelled(AttributeValues.type(value)))
            + " ALLOWED_FOR_%s_OPERAND".formatted(clause));
  }

  /// A type as DynamoDB calls it there.
  private static String spelled(String type) {
    return switch (type) {
      case "S" -> "STRING";
      case "N" -> "NUMBER";
      case "B" -> "BINARY";
      case "BOOL" -> "BOOLEAN";
      case "L" -> "LIST";
      case "M" -> "MAP";
      default -> type;
    };
  }

  private ApiError mistyped(String operator, ObjectNode value) {
    return tokens.invalid(
        "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
            .formatted(operator, AttributeValues.type(value)));
  }
}
