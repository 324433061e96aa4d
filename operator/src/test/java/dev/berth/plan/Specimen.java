package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.FieldRow.Gate;
import dev.berth.plan.FieldRow.Kind;
import dev.berth.plan.FieldRow.Range;
import dev.berth.plan.FieldRow.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The smallest service in which one row's member can stand, with legal values for it.
record Specimen(FieldRow row) {
  private static final FieldTable TABLE = ServiceFields.TABLE;

  /// Every member that has a value of its own.
  static List<Specimen> all() {
    return TABLE.rows().stream()
        .filter(row ->
            switch (row.shape()) {
              case Shape.One _, Shape.Many _, Shape.Names _, Shape.Document _ -> true;
              case Shape.Elements _, Shape.Group _, Shape.Dropped _ -> false;
            })
        .map(Specimen::new)
        .toList();
  }

  /// Whether the member tells elements apart: another value is another element.
  boolean identity() {
    int list = row.path().lastIndexOf("[].");
    var name = row.path().substring(list + (list < 0 ? 1 : 3));
    return list >= 0
        && TABLE
            .identity(row.path().substring(0, list))
            .filter(i -> i.names().contains(name))
            .isPresent();
  }

  /// The first legal value that is no default, and another; one alone where the API has but one.
  List<Value> values() {
    return switch (row.shape()) {
      case Shape.One(var kind) -> scalars(row, kind).toList();
      case Shape.Many(_, var kind) ->
          scalars(row, kind).map(v -> (Value) Value.items(List.of(v))).toList();
      case Shape.Names _ ->
          Stream.of("alpha", "beta")
              .map(t -> (Value) Fields.EMPTY.with("key", Value.of(t)))
              .toList();
      case Shape.Document _ ->
          Stream.of("alpha", "beta")
              .map(t -> (Value) Fields.EMPTY.with("key", Value.of(t)))
              .toList();
      case Shape.Elements _, Shape.Group _, Shape.Dropped _ -> List.of();
    };
  }

  private static Stream<Value> scalars(FieldRow row, Kind kind) {
    var all =
        switch (kind) {
          case TEXT -> texts(row).map(Value::of);
          case NUMBER -> numbers(row).mapToObj(n -> Value.of(n));
          case FLAG -> Stream.of(Value.of(true), Value.of(false));
        };
    var legal = all.toList();
    if (kind == Kind.FLAG || legal.size() == 1) return legal.stream();
    return legal.stream().filter(v -> !row.literal().equals(Optional.of(v))).limit(2);
  }

  private static Stream<String> texts(FieldRow row) {
    return switch (row.range()) {
      case Range.OneOf(var words) -> words.stream();
      case Range.Matching(var pattern) ->
          Stream.of("alpha", "beta", "gamma", "8000-8010", "9000-9010")
              .filter(t -> t.matches(pattern))
              .skip(row.unstated() instanceof FieldRow.Unstated.Sibling ? 1 : 0);
      case Range.Any _, Range.Between _ ->
          switch (row.sameness()) {
            case CPU, MEMORY -> Stream.of("512", "1024");
            case UPPER -> Stream.of("ALPHA", "BETA");
            case PLACE -> Stream.of("instanceId", "attribute:ecs.availability-zone");
            case TIME -> Stream.of("2026-12-24T08:00:00Z", "2027-01-06T00:00:00Z");
            case VERBATIM, ROLE, LOWER -> Stream.of("alpha", "beta");
          };
    };
  }

  private static IntStream numbers(FieldRow row) {
    var range = row.range() instanceof Range.Between between ? between : null;
    int low = range == null ? 1 : Math.max(1, range.low().orElse(1));
    int high = range == null ? low + 2 : range.high().orElse(low + 2);
    return IntStream.rangeClosed(low, high).limit(3);
  }

  /// A service whose member has this value, or none.
  Fields with(Optional<Value> value) {
    return in(Fields.EMPTY, value);
  }

  /// The same in a manifest that says more: in the first element of each list on the way. What the
  /// member excludes or makes meaningless goes.
  Fields in(Fields manifest, Optional<Value> value) {
    return object("", row.path(), value, beside(manifest));
  }

  private Fields beside(Fields manifest) {
    return switch (row.path()) {
      case "launchType" -> manifest.without("capacityProviderStrategy");
      case String path when path.startsWith("capacityProviderStrategy") ->
          manifest.without("launchType");
      default -> manifest;
    };
  }

  /// Where it then stands.
  Path path() {
    return path(Fields.EMPTY);
  }

  Path path(Fields manifest) {
    var at = new Walk(Path.ROOT, in(manifest, Optional.of(values().getFirst())));
    for (var step : row.path().split("\\.")) at = at.to(step);
    return row.shape() instanceof Shape.Names ? at.path.field("key") : at.path;
  }

  private record Walk(Path path, Value value) {
    Walk to(String step) {
      var name = step.replace("[]", "");
      var inner = ((Fields) value).at(name).orElseThrow();
      if (!step.endsWith("[]")) return new Walk(path.field(name), inner);
      var list = path.field(name);
      var element = (Fields) ((Value.Items) inner).items().getFirst();
      var key = TABLE.identity(FieldTable.general(list)).orElseThrow().of(element);
      return new Walk(list.element(key), element);
    }
  }

  private Fields object(String at, String rest, Optional<Value> value, Fields base) {
    int dot = rest.indexOf('.');
    if (dot < 0) {
      var open = alone(at, rest, base);
      return value.map(v -> open.with(rest, v)).orElse(open.without(rest));
    }
    var name = rest.substring(0, dot).replace("[]", "");
    var path = at + name;
    var below = rest.substring(dot + 1);
    if (!rest.startsWith(name + "[]")) {
      return gated(path, name, base, object(path + ".", below, value, base.fields(name)));
    }
    var items = new ArrayList<>(base.items(name));
    var first = items.isEmpty() ? Fields.EMPTY : (Fields) items.removeFirst();
    items.addFirst(identified(path, object(path + "[].", below, value, first)));
    return base.with(name, Value.items(items));
  }

  /// Without what would come and go with this member: an object that it opens.
  private static Fields alone(String at, String name, Fields base) {
    var group = at.isEmpty() ? "" : at.substring(0, at.length() - 1);
    var own = TABLE.row(group).map(FieldRow::shape).filter(s -> opened(s, name)).isPresent();
    var alone = own ? Fields.EMPTY : base;
    for (var sibling : base.map().keySet()) {
      var shape = TABLE.row(at + sibling).map(FieldRow::shape);
      if (shape.filter(s -> opened(s, name)).isEmpty() || own) continue;
      if (shape.get() instanceof Shape.Group(Gate.Beside _)) alone = alone.without(sibling);
    }
    return alone;
  }

  private static boolean opened(Shape shape, String name) {
    return shape instanceof Shape.Group(var gate)
        && switch (gate) {
          case Gate.Open _ -> false;
          case Gate.Own(var flag) -> flag.equals(name);
          case Gate.Beside(var member, _) -> member.equals(name);
        };
  }

  private static Fields identified(String list, Fields element) {
    var whole = element;
    for (var part : TABLE.identity(list).orElseThrow().parts()) {
      boolean there = part.names().stream().anyMatch(name -> element.at(name).isPresent());
      if (there || !part.fallback().isEmpty()) continue;
      var name = part.names().getFirst();
      var row = TABLE.row(list + "[]." + name).orElseThrow();
      whole = whole.with(name, new Specimen(row).values().getFirst());
    }
    return whole;
  }

  private Fields gated(String path, String name, Fields base, Fields inner) {
    var shape = TABLE.row(path).map(FieldRow::shape);
    if (shape.isEmpty() || !(shape.get() instanceof Shape.Group(var gate))) {
      return base.with(name, inner);
    }
    return switch (gate) {
      case Gate.Open _ -> base.with(name, inner);
      case Gate.Own(var flag) ->
          base.with(
              name,
              row.path().equals(path + "." + flag) ? inner : inner.with(flag, Value.of(true)));
      case Gate.Beside(var member, var word) -> base.with(name, inner).with(member, Value.of(word));
    };
  }
}
