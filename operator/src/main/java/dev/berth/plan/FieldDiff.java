package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldRow.Clear;
import dev.berth.plan.FieldRow.Gate;
import dev.berth.plan.FieldRow.Holder;
import dev.berth.plan.FieldRow.Order;
import dev.berth.plan.FieldRow.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Where two things of one table differ: one [Difference] a leaf, in the order of their paths.
///
/// An element that only one side has is one difference with the whole element, unless it has a
/// single value beside its identity (a variable, a secret): then it is that value's.
public final class FieldDiff {
  private static final Consequence NOT_KNOWN =
      new Consequence.Ignored("this version of Berth does not know this member");

  private final FieldTable table;
  private final Fields stated;
  private final Fields have;
  private final List<Difference> found = new ArrayList<>();

  private FieldDiff(FieldTable table, Fields stated, Fields have) {
    this.table = table;
    this.stated = stated;
    this.have = have;
  }

  /// Task definitions are compared where both sides hold one: a service has always one, so a live
  /// side without it was not read.
  ///
  /// @param want as the manifest states it, so that what it leaves to others can be told
  public static List<Difference> service(Fields want, Fields have) {
    var live = Canonical.service(have);
    var stated = Rebalancing.beside(want, have);
    var wish = Canonical.service(stated);
    boolean read = have.at(ServiceFields.DEFINITION).filter(Fields.class::isInstance).isPresent();
    var diff = new FieldDiff(ServiceFields.TABLE, stated, live);
    return diff.between(read ? wish : wish.without(ServiceFields.DEFINITION), live);
  }

  /// What stands alone, such as a scaling policy: a table has all that it can say.
  public static List<Difference> of(FieldTable table, Fields want, Fields have) {
    var live = Canonical.of(table, have);
    return new FieldDiff(table, want, live).between(Canonical.of(table, want), live);
  }

  private List<Difference> between(Fields want, Fields have) {
    group(Path.ROOT, want, have);
    return found.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private void group(Path path, Fields want, Fields have) {
    names(want, have).forEach(name -> member(path.field(name), want.at(name), have.at(name)));
  }

  private void member(Path path, Optional<Value> want, Optional<Value> have) {
    if (want.equals(have)) return;
    var row = table.row(path);
    if (row.filter(r -> leftAlone(r, path)).isPresent()) return;
    switch (row.map(FieldRow::shape).orElse(new Shape.Group(new Gate.Open()))) {
      case Shape.Elements(var order, var identity) -> elements(path, order, identity, want, have);
      case Shape.Names _, Shape.Group _, Shape.Dropped _ -> inner(path, want, have);
      case Shape.One _, Shape.Many _, Shape.Document _ -> add(path, want, have);
    }
  }

  private void inner(Path path, Optional<Value> want, Optional<Value> have) {
    if (want.or(() -> have).filter(Fields.class::isInstance).isPresent()) {
      group(path, fields(want), fields(have));
    } else {
      add(path, want, have);
    }
  }

  private void elements(
      Path path, Order order, Identity identity, Optional<Value> want, Optional<Value> have) {
    var left = identity.index(items(want));
    var right = identity.index(items(have));
    int before = found.size();
    var keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    for (var key : keys) {
      if (left.containsKey(key) && right.containsKey(key)) {
        group(path.element(key), left.get(key), right.get(key));
      } else {
        element(
            path.element(key),
            Optional.ofNullable(left.get(key)),
            Optional.ofNullable(right.get(key)));
      }
    }
    boolean moved = order == Order.LIST && found.size() == before;
    if (moved || keys.isEmpty()) add(path, want, have);
  }

  private void element(Path path, Optional<Fields> want, Optional<Fields> have) {
    var only = want.or(() -> have).orElse(Fields.EMPTY);
    var value = table.single(FieldTable.general(path)).filter(name -> only.at(name).isPresent());
    if (value.isEmpty()) {
      add(path, want.map(f -> f), have.map(f -> f));
    } else {
      var name = value.get();
      add(path.field(name), want.flatMap(f -> f.at(name)), have.flatMap(f -> f.at(name)));
    }
  }

  private void add(Path path, Optional<Value> want, Optional<Value> have) {
    found.add(new Difference(path, have, want, consequence(path, want)));
  }

  private Consequence consequence(Path path, Optional<Value> want) {
    var row = table.row(path);
    if (want.isEmpty() && row.filter(r -> r.clear() == Clear.IMPOSSIBLE).isPresent()) {
      return new Consequence.Replace();
    }
    return row.map(FieldRow::consequence).orElseGet(() -> inherited(path));
  }

  /// Of a member without a row: a new revision puts anything right in a task definition, but what
  /// UpdateService calls it, if it has it at all, is not known.
  private static Consequence inherited(Path path) {
    var definition = Path.ROOT.field(ServiceFields.DEFINITION);
    return path.startsWith(definition) ? TaskFields.CONSEQUENCE : NOT_KNOWN;
  }

  private boolean leftAlone(FieldRow row, Path path) {
    return switch (row.holder()) {
      case Holder.Manifest _ -> false;
      case Holder.Others(var unless) ->
          (!stated(path) && unless.filter(name -> stated.at(name).isPresent()).isEmpty())
              || replacedBy(row);
    };
  }

  /// Whether the live side has, in this member's place, the one that it excludes: a service with a
  /// capacity provider strategy shows no launch type.
  private boolean replacedBy(FieldRow row) {
    return have.at(row.path()).isEmpty()
        && table.rows().stream()
            .filter(other -> other.holder().equals(new Holder.Others(Optional.of(row.path()))))
            .anyMatch(other -> have.at(other.path()).isPresent());
  }

  private boolean stated(Path path) {
    Optional<Value> at = Optional.of(stated);
    for (var step : path.steps()) {
      if (!(step instanceof Path.Step.Name(var name))) return at.isPresent();
      at = at.flatMap(value -> value instanceof Fields f ? f.at(name) : Optional.empty());
    }
    return at.isPresent();
  }

  private static Fields fields(Optional<Value> value) {
    return value.map(v -> v instanceof Fields f ? f : Fields.EMPTY).orElse(Fields.EMPTY);
  }

  private static List<Value> items(Optional<Value> value) {
    return value.map(v -> v instanceof Items(var list) ? list : List.<Value>of()).orElse(List.of());
  }

  private static TreeSet<String> names(Fields want, Fields have) {
    var names = new TreeSet<>(want.map().keySet());
    names.addAll(have.map().keySet());
    return names;
  }
}
