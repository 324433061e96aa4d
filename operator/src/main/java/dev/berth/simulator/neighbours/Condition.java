package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import tools.jackson.databind.node.ObjectNode;

/// What must hold of an item; an item that is not there has no attribute. Source: DynamoDB
/// developer guide, "Comparison operator and function reference".
sealed interface Condition {
  boolean holds(ObjectNode item);

  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return left.holds(item) && right.holds(item);
    }
  }

  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return left.holds(item) || right.holds(item);
    }
  }

  record Not(Condition of) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return !of.holds(item);
    }
  }

  /// In parentheses.
  record Grouped(Condition of) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return of.holds(item);
    }
  }

  /// Values of different types are different, and none of them is the larger one. What is not there
  /// is different from everything.
  record Compared(Operand left, String operator, Operand right) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      if (!operator.equals("<>")) return both(item, left, right, this::holds);
      return !both(item, left, right, ObjectNode::equals);
    }

    private boolean holds(ObjectNode one, ObjectNode other) {
      return switch (operator) {
        case "=" -> one.equals(other);
        case "<" -> comparable(one, other) && order(one, other) < 0;
        case "<=" -> comparable(one, other) && order(one, other) <= 0;
        case ">" -> comparable(one, other) && order(one, other) > 0;
        default -> comparable(one, other) && order(one, other) >= 0;
      };
    }
  }

  record Between(Operand tested, Operand low, Operand high) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return new Compared(tested, ">=", low).holds(item)
          && new Compared(tested, "<=", high).holds(item);
    }
  }

  record In(Operand tested, List<Operand> list) implements Condition {
    public In {
      list = List.copyOf(list);
    }

    @Override
    public boolean holds(ObjectNode item) {
      return list.stream().anyMatch(each -> both(item, tested, each, ObjectNode::equals));
    }
  }

  record Exists(DocumentPath path) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return path.in(item).isPresent();
    }
  }

  record OfType(DocumentPath path, String type) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return path.in(item).filter(value -> AttributeValues.type(value).equals(type)).isPresent();
    }
  }

  record BeginsWith(Operand tested, Operand beginning) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return both(item, tested, beginning, BeginsWith::begins);
    }

    private static boolean begins(ObjectNode value, ObjectNode with) {
      if (!comparable(value, with) || AttributeValues.type(value).equals("N")) return false;
      var beginning = AttributeValues.bytes(with);
      var bytes = AttributeValues.bytes(value);
      return bytes.length >= beginning.length
          && Arrays.mismatch(Arrays.copyOf(bytes, beginning.length), beginning) < 0;
    }
  }

  /// A part of a text, or an element of a set or list.
  record Contains(Operand tested, Operand part) implements Condition {
    @Override
    public boolean holds(ObjectNode item) {
      return both(item, tested, part, Contains::contains);
    }

    private static boolean contains(ObjectNode value, ObjectNode part) {
      var type = AttributeValues.type(value);
      return switch (type) {
        case "S" -> part.has("S") && part(value).contains(part(part));
        case "B" -> part.has("B") && latin(value).contains(latin(part));
        case "SS", "NS", "BS" ->
            part.has(type.substring(0, 1)) && AttributeValues.elements(value).contains(part);
        case "L" -> Json.items(value, "L").contains(part);
        default -> false;
      };
    }

    private static String part(ObjectNode text) {
      return AttributeValues.text(text);
    }

    private static String latin(ObjectNode binary) {
      return new String(AttributeValues.bytes(binary), StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean both(
      ObjectNode item, Operand left, Operand right, BiPredicate<ObjectNode, ObjectNode> holds) {
    Optional<ObjectNode> one = left.in(item);
    Optional<ObjectNode> other = right.in(item);
    return one.isPresent() && other.isPresent() && holds.test(one.get(), other.get());
  }

  private static boolean comparable(ObjectNode one, ObjectNode other) {
    return AttributeValues.ordered(one)
        && AttributeValues.type(one).equals(AttributeValues.type(other));
  }

  private static int order(ObjectNode one, ObjectNode other) {
    return AttributeValues.order(AttributeValues.type(one)).compare(one, other);
  }
}
