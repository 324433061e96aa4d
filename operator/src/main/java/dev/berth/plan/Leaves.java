package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The leaves of a tree by path, elements named by their identity: for telling what moved between
/// two trees of which neither is a wish.
final class Leaves {
  /// Free names, which the tables do not know.
  private static final Path TAGS = Path.of("tags");

  private final SortedMap<Path, Value> found = new TreeMap<>();

  private Leaves() {}

  static SortedMap<Path, Value> of(Fields tree) {
    var leaves = new Leaves();
    leaves.group(Path.ROOT, tree);
    return leaves.found;
  }

  /// What stands at a path, if anything does.
  static Optional<Value> at(Fields tree, Path path) {
    Optional<Value> at = Optional.of(tree);
    for (int i = 0; i < path.steps().size() && at.isPresent(); i++) {
      var above = new Path(path.steps().subList(0, i));
      at = step(at.get(), path.steps().get(i), above);
    }
    return at;
  }

  private static Optional<Value> step(Value value, Path.Step step, Path above) {
    return switch (step) {
      case Path.Step.Name(var name) ->
          value instanceof Fields fields ? fields.at(name) : Optional.empty();
      case Path.Step.Element(var key) -> {
        var identity = ServiceFields.TABLE.identity(FieldTable.general(above));
        yield value instanceof Items(var items)
            ? identity.map(by -> by.index(items).get(key))
            : Optional.empty();
      }
    };
  }

  /// One line a leaf that differs: `desiredCount: 2 → 5`.
  static List<String> moved(Fields then, Fields now) {
    var before = of(then);
    var after = of(now);
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    var lines = new ArrayList<String>();
    for (var path : paths) {
      var from = Optional.ofNullable(before.get(path));
      var to = Optional.ofNullable(after.get(path));
      if (!from.equals(to)) lines.add(path + ": " + words(from) + " → " + words(to));
    }
    return List.copyOf(lines);
  }

  private static String words(Optional<Value> value) {
    return value.map(Words::shown).orElse("none");
  }

  private void group(Path path, Fields fields) {
    fields
        .map()
        .forEach((name, value) ->
            value(path.equals(TAGS) ? path.element(name) : path.field(name), value));
  }

  private void value(Path path, Value value) {
    switch (value) {
      case Fields fields -> group(path, fields);
      case Items(var items) -> list(path, items, value);
      case Value.Text _, Value.Num _, Value.Flag _ -> found.put(path, value);
    }
  }

  private void list(Path path, List<Value> items, Value whole) {
    var identity = ServiceFields.TABLE.identity(FieldTable.general(path));
    if (identity.isEmpty()) {
      found.put(path, whole);
      return;
    }
    identity.get().index(items).forEach((key, element) -> group(path.element(key), element));
  }
}
