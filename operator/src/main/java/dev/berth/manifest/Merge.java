package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// A JSON merge patch (RFC 7386) on nodes, with one addition: a list whose elements have an
/// identity is merged element by element, and a mapping over such a list is read as its elements by
/// identity, so that `{sidecar: null}` takes one out.
final class Merge {
  /// What becomes of an explicit null.
  private enum Nulls {
    REMOVE,
    /// It takes out what lies below, and stays to do so once more.
    KEEP
  }

  private final Nulls nulls;

  private Merge(Nulls nulls) {
    this.nulls = nulls;
  }

  static Mapping of(Mapping base, Mapping patch, Path path) {
    return new Merge(Nulls.REMOVE).mapping(base, patch, path);
  }

  /// One patch over another: a patch again.
  static Mapping patches(Mapping under, Mapping over, Path path) {
    return new Merge(Nulls.KEEP).mapping(under, over, path);
  }

  private Mapping mapping(Mapping base, Mapping patch, Path path) {
    var merged = new LinkedHashMap<>(base.entries());
    patch
        .entries()
        .forEach((name, entry) -> {
          var old = Optional.ofNullable(merged.get(name)).map(Entry::value);
          if (removes(entry)) merged.remove(name);
          else merged.put(name, entry(old, entry, path.field(name)));
        });
    return new Mapping(merged, base.entries().isEmpty() ? patch.place() : base.place());
  }

  private boolean removes(Entry entry) {
    return nulls == Nulls.REMOVE && entry.value() instanceof Scalar scalar && scalar.absent();
  }

  private Entry entry(Optional<Node> base, Entry patch, Path path) {
    return new Entry(patch.key(), node(base, patch.value(), path));
  }

  private Node node(Optional<Node> base, Node patch, Path path) {
    return switch (patch) {
      case Scalar scalar -> scalar;
      case Sequence sequence -> list(base.flatMap(Node::asSequence), sequence, path);
      case Mapping mapping -> {
        var list =
            base.flatMap(Node::asSequence).filter(_ -> IdentityKeys.single(path).isPresent());
        if (list.isPresent()) yield byIdentity(list.get(), mapping, path);
        var under = base.flatMap(Node::asMapping).orElse(Mapping.empty(mapping.place()));
        yield mapping(under, mapping, path);
      }
    };
  }

  private Node list(Optional<Sequence> base, Sequence patch, Path path) {
    var merged = new LinkedHashMap<String, Node>();
    var keyless = new ArrayList<Node>();
    base.ifPresent(old ->
        old.items().forEach(n -> IdentityKeys.of(path, n).ifPresent(id -> merged.put(id, n))));
    boolean keyed = base.map(old -> merged.size() == old.items().size()).orElse(false);
    if (!keyed) merged.clear();
    for (int i = 0; i < patch.items().size(); i++) {
      var item = patch.items().get(i);
      var id = IdentityKeys.of(path, item).filter(_ -> keyed);
      var old = id.flatMap(key -> Optional.ofNullable(merged.get(key)));
      var result = node(old, item, IdentityKeys.element(path, item, i));
      id.ifPresentOrElse(key -> merged.put(key, result), () -> keyless.add(result));
    }
    var items = new ArrayList<>(merged.values());
    items.addAll(keyless);
    return new Sequence(items, patch.place());
  }

  private Node byIdentity(Sequence base, Mapping patch, Path path) {
    var field = IdentityKeys.single(path).orElseThrow();
    var merged = new LinkedHashMap<String, Node>();
    base.items().forEach(n -> merged.put(IdentityKeys.of(path, n).orElse("#" + merged.size()), n));
    patch
        .entries()
        .forEach((id, entry) -> {
          if (entry.value() instanceof Scalar scalar && scalar.absent()) merged.remove(id);
          else {
            var old = Optional.ofNullable(merged.get(id));
            var item = node(old, entry.value(), path.element(id));
            merged.put(id, identified(item, field, id, entry));
          }
        });
    return new Sequence(new ArrayList<>(merged.values()), base.place());
  }

  private static Node identified(Node item, String field, String id, Entry entry) {
    return item instanceof Mapping mapping && mapping.at(field).isEmpty()
        ? mapping.with(field, new Entry(entry.key(), Scalar.plain(id, entry.key())))
        : item;
  }
}
