package dev.berth.manifest;

import dev.berth.model.Finding.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A YAML node that knows where it was written. Scalars keep their source text until the schema
/// says what they are.
sealed interface Node {
  Origin place();

  /// @param parameters the names that the text was made of
  record Scalar(String text, Style style, List<String> parameters, Origin place) implements Node {
    private static final List<String> NULLS = List.of("", "~", "null", "Null", "NULL");

    public Scalar {
      parameters = List.copyOf(parameters);
    }

    static Scalar text(String text, Origin place) {
      return new Scalar(text, Style.TEXT, List.of(), place);
    }

    static Scalar plain(String text, Origin place) {
      return new Scalar(text, Style.PLAIN, List.of(), place);
    }

    Scalar as(Style other) {
      return new Scalar(text, other, parameters, place);
    }

    Scalar saying(String other) {
      return new Scalar(other, style, parameters, place);
    }

    boolean absent() {
      return style == Style.PLAIN && NULLS.contains(text);
    }
  }

  enum Style {
    /// As written, without quotes: what it is depends on where it stands.
    PLAIN,
    /// The whole scalar was one parameter: likewise.
    GIVEN,
    /// Its source text, whatever it looks like: `1.0`, `no`, `0x10`.
    SOURCE,
    /// Made of a parameter whose value nobody knows: it passes for anything.
    PRETENDED,
    TEXT,
    NUMBER,
    FLAG
  }

  record Sequence(List<Node> items, Origin place) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// @param entries in the order of the text
  record Mapping(SequencedMap<String, Entry> entries, Origin place) implements Node {
    public Mapping {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Origin place) {
      return new Mapping(new LinkedHashMap<>(), place);
    }

    /// What stands at a name; empty for an explicit null, too.
    Optional<Node> at(String name) {
      return Optional.ofNullable(entries.get(name)).map(Entry::value).filter(Mapping::present);
    }

    Optional<Mapping> mapping(String name) {
      return at(name).flatMap(Node::asMapping);
    }

    Optional<Scalar> scalar(String name) {
      return at(name).flatMap(Node::asScalar);
    }

    Optional<String> text(String name) {
      return scalar(name).map(Scalar::text);
    }

    List<Node> items(String name) {
      return at(name).map(n -> n instanceof Sequence(var all, _) ? all : none()).orElse(none());
    }

    /// Where a name was written; the mapping's own place where it was not.
    Origin where(String name) {
      return Optional.ofNullable(entries.get(name)).map(Entry::key).orElse(place);
    }

    Mapping with(String name, Node value) {
      return with(name, new Entry(where(name), value));
    }

    Mapping with(String name, Entry entry) {
      var copy = new LinkedHashMap<>(entries);
      copy.put(name, entry);
      return new Mapping(copy, place);
    }

    Mapping without(String name) {
      var copy = new LinkedHashMap<>(entries);
      copy.remove(name);
      return new Mapping(copy, place);
    }

    private static boolean present(Node node) {
      return !(node instanceof Scalar scalar && scalar.absent());
    }

    private static List<Node> none() {
      return List.of();
    }
  }

  /// @param key where the name stands
  record Entry(Origin key, Node value) {}

  default Optional<Mapping> asMapping() {
    return this instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  default Optional<Scalar> asScalar() {
    return this instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty();
  }

  default Optional<Sequence> asSequence() {
    return this instanceof Sequence sequence ? Optional.of(sequence) : Optional.empty();
  }
}
