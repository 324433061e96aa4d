package dev.berth.simulator.neighbours;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a condition compares.
sealed interface Operand {
  /// Nothing where the item has none.
  Optional<ObjectNode> in(ObjectNode item);

  record At(DocumentPath path) implements Operand {
    @Override
    public Optional<ObjectNode> in(ObjectNode item) {
      return path.in(item);
    }
  }

  record Given(ObjectNode value) implements Operand {
    @Override
    public Optional<ObjectNode> in(ObjectNode item) {
      return Optional.of(value);
    }
  }

  /// How many characters, bytes, or elements something has; numbers and flags have no size.
  record Size(Operand of) implements Operand {
    @Override
    public Optional<ObjectNode> in(ObjectNode item) {
      return of.in(item).flatMap(Size::counted);
    }

    private static Optional<ObjectNode> counted(ObjectNode value) {
      var type = AttributeValues.type(value);
      return switch (type) {
        case "S" -> number(AttributeValues.text(value).length());
        case "B" -> number(AttributeValues.bytes(value).length);
        case "SS", "NS", "BS", "L", "M" -> number(value.get(type).size());
        default -> Optional.empty();
      };
    }

    private static Optional<ObjectNode> number(int size) {
      return Optional.of(AttributeValues.value("N", "" + size));
    }
  }
}
