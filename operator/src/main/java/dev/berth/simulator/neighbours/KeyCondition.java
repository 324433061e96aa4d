package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a query asks of the key: one hash and, perhaps, a stretch of the range.
///
/// @param range absent where any will do
record KeyCondition(Condition whole, Optional<Condition> range) {
  static KeyCondition of(Condition condition, Table table) {
    var parts = new ArrayList<Condition>();
    split(condition, parts);
    var hash = named(parts, table.hash().name());
    if (hash.isEmpty() || parts.size() > 2) throw missed(table.hash());
    if (!(hash.get() instanceof Condition.Compared(_, var operator, _)) || !operator.equals("=")) {
      throw unsupported();
    }
    typed(hash.get(), table.hash());
    parts.remove(hash.get());
    if (parts.isEmpty()) return new KeyCondition(condition, Optional.empty());
    var range = table.range().orElseThrow(() -> missed(table.hash()));
    if (named(parts, range.name()).isEmpty()) throw missed(range);
    typed(parts.getFirst(), range);
    return new KeyCondition(condition, Optional.of(parts.getFirst()));
  }

  /// The range's last value that is asked for, if it is told.
  Optional<ObjectNode> highest() {
    return range.flatMap(part ->
        switch (part) {
          case Condition.Between(_, _, Operand.Given(var high)) -> Optional.of(high);
          case Condition.Compared(_, var operator, Operand.Given(var value))
              when operator.equals("<=") ->
              Optional.of(value);
          case Condition _ -> Optional.empty();
        });
  }

  Optional<ObjectNode> lowest() {
    return range.flatMap(part ->
        switch (part) {
          case Condition.Between(_, Operand.Given(var low), _) -> Optional.of(low);
          case Condition.Compared(_, var operator, Operand.Given(var value))
              when operator.equals(">=") ->
              Optional.of(value);
          case Condition _ -> Optional.empty();
        });
  }

  private static void split(Condition condition, List<Condition> parts) {
    switch (condition) {
      case Condition.And(var left, var right) -> {
        split(left, parts);
        split(right, parts);
      }
      case Condition.Grouped(var of) -> split(of, parts);
      case Condition.Compared(_, var operator, _) when operator.equals("<>") ->
          throw invalid("Unsupported operator used in KeyConditionExpression: <>");
      case Condition.Compared _, Condition.Between _, Condition.BeginsWith _ ->
          parts.add(condition);
      case Condition.Or _ -> throw operator("OR");
      case Condition.Not _ -> throw operator("NOT");
      case Condition.In _ -> throw operator("IN");
      case Condition.Exists _ -> throw operator("attribute_exists");
      case Condition.OfType _ -> throw operator("attribute_type");
      case Condition.Contains _ -> throw operator("contains");
    }
  }

  private static Optional<Condition> named(List<Condition> parts, String attribute) {
    return parts.stream()
        .filter(part ->
            tested(part) instanceof Operand.At(var path)
                && path.top()
                && path.attribute().equals(attribute))
        .findFirst();
  }

  private static Operand tested(Condition part) {
    return switch (part) {
      case Condition.Compared(Operand.At at, _, Operand.Given _) -> at;
      case Condition.Between(Operand.At at, Operand.Given _, Operand.Given _) -> at;
      case Condition.BeginsWith(Operand.At at, Operand.Given _) -> at;
      case Condition _ -> throw unsupported();
    };
  }

  private static void typed(Condition part, Table.KeyPart key) {
    var given =
        switch (part) {
          case Condition.Compared(_, _, Operand.Given(var value)) -> List.of(value);
          case Condition.Between(_, Operand.Given(var low), Operand.Given(var high)) ->
              List.of(low, high);
          case Condition.BeginsWith(_, Operand.Given(var value)) -> List.of(value);
          case Condition _ -> throw unsupported();
        };
    if (given.stream().allMatch(value -> value.has(key.type()))) return;
    throw Table.wrong("Condition parameter type does not match schema type");
  }

  /// A filter sees what the key conditions left, and not the key.
  static void unkeyed(Condition filter, Table table) {
    for (var path : paths(filter)) {
      if (!table.keyed(path.attribute())) continue;
      throw AttributeValues.invalid(
          "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
              + path.attribute());
    }
  }

  private static List<DocumentPath> paths(Condition condition) {
    return switch (condition) {
      case Condition.And(var left, var right) -> joined(paths(left), paths(right));
      case Condition.Or(var left, var right) -> joined(paths(left), paths(right));
      case Condition.Not(var of) -> paths(of);
      case Condition.Grouped(var of) -> paths(of);
      case Condition.Compared(var left, _, var right) -> in(List.of(left, right));
      case Condition.Between(var tested, var low, var high) -> in(List.of(tested, low, high));
      case Condition.In(var tested, var list) -> joined(in(List.of(tested)), in(list));
      case Condition.Exists(var path) -> List.of(path);
      case Condition.OfType(var path, _) -> List.of(path);
      case Condition.BeginsWith(var tested, var beginning) -> in(List.of(tested, beginning));
      case Condition.Contains(var tested, var part) -> in(List.of(tested, part));
    };
  }

  private static List<DocumentPath> in(List<Operand> operands) {
    var paths = new ArrayList<DocumentPath>();
    for (var operand : operands) {
      switch (operand) {
        case Operand.At(var path) -> paths.add(path);
        case Operand.Size(var of) -> paths.addAll(in(List.of(of)));
        case Operand.Given _ -> {}
      }
    }
    return paths;
  }

  private static List<DocumentPath> joined(List<DocumentPath> some, List<DocumentPath> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static ApiError missed(Table.KeyPart part) {
    return invalid("Query condition missed key schema element: " + part.name());
  }

  private static ApiError unsupported() {
    return invalid("Query key condition not supported");
  }

  private static ApiError operator(String operator) {
    return invalid(
        "Invalid KeyConditionExpression: Invalid operator used in KeyConditionExpression: "
            + operator);
  }

  private static ApiError invalid(String message) {
    return AttributeValues.invalid(message);
  }
}
