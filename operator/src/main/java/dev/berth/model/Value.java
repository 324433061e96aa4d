package dev.berth.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A tree of plain data: the shape of an ECS request or answer, with no null and a fixed order.
public sealed interface Value {

  record Text(String text) implements Value {}

  /// Equal numbers are equal whatever their scale: `1.0` is `1`.
  record Num(BigDecimal number) implements Value {
    public Num {
      number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    @Override
    public String toString() {
      return number.toPlainString();
    }
  }

  record Flag(boolean on) implements Value {}

  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  record Fields(SortedMap<String, Value> map) implements Value {
    public static final Fields EMPTY = new Fields(new TreeMap<>());

    public Fields {
      map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    public Optional<Value> at(String name) {
      return Optional.ofNullable(map.get(name));
    }

    public Fields with(String name, Value value) {
      var copy = new TreeMap<>(map);
      copy.put(name, value);
      return new Fields(copy);
    }

    public Fields without(String name) {
      var copy = new TreeMap<>(map);
      copy.remove(name);
      return new Fields(copy);
    }

    public boolean isEmpty() {
      return map.isEmpty();
    }

    /// The text at a name; empty where there is none or it is no text.
    public Optional<String> text(String name) {
      return at(name)
          .flatMap(value -> value instanceof Text(var text) ? Optional.of(text) : none());
    }

    /// The whole number at a name; empty where there is none or it is no number.
    public Optional<Integer> whole(String name) {
      return at(name)
          .flatMap(v -> v instanceof Num(var n) ? Optional.of(n.intValue()) : Optional.empty());
    }

    public boolean on(String name) {
      return at(name).filter(new Flag(true)::equals).isPresent();
    }

    /// The fields at a name; none where there are none.
    public Fields fields(String name) {
      return at(name).map(value -> value instanceof Fields fields ? fields : EMPTY).orElse(EMPTY);
    }

    /// The items at a name that are fields themselves.
    public List<Fields> each(String name) {
      var found = new ArrayList<Fields>();
      for (var item : items(name)) {
        if (item instanceof Fields fields) found.add(fields);
      }
      return List.copyOf(found);
    }

    public List<Value> items(String name) {
      return at(name)
          .map(value -> value instanceof Items(var list) ? list : nothing())
          .orElse(nothing());
    }

    private static Optional<String> none() {
      return Optional.empty();
    }

    private static List<Value> nothing() {
      return List.of();
    }
  }

  static Value of(String text) {
    return new Text(text);
  }

  static Value of(long number) {
    return new Num(BigDecimal.valueOf(number));
  }

  static Value of(boolean on) {
    return new Flag(on);
  }

  static Items items(List<? extends Value> items) {
    return new Items(List.copyOf(items));
  }

  static Items texts(List<String> texts) {
    return new Items(texts.stream().map(Value::of).toList());
  }

  static Fields fields(Map<String, ? extends Value> map) {
    return new Fields(new TreeMap<>(map));
  }

  /// As ECS's APIs write tags: a list of `{key, value}`.
  static Items tags(SortedMap<String, String> tags) {
    var items = new ArrayList<Value>();
    tags.forEach((k, v) -> items.add(Fields.EMPTY.with("key", of(k)).with("value", of(v))));
    return new Items(items);
  }
}
