package dev.berth.simulator.neighbours;

import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where something is in an item: `a.b[3]`.
record DocumentPath(List<Step> steps) {
  DocumentPath {
    steps = List.copyOf(steps);
  }

  sealed interface Step {
    record Name(String name) implements Step {
      @Override
      public String toString() {
        return name;
      }
    }

    record Index(int index) implements Step {
      @Override
      public String toString() {
        return "[" + index + "]";
      }
    }
  }

  /// The attribute in which it is.
  String attribute() {
    return steps.getFirst().toString();
  }

  boolean top() {
    return steps.size() == 1;
  }

  Step last() {
    return steps.getLast();
  }

  boolean within(DocumentPath other) {
    return steps.size() >= other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  /// What is there.
  Optional<ObjectNode> in(ObjectNode item) {
    return found(item, steps);
  }

  /// The map or list in which it is or would be.
  Optional<ObjectNode> around(ObjectNode item) {
    return found(item, steps.subList(0, steps.size() - 1));
  }

  private static Optional<ObjectNode> found(ObjectNode item, List<Step> steps) {
    var found = Optional.of(whole(item));
    for (var step : steps) found = found.flatMap(value -> inner(value, step));
    return found;
  }

  /// An item as the map that it is; what is done to the one is done to the other.
  private static ObjectNode whole(ObjectNode item) {
    return Json.object().set("M", item);
  }

  private static Optional<ObjectNode> inner(ObjectNode value, Step step) {
    var found =
        switch (step) {
          case Step.Name(var name) -> value.path("M").path(name);
          case Step.Index(var index) -> value.path("L").path(index);
        };
    return found instanceof ObjectNode inner ? Optional.of(inner) : Optional.empty();
  }

  /// Of an item only what is at some paths, with what is around it; lists close up.
  static ObjectNode project(ObjectNode item, List<DocumentPath> paths) {
    return (ObjectNode)
        projected(whole(item), paths.stream().map(DocumentPath::steps).toList()).get("M");
  }

  private static ObjectNode projected(ObjectNode value, List<List<Step>> paths) {
    if (paths.stream().anyMatch(List::isEmpty)) return value.deepCopy();
    var copy = Json.object();
    if (value.get("M") instanceof ObjectNode) {
      var members = copy.putObject("M");
      var names = paths.stream().map(List::getFirst).distinct().toList();
      for (var name : names) {
        rest(value, name, paths).ifPresent(inner -> members.set(name.toString(), inner));
      }
      return copy;
    }
    return copy.set("L", elements(value, paths));
  }

  private static ArrayNode elements(ObjectNode value, List<List<Step>> paths) {
    var chosen = new TreeMap<Integer, ObjectNode>();
    for (var path : paths) {
      if (!(path.getFirst() instanceof Step.Index(var index))) continue;
      rest(value, path.getFirst(), paths).ifPresent(inner -> chosen.put(index, inner));
    }
    return Json.array().addAll(chosen.values());
  }

  private static Optional<ObjectNode> rest(ObjectNode value, Step step, List<List<Step>> paths) {
    var further =
        paths.stream()
            .filter(path -> path.getFirst().equals(step))
            .map(path -> path.subList(1, path.size()))
            .filter(path -> found(value, step, path))
            .toList();
    if (further.isEmpty()) return Optional.empty();
    return inner(value, step).map(inner -> projected(inner, further));
  }

  private static boolean found(ObjectNode value, Step step, List<Step> further) {
    var found = inner(value, step);
    for (var each : further) found = found.flatMap(inner -> inner(inner, each));
    return found.isPresent();
  }

  @Override
  public String toString() {
    return steps.toString();
  }
}
