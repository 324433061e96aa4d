package dev.berth.simulator.neighbours;

import static java.util.Comparator.comparingInt;

import dev.berth.simulator.wire.ApiError;
import dev.berth.simulator.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an update expression does. All it reads is the item as it was before.
record Update(List<Action> actions) {
  Update {
    actions = List.copyOf(actions);
  }

  sealed interface Action {
    DocumentPath path();

    record Put(DocumentPath path, Sum sum) implements Action {}

    record Remove(DocumentPath path) implements Action {}

    record Add(DocumentPath path, ObjectNode value) implements Action {}

    record Take(DocumentPath path, ObjectNode elements) implements Action {}
  }

  List<DocumentPath> paths() {
    return actions.stream().map(Action::path).toList();
  }

  /// The item afterwards.
  ObjectNode of(ObjectNode item) {
    var after = item.deepCopy();
    // Elements go last and from behind, so that each is where its path says.
    var indexed = new ArrayList<DocumentPath>();
    for (var action : inOrder()) {
      switch (action) {
        case Action.Put(var path, var sum) -> put(after, path, sum.in(item));
        case Action.Add(var path, var value) -> add(item, after, path, value);
        case Action.Take(var path, var set) -> take(item, after, path, set);
        case Action.Remove(var path) -> {
          if (path.last() instanceof DocumentPath.Step.Index) indexed.add(path);
          else remove(after, path);
        }
      }
    }
    indexed.sort(comparingInt(Update::index).reversed());
    indexed.forEach(path -> remove(after, path));
    return after;
  }

  /// What is put behind the end of a list stands there in the order of the numbers.
  private List<Action> inOrder() {
    Comparator<Action> order = comparingInt(each -> index(each.path()));
    return actions.stream().sorted(order).toList();
  }

  private static int index(DocumentPath path) {
    return path.last() instanceof DocumentPath.Step.Index(var index) ? index : -1;
  }

  private static void put(ObjectNode item, DocumentPath path, ObjectNode value) {
    var around = path.around(item).orElseThrow(Update::nowhere);
    switch (path.last()) {
      case DocumentPath.Step.Name(var name) -> {
        if (!(around.get("M") instanceof ObjectNode members)) throw nowhere();
        members.set(name, value);
      }
      case DocumentPath.Step.Index(var index) -> {
        if (!(around.get("L") instanceof ArrayNode elements)) throw nowhere();
        if (index < elements.size()) elements.set(index, value);
        else elements.add(value);
      }
    }
  }

  private static void remove(ObjectNode item, DocumentPath path) {
    var around = path.around(item).orElseThrow(Update::nowhere);
    switch (path.last()) {
      case DocumentPath.Step.Name(var name) -> {
        if (!(around.get("M") instanceof ObjectNode members)) throw nowhere();
        members.remove(name);
      }
      case DocumentPath.Step.Index(var index) -> {
        if (!(around.get("L") instanceof ArrayNode elements)) throw nowhere();
        if (index < elements.size()) elements.remove(index);
      }
    }
  }

  /// What has no place can't be taken from either.
  private static void fitting(ObjectNode item, DocumentPath path) {
    var around = path.around(item).orElseThrow(Update::nowhere);
    var fits =
        switch (path.last()) {
          case DocumentPath.Step.Name _ -> around.has("M");
          case DocumentPath.Step.Index _ -> around.has("L");
        };
    if (!fits) throw nowhere();
  }

  private static void add(ObjectNode item, ObjectNode after, DocumentPath path, ObjectNode value) {
    var former = path.in(item);
    if (former.isEmpty()) {
      put(after, path, value);
      return;
    }
    if (!AttributeValues.type(former.get()).equals(AttributeValues.type(value))) throw mistyped();
    if (value.has("N")) {
      var sum = AttributeValues.decimal(former.get()).add(AttributeValues.decimal(value));
      put(after, path, AttributeValues.number(sum));
      return;
    }
    var elements = AttributeValues.elements(former.get());
    elements.addAll(AttributeValues.elements(value));
    put(after, path, AttributeValues.collected(AttributeValues.type(value), elements));
  }

  private static void take(ObjectNode item, ObjectNode after, DocumentPath path, ObjectNode set) {
    var former = path.in(item);
    if (former.isEmpty()) {
      fitting(item, path);
      return;
    }
    if (!AttributeValues.type(former.get()).equals(AttributeValues.type(set))) throw mistyped();
    var elements = AttributeValues.elements(former.get());
    elements.removeAll(AttributeValues.elements(set));
    if (elements.isEmpty()) remove(after, path);
    else put(after, path, AttributeValues.collected(AttributeValues.type(set), elements));
  }

  /// What an attribute is set to.
  sealed interface Sum {
    ObjectNode in(ObjectNode item);

    record Plain(Operand operand) implements Sum {
      @Override
      public ObjectNode in(ObjectNode item) {
        return operand.in(item).map(ObjectNode::deepCopy).orElseThrow(Update::missing);
      }
    }

    /// @param sign `+` or `-`
    record Calculated(Sum left, String sign, Sum right) implements Sum {
      @Override
      public ObjectNode in(ObjectNode item) {
        var one = left.in(item);
        var other = right.in(item);
        if (!one.has("N") || !other.has("N")) throw mistyped();
        var by = AttributeValues.decimal(other);
        var from = AttributeValues.decimal(one);
        return AttributeValues.number(sign.equals("+") ? from.add(by) : from.subtract(by));
      }
    }

    record IfNotExists(DocumentPath path, Sum otherwise) implements Sum {
      @Override
      public ObjectNode in(ObjectNode item) {
        return path.in(item).map(ObjectNode::deepCopy).orElseGet(() -> otherwise.in(item));
      }
    }

    record Joined(Sum first, Sum second) implements Sum {
      @Override
      public ObjectNode in(ObjectNode item) {
        var list = Json.array();
        Stream.of(first.in(item), second.in(item))
            .map(each -> each.get("L") instanceof ArrayNode elements ? elements : none())
            .forEach(list::addAll);
        return Json.object().set("L", list);
      }

      private static ArrayNode none() {
        throw mistyped();
      }
    }
  }

  static ApiError mistyped() {
    return AttributeValues.invalid(
        "An operand in the update expression has an incorrect data type");
  }

  static ApiError missing() {
    return AttributeValues.invalid(
        "The provided expression refers to an attribute that does not exist in the item");
  }

  static ApiError nowhere() {
    return AttributeValues.invalid(
        "The document path provided in the update expression is invalid for update");
  }
}
