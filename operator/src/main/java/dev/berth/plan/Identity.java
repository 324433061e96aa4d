package dev.berth.plan;

import dev.berth.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What tells the elements of a list apart, and names them in paths: `[api]`, `[53]`, `[53/udp]`.
public record Identity(List<Part> parts) {

  /// @param names the first of these that an element has
  /// @param fallback what counts when it has none, and is not written out; empty where one is
  ///   needed
  public record Part(List<String> names, Optional<String> fallback) {
    public Part {
      names = List.copyOf(names);
    }

    private String of(Value.Fields element) {
      return names.stream()
          .flatMap(name -> element.at(name).stream())
          .map(Words::of)
          .filter(text -> !text.isEmpty() && !fallback.equals(Optional.of(text)))
          .findFirst()
          .orElse("");
    }

    /// Reads `containerPort or containerPortRange`, `protocol=tcp` or `field=`.
    static Part parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) return new Part(List.of(text.split(" or ")), Optional.empty());
      var fallback = Optional.of(text.substring(equals + 1));
      return new Part(List.of(text.substring(0, equals)), fallback);
    }
  }

  public Identity {
    parts = List.copyOf(parts);
  }

  static Identity parse(String text) {
    return new Identity(Stream.of(text.split(",")).map(String::strip).map(Part::parse).toList());
  }

  public String of(Value.Fields element) {
    return parts.stream()
        .map(part -> part.of(element))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("/"));
  }

  /// Every member that takes part.
  public List<String> names() {
    return parts.stream().flatMap(part -> part.names().stream()).toList();
  }

  /// The elements by identity. ECS stores two of the same name: the second is `NAME#2`.
  public SortedMap<String, Value.Fields> index(List<Value> items) {
    var found = new TreeMap<String, Value.Fields>();
    keys(items).forEach(entry -> found.put(entry.key(), entry.element()));
    return found;
  }

  /// The same, in the list's order.
  List<Entry> keys(List<Value> items) {
    var seen = new TreeMap<String, Integer>();
    var entries = new ArrayList<Entry>();
    for (var item : items) {
      if (!(item instanceof Value.Fields element)) continue;
      var key = of(element);
      int count = seen.merge(key, 1, Integer::sum);
      entries.add(new Entry(count == 1 ? key : key + "#" + count, element));
    }
    return entries;
  }

  record Entry(String key, Value.Fields element) {}
}
