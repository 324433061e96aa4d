package dev.berth.plan;

import dev.berth.model.Json;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.plan.FieldRow.Gate;
import dev.berth.plan.FieldRow.Kind;
import dev.berth.plan.FieldRow.Order;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldRow.Unstated;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The one spelling of what a task definition or a service says: no defaults, nothing that the
/// server adds, nothing empty, sets in order, one spelling of sizes and roles. What was sent and
/// what ECS returns for it have the same canonical form. A member without a row is kept as it is,
/// so that it shows.
public final class Canonical {
  private static final Value ZERO = Value.of(0);

  /// How the values are written that may be written in several ways.
  private enum Spelling {
    ONE,
    ITS_OWN
  }

  private final FieldTable table;
  private final Fields whole;
  private final Spelling spelling;

  private Canonical(FieldTable table, Fields whole, Spelling spelling) {
    this.table = table;
    this.whole = whole;
    this.spelling = spelling;
  }

  /// @param fields of a service; its task definition, if it is there, nested as in a manifest
  public static Fields service(Fields fields) {
    var bare = of(ServiceFields.ALONE, fields);
    var task = task(ServiceFields.definition(fields));
    return task.isEmpty() ? bare : bare.with(ServiceFields.DEFINITION, task);
  }

  /// The same, with each value as it is spelled: what somebody has to write to get this service.
  public static Fields stated(Fields fields) {
    var bare = stated(ServiceFields.ALONE, fields);
    var task = stated(TaskFields.TABLE, ServiceFields.definition(fields));
    return task.isEmpty() ? bare : bare.with(ServiceFields.DEFINITION, task);
  }

  private static Fields stated(FieldTable table, Fields fields) {
    return new Canonical(table, fields, Spelling.ITS_OWN).group("", fields);
  }

  public static Fields task(Fields definition) {
    return of(TaskFields.TABLE, definition);
  }

  public static Fields of(FieldTable table, Fields fields) {
    return new Canonical(table, fields, Spelling.ONE).group("", fields);
  }

  private Fields group(String path, Fields fields) {
    var kept = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((name, value) -> {
          var known = path.isEmpty() ? ours(name) : name;
          var at = path.isEmpty() ? known : path + "." + known;
          normal(at, value, fields).ifPresent(normal -> kept.put(known, normal));
        });
    return new Fields(kept);
  }

  /// `role` for what the answer calls `roleArn`.
  private String ours(String name) {
    return table.answered(name).map(FieldRow::path).orElse(name);
  }

  private Optional<Value> normal(String at, Value value, Fields siblings) {
    var found = table.row(at);
    if (found.isEmpty()) return Optional.of(unknown(at, value)).filter(Canonical::full);
    var row = found.get();
    var plain =
        switch (row.shape()) {
          case Shape.Dropped _ -> Fields.EMPTY;
          case Shape.One(var kind) -> row.sameness().normal(value, kind);
          case Shape.Many(var order, var kind) -> many(row, order, kind, value);
          case Shape.Elements(var order, var identity) -> elements(at, order, identity, value);
          case Shape.Names _ -> value;
          case Shape.Document _ -> document(value);
          case Shape.Group(var gate) -> gated(unknown(at, value), gate, siblings);
        };
    return Optional.of(plain)
        .filter(v -> full(v) && !unstated(row, v, siblings))
        .map(v -> spelled(row, value, v));
  }

  private Value spelled(FieldRow row, Value stated, Value plain) {
    return switch (spelling) {
      case ONE -> plain;
      case ITS_OWN -> row.shape() instanceof Shape.One ? stated : plain;
    };
  }

  /// What a member without a row of its own is: an object whose members may have one, or news.
  private Value unknown(String at, Value value) {
    return switch (value) {
      case Fields fields -> group(at, fields);
      case Items(var items) ->
          Value.items(items.stream().map(item -> unknown(at + "[]", item)).toList());
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }

  private static Value gated(Value value, Gate gate, Fields siblings) {
    boolean open =
        switch (gate) {
          case Gate.Open _ -> true;
          case Gate.Own(var flag) -> value instanceof Fields fields && fields.on(flag);
          case Gate.Beside beside -> beside.open(siblings);
        };
    return open ? value : Fields.EMPTY;
  }

  private static Value many(FieldRow row, Order order, Kind kind, Value value) {
    if (!(value instanceof Items(var items))) return value;
    var plain = items.stream().map(item -> row.sameness().normal(item, kind));
    return switch (order) {
      case LIST -> Value.items(plain.toList());
      case SET ->
          Value.items(plain.distinct().sorted(Comparator.comparing(Json::compact)).toList());
    };
  }

  /// A document that is written as a text, as the consoles have it, is what it says.
  static Value document(Value value) {
    if (!(value instanceof Value.Text(var text)) || !text.strip().startsWith("{")) return value;
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException _) {
      return value;
    }
  }

  private Value elements(String at, Order order, Identity identity, Value value) {
    if (!(value instanceof Items(var items))) return value;
    var plain = items.stream().map(item -> unknown(at + "[]", item));
    return switch (order) {
      case LIST -> Value.items(plain.toList());
      case SET -> Value.items(plain.sorted(by(identity)).toList());
    };
  }

  /// By identity, and two of the same identity by content: ECS promises no order.
  private static Comparator<Value> by(Identity identity) {
    return Comparator.comparing((Value v) -> v instanceof Fields f ? identity.of(f) : "")
        .thenComparing(Json::compact);
  }

  private static boolean full(Value value) {
    return switch (value) {
      case Fields fields -> !fields.isEmpty();
      case Items(var items) -> !items.isEmpty();
      case Value.Text _, Value.Num _, Value.Flag _ -> true;
    };
  }

  private boolean unstated(FieldRow row, Value value, Fields siblings) {
    return switch (row.unstated()) {
      case Unstated.Nothing _ -> false;
      case Unstated.Literal(var literal) -> value.equals(literal) || value.equals(Value.of(""));
      case Unstated.Scheduled scheduled -> value.equals(scheduled.of(whole));
      case Unstated.Beside(var literal, var member) ->
          value.equals(literal) && siblings.at(member).isPresent();
      case Unstated.Sibling(var name) -> siblings.at(name).filter(value::equals).isPresent();
      case Unstated.HostPort _ ->
          value.equals(ZERO) || hasOwnPorts() && siblings.at("containerPort").equals(same(value));
    };
  }

  /// Whether a container's port is the same port outside (source: ECS API reference, PortMapping).
  private boolean hasOwnPorts() {
    return whole.text("networkMode").filter(List.of("awsvpc", "host")::contains).isPresent();
  }

  private static Optional<Value> same(Value value) {
    return Optional.of(value);
  }
}
