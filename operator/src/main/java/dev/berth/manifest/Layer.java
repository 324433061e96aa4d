package dev.berth.manifest;

import dev.berth.manifest.Node.Entry;
import dev.berth.manifest.Node.Mapping;
import dev.berth.manifest.Node.Scalar;
import dev.berth.manifest.Node.Sequence;
import dev.berth.manifest.Node.Style;
import dev.berth.model.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/// One layer of a Service before it is merged with others: the blocks that it uses are written out,
/// and variables and secrets are mappings by name, however they were written.
final class Layer {
  private static final List<String> CONTAINER_LISTS =
      List.of("containerDefinitions", "initContainers");

  private final SortedMap<String, Mapping> blocks;
  private final Findings findings;

  Layer(SortedMap<String, Mapping> blocks, Findings findings) {
    this.blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
    this.findings = findings;
  }

  Mapping service(Mapping spec, Path path) {
    return containers(spec, path, this::container);
  }

  /// A spec with every container changed, in lists and in mappings by name.
  static Mapping containers(Mapping spec, Path path, BiFunction<Mapping, Path, Node> change) {
    var definition = spec.mapping("taskDefinition");
    if (definition.isEmpty()) return spec;
    var changed = definition.get();
    var under = path.field("taskDefinition");
    for (var name : CONTAINER_LISTS) {
      var list = changed.at(name);
      if (list.isEmpty()) continue;
      changed = changed.with(name, each(list.get(), under.field(name), change));
    }
    return spec.with("taskDefinition", changed);
  }

  /// A spec with only the containers that are chosen, each changed; lists, as merging leaves them.
  static Mapping chosen(
      Mapping spec, Path path, BiPredicate<Mapping, Path> choice, UnaryOperator<Mapping> change) {
    var definition = spec.mapping("taskDefinition");
    if (definition.isEmpty()) return spec;
    var changed = definition.get();
    for (var name : CONTAINER_LISTS) {
      var list = changed.at(name).flatMap(Node::asSequence);
      if (list.isEmpty()) continue;
      var at = path.field("taskDefinition").field(name);
      var kept = new ArrayList<Node>();
      for (int i = 0; i < list.get().items().size(); i++) {
        var item = list.get().items().get(i);
        var where = IdentityKeys.element(at, item, i);
        if (!(item instanceof Mapping container)) kept.add(item);
        else if (choice.test(container, where)) kept.add(change.apply(container));
      }
      changed = changed.with(name, new Sequence(kept, list.get().place()));
    }
    return spec.with("taskDefinition", changed);
  }

  private static Node each(Node list, Path path, BiFunction<Mapping, Path, Node> change) {
    return switch (list) {
      case Scalar scalar -> scalar;
      case Sequence(var items, var place) -> {
        var changed = new ArrayList<Node>();
        for (int i = 0; i < items.size(); i++) {
          var at = IdentityKeys.element(path, items.get(i), i);
          changed.add(items.get(i) instanceof Mapping m ? change.apply(m, at) : items.get(i));
        }
        yield new Sequence(changed, place);
      }
      case Mapping(var entries, var place) -> {
        var changed = new LinkedHashMap<String, Entry>();
        entries.forEach((name, entry) ->
            changed.put(
                name,
                entry.value() instanceof Mapping m
                    ? new Entry(entry.key(), change.apply(m, path.element(name)))
                    : entry));
        yield new Mapping(changed, place);
      }
    };
  }

  Mapping container(Mapping container, Path path) {
    var named = byName(container, path, "environment", "value", "env");
    var secret = byName(named, path, "secrets", "valueFrom", "secrets");
    var whole = secret.without("use");
    for (var block : used(secret, path).reversed()) {
      whole = under(whole, block, "env");
      whole = under(whole, block, "secrets");
    }
    var env = whole.mapping("env");
    return env.isEmpty() ? whole : whole.with("env", source(env.get()));
  }

  /// A list of `{name, value}` as a mapping, beside what the mapping has already.
  private Mapping byName(Mapping container, Path path, String list, String member, String target) {
    var items = container.at(list).flatMap(Node::asSequence);
    if (items.isEmpty()) return container;
    var names = new LinkedHashMap<String, Entry>();
    container.mapping(target).ifPresent(stated -> names.putAll(stated.entries()));
    for (int i = 0; i < items.get().items().size(); i++) {
      var item = items.get().items().get(i);
      var at = IdentityKeys.element(path.field(list), item, i);
      var name = pair(item, member, at);
      if (name.isEmpty()) continue;
      var value = ((Mapping) item).at(member).orElse(Scalar.text("", item.place()));
      var twice = names.putIfAbsent(name.get().text(), new Entry(name.get().place(), value));
      if (twice == null) continue;
      var sentence = name.get().text() + " is stated twice, first in line " + twice.key().line();
      findings.error("duplicate-env", name.get().place(), at, sentence, "keep one of them");
    }
    var stated = new Mapping(names, items.get().place());
    return container.without(list).with(target, new Entry(container.where(list), stated));
  }

  /// The name of a `{name, value}`; empty, and told, where it is something else.
  private Optional<Scalar> pair(Node item, String member, Path path) {
    var name = item.asMapping().flatMap(mapping -> mapping.scalar("name"));
    var hint = "write {name: NAME, " + member + ": VALUE}";
    if (name.isEmpty()) {
      findings.error("missing-field", item.place(), path, "`name` is missing", hint);
    }
    for (var entry :
        item.asMapping().map(Mapping::entries).orElse(new LinkedHashMap<>()).entrySet()) {
      var known = List.of("name", member);
      if (known.contains(entry.getKey())) continue;
      var sentence = "there is no field `" + entry.getKey() + "` here";
      var place = entry.getValue().key();
      findings.error("unknown-field", place, path.field(entry.getKey()), sentence, hint);
    }
    return name;
  }

  private static Mapping source(Mapping env) {
    var texts = new LinkedHashMap<String, Entry>();
    env.entries()
        .forEach((name, entry) ->
            texts.put(
                name,
                entry.value() instanceof Scalar scalar && !scalar.absent()
                    ? new Entry(entry.key(), scalar.as(Style.SOURCE))
                    : entry));
    return new Mapping(texts, env.place());
  }

  private static boolean written(Scalar scalar) {
    return !scalar.absent() && scalar.style() != Style.PRETENDED;
  }

  private List<Mapping> used(Mapping container, Path path) {
    var found = new ArrayList<Mapping>();
    for (var use : container.items("use")) {
      var name = use.asScalar().map(Scalar::text).orElse("");
      if (blocks.containsKey(name)) {
        found.add(blocks.get(name));
        continue;
      }
      var hint = Closest.hint(name, blocks.keySet());
      var sentence = "there is no block " + name + " in this Environment";
      findings.error("unknown-block", use.place(), path.field("use"), sentence, hint);
    }
    return found;
  }

  /// Lays a block's names under those that are there; an explicit null stays and takes one out.
  private static Mapping under(Mapping container, Mapping block, String name) {
    var base = block.mapping(name);
    if (base.isEmpty()) return container;
    var own = container.mapping(name).orElse(Mapping.empty(base.get().place()));
    var merged = new LinkedHashMap<>(base.get().entries());
    merged.putAll(own.entries());
    return container.with(name, new Mapping(merged, own.place()));
  }
}
