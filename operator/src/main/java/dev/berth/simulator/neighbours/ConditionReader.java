package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Reads a condition; OR binds loosest, NOT tightest.
final class ConditionReader {
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");
  private static final String TYPES = "B,NULL,SS,BOOL,L,BS,N,NS,S,M";
  private static final int DEEPEST = 150;

  private final Tokens tokens;
  private final Terms terms;
  private int depth;

  ConditionReader(Tokens tokens, Terms terms) {
    this.tokens = tokens;
    this.terms = terms;
  }

  Condition whole() {
    var condition = either();
    tokens.end();
    return condition;
  }

  private Condition either() {
    if (++depth > DEEPEST) {
      throw tokens.invalid("The expression is nested too deeply; levels: " + DEEPEST);
    }
    var condition = all();
    while (tokens.skip("OR")) condition = new Condition.Or(condition, all());
    depth--;
    return condition;
  }

  private Condition all() {
    var condition = negated();
    while (tokens.skip("AND")) condition = new Condition.And(condition, negated());
    return condition;
  }

  private Condition negated() {
    var negations = 0;
    while (tokens.skip("NOT")) negations++;
    var condition = single();
    for (var i = 0; i < negations; i++) condition = new Condition.Not(condition);
    return condition;
  }

  private Condition single() {
    if (tokens.skip("(")) return grouped();
    if (tokens.afterNext().equals("(") && !tokens.peek().equals("size")) return function();
    var tested = operand();
    if (tokens.skip("BETWEEN")) return between(tested);
    if (tokens.skip("IN")) return in(tested);
    if (!COMPARATORS.contains(tokens.peek())) throw tokens.wrong();
    var operator = tokens.next();
    var other = operand();
    distinct(operator, tested, List.of(other));
    if (!operator.equals("=") && !operator.equals("<>")) {
      ordered(operator, tested);
      ordered(operator, other);
    }
    return new Condition.Compared(tested, operator, other);
  }

  private Condition grouped() {
    var inner = either();
    tokens.expect(")");
    if (inner instanceof Condition.Grouped) {
      throw tokens.invalid("The expression has redundant parentheses;");
    }
    return new Condition.Grouped(inner);
  }

  private Operand operand() {
    if (tokens.peek().startsWith(":")) return new Operand.Given(terms.value(tokens));
    if (!tokens.peek().equals("size") || !tokens.afterNext().equals("(")) {
      return new Operand.At(terms.path(tokens));
    }
    tokens.next();
    tokens.expect("(");
    var of = operand();
    tokens.expect(")");
    return new Operand.Size(of);
  }

  private Condition between(Operand tested) {
    var low = operand();
    tokens.expect("AND");
    var high = operand();
    List.of(tested, low, high).forEach(each -> ordered("BETWEEN", each));
    if (low instanceof Operand.Given(var least) && high instanceof Operand.Given(var most)) {
      range(least, most);
    }
    return new Condition.Between(tested, low, high);
  }

  private void range(ObjectNode least, ObjectNode most) {
    var type = AttributeValues.type(least);
    var bounds =
        "bounds; lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s";
    if (!type.equals(AttributeValues.type(most))) {
      throw tokens.invalid(
          "The BETWEEN operator requires same data type for lower and upper "
              + bounds.formatted(told(least), told(most)));
    }
    if (AttributeValues.order(type).compare(least, most) > 0) {
      throw tokens.invalid(
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound;"
              + " lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s"
                  .formatted(told(least), told(most)));
    }
  }

  private static String told(ObjectNode value) {
    return "{%s:%s}".formatted(AttributeValues.type(value), AttributeValues.text(value));
  }

  private Condition in(Operand tested) {
    var list = new ArrayList<Operand>();
    tokens.expect("(");
    do list.add(operand());
    while (tokens.skip(","));
    tokens.expect(")");
    distinct("IN", tested, list);
    return new Condition.In(tested, list);
  }

  private Condition function() {
    var name = tokens.next();
    if (!name.matches("[A-Za-z_]\\w*")) throw tokens.wrong();
    if (!FUNCTIONS.contains(name)) {
      throw tokens.invalid("Invalid function name; function: " + name);
    }
    tokens.expect("(");
    var operands = new ArrayList<Operand>();
    do operands.add(operand());
    while (tokens.skip(","));
    tokens.expect(")");
    var wanted = name.matches("attribute_(not_)?exists") ? 1 : 2;
    if (operands.size() != wanted) {
      throw tokens.invalid(
          "Incorrect number of operands for operator or function; operator or function: %s, number of"
                  .formatted(name)
              + " operands: "
              + operands.size());
    }
    return function(name, operands);
  }

  private Condition function(String name, List<Operand> operands) {
    return switch (name) {
      case "attribute_exists" -> new Condition.Exists(path(name, operands));
      case "attribute_not_exists" -> new Condition.Not(new Condition.Exists(path(name, operands)));
      case "attribute_type" -> new Condition.OfType(path(name, operands), type(operands.get(1)));
      case "begins_with" -> beginsWith(operands);
      default -> {
        distinct(name, operands.getFirst(), operands.subList(1, 2));
        yield new Condition.Contains(operands.getFirst(), operands.getLast());
      }
    };
  }

  private Condition beginsWith(List<Operand> operands) {
    distinct("begins_with", operands.getFirst(), operands.subList(1, 2));
    for (var each : operands) {
      if (each instanceof Operand.Given(var value) && !value.has("S") && !value.has("B")) {
        throw mistyped("begins_with", AttributeValues.type(value));
      }
      if (each instanceof Operand.Size) throw mistyped("begins_with", "N");
    }
    return new Condition.BeginsWith(operands.getFirst(), operands.getLast());
  }

  private DocumentPath path(String function, List<Operand> operands) {
    if (operands.getFirst() instanceof Operand.At(var path)) return path;
    throw tokens.invalid(
        "Operator or function requires a document path; operator or function: " + function);
  }

  private String type(Operand operand) {
    if (!(operand instanceof Operand.Given(var value)) || !value.has("S")) {
      var type = operand instanceof Operand.Given(var other) ? AttributeValues.type(other) : "N";
      throw mistyped("attribute_type", type);
    }
    var type = AttributeValues.text(value);
    if (List.of(TYPES.split(",")).contains(type)) return type;
    throw tokens.invalid(
        "Invalid attribute type name found; type: %s, valid types: {%s}".formatted(type, TYPES));
  }

  private void ordered(String operator, Operand operand) {
    if (operand instanceof Operand.Given(var value) && !AttributeValues.ordered(value)) {
      throw mistyped(operator, AttributeValues.type(value));
    }
  }

  private ApiError mistyped(String operator, String type) {
    return tokens.invalid(
        "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
            .formatted(operator, type));
  }

  private void distinct(String operator, Operand first, List<Operand> others) {
    if (!(first instanceof Operand.At(var path)) || !others.contains(first)) return;
    throw tokens.invalid(
        "The first operand must be distinct from the remaining operands for this operator or"
            + " function; operator: %s, first operand: %s".formatted(operator, path));
  }
}
