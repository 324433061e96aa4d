package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ServiceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What several trees have in common, so that it is written once and laid under each of them.
///
/// A leaf is taken where every tree has one in that place and most have the same value: laid under
/// any of them it adds nothing, and what differs goes over it. Lists that are merged element by
/// element are taken only where all are the same.
final class Shared {
  private final FieldTable table = ServiceFields.TABLE;
  private final List<String> apart;

  /// @param apart members that belong to one thing alone, and are never shared
  Shared(List<String> apart) {
    this.apart = List.copyOf(apart);
  }

  /// @param at the generalised path of the trees in a service; empty for services themselves
  Fields of(List<Fields> trees, String at) {
    if (trees.size() < 2) return Fields.EMPTY;
    var common = new TreeMap<String, Value>();
    var names = new TreeSet<>(trees.getFirst().map().keySet());
    for (var tree : trees) names.retainAll(tree.map().keySet());
    names.removeAll(apart);
    for (var name : names) {
      var values = trees.stream().map(tree -> tree.at(name).orElseThrow()).toList();
      one(values, at.isEmpty() ? name : at + "." + name, name, common);
    }
    return new Fields(common);
  }

  private void one(List<Value> values, String at, String name, TreeMap<String, Value> common) {
    var fields = new ArrayList<Fields>();
    for (var value : values) {
      if (value instanceof Fields group) fields.add(group);
    }
    if (fields.size() == values.size()) {
      var inner = of(fields, at);
      if (!inner.isEmpty()) common.put(name, inner);
      return;
    }
    for (var value : values) {
      long same = values.stream().filter(value::equals).count();
      boolean merged = value instanceof Items && table.identity(at).isPresent();
      if (merged ? same == values.size() : 2 * same > values.size()) common.put(name, value);
    }
  }

  /// A tree without what it gets from below.
  static Fields without(Fields tree, Fields below) {
    var rest = new TreeMap<String, Value>();
    tree.map()
        .forEach((name, value) -> {
          var under = below.at(name);
          if (under.filter(value::equals).isPresent()) return;
          boolean both =
              value instanceof Fields && under.filter(Fields.class::isInstance).isPresent();
          if (!both) {
            rest.put(name, value);
            return;
          }
          var inner = without((Fields) value, below.fields(name));
          if (!inner.isEmpty()) rest.put(name, inner);
        });
    return new Fields(rest);
  }
}
