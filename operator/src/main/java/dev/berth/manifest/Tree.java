package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Nodes as values, with what the values have no room for.
///
/// @param places where each path was written
/// @param parameters what the value at a path was made of
record Tree(
    Value.Fields fields, SortedMap<Path, Origin> places, SortedMap<Path, String> parameters) {
  Tree {
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  static Tree of(Mapping mapping) {
    var places = new TreeMap<Path, Origin>();
    var parameters = new TreeMap<Path, String>();
    places.put(Path.ROOT, mapping.place());
    walk(mapping, Path.ROOT, places, parameters);
    return new Tree((Value.Fields) Typed.value(mapping), places, parameters);
  }

  private static void walk(
      Node node, Path path, SortedMap<Path, Origin> places, SortedMap<Path, String> parameters) {
    switch (node) {
      case Scalar scalar -> {
        if (!scalar.parameters().isEmpty()) {
          parameters.put(path, String.join(", ", scalar.parameters()));
        }
      }
      case Mapping(var entries, _) ->
          entries.forEach((name, entry) -> {
            places.put(path.field(name), entry.key());
            walk(entry.value(), path.field(name), places, parameters);
          });
      case Sequence(var items, _) -> list(items, path, places, parameters);
    }
  }

  /// A list of plain values is compared as a whole, so that it is one place.
  private static void list(
      java.util.List<Node> items,
      Path path,
      SortedMap<Path, Origin> places,
      SortedMap<Path, String> parameters) {
    var names = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Scalar scalar) {
        names.addAll(scalar.parameters());
        continue;
      }
      var at = IdentityKeys.element(path, items.get(i), i);
      places.putIfAbsent(at, items.get(i).place());
      walk(items.get(i), at, places, parameters);
    }
    if (names.isEmpty()) return;
    parameters.put(path, String.join(", ", names.stream().distinct().sorted().toList()));
  }

  /// Where a path was written, or the nearest thing around it.
  Origin origin(Path path) {
    var at = path;
    while (!places.containsKey(at) && !at.steps().isEmpty()) {
      at = new Path(at.steps().subList(0, at.steps().size() - 1));
    }
    return Optional.ofNullable(places.get(at)).orElse(places.get(Path.ROOT));
  }
}
