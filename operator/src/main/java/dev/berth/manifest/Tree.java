package dev.berth.manifest;

import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Finding.Origin;
import dev.berth.model.Path;
import dev.berth.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Nodes as values, with what the values have no room for.
///
/// @param places where each path was written
/// @param parameters what the value at a path was made of
/// @param pretended where values are that nobody knows
record Tree(
    Value.Fields fields,
    SortedMap<Path, Origin> places,
    SortedMap<Path, String> parameters,
    SortedSet<Path> pretended) {
  Tree {
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    pretended = Collections.unmodifiableSortedSet(new TreeSet<>(pretended));
  }

  static Tree of(Mapping mapping) {
    var walk = new Walk(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    walk.places().put(Path.ROOT, mapping.place());
    walk.over(mapping, Path.ROOT);
    return new Tree(
        (Value.Fields) Typed.value(mapping), walk.places(), walk.parameters(), walk.pretended());
  }

  private record Walk(
      SortedMap<Path, Origin> places,
      SortedMap<Path, String> parameters,
      SortedSet<Path> pretended) {

    private void over(Node node, Path path) {
      switch (node) {
        case Scalar scalar -> plain(List.of(scalar), path);
        case Mapping(var entries, _) ->
            entries.forEach((name, entry) -> {
              places.put(path.field(name), entry.key());
              over(entry.value(), path.field(name));
            });
        case Sequence(var items, _) -> list(items, path);
      }
    }

    /// A list of plain values is compared as a whole, so that it is one place.
    private void list(List<Node> items, Path path) {
      var scalars = new ArrayList<Scalar>();
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof Scalar scalar) {
          scalars.add(scalar);
          continue;
        }
        var at = IdentityKeys.element(path, items.get(i), i);
        places.putIfAbsent(at, items.get(i).place());
        over(items.get(i), at);
      }
      plain(scalars, path);
    }

    private void plain(List<Scalar> scalars, Path path) {
      var names = new TreeSet<String>();
      for (var scalar : scalars) {
        names.addAll(scalar.parameters());
        if (scalar.style() == Style.PRETENDED) pretended.add(path);
      }
      if (!names.isEmpty()) parameters.put(path, String.join(", ", names));
    }
  }

  /// Whether a value at a path, or below it, is one that nobody knows.
  boolean unknown(Path path) {
    return pretended.stream().anyMatch(one -> one.startsWith(path));
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
