package dev.berth.reconcile;

import dev.berth.model.Json;
import dev.berth.model.Path;
import dev.berth.model.Path.Step;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.plan.FieldRow;
import dev.berth.plan.FieldRow.Kind;
import dev.berth.plan.FieldRow.Order;
import dev.berth.plan.FieldRow.Range;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ServiceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A member that has a value in a service, where it stands first.
record Leaf(FieldRow row, Path path) {
  private static final FieldTable TABLE = ServiceFields.TABLE;

  /// Values that are legal where the next word or number is not.
  private static final Fields OTHERS =
      (Fields)
          Json.parse(
              """
              {"launchType": "EC2", "platformVersion": "LATEST",
               "serviceConnectConfiguration.logConfiguration.logDriver": "json-file",
               "taskDefinition.cpu": "256", "taskDefinition.memory": "1024",
               "taskDefinition.networkMode": "bridge",
               "taskDefinition.requiresCompatibilities": ["EC2", "EXTERNAL"],
               "taskDefinition.runtimePlatform.operatingSystemFamily": "WINDOWS_SERVER_2022_CORE",
               "taskDefinition.proxyConfiguration.containerName": "app",
               "taskDefinition.containerDefinitions[].mountPoints[].sourceVolume": "more",
               "taskDefinition.containerDefinitions[].dependsOn[].condition": "COMPLETE",
               "taskDefinition.containerDefinitions[].logConfiguration.logDriver": "syslog"}
              """);

  /// By the path of its row.
  static SortedMap<String, Leaf> in(Fields service) {
    var found = new TreeMap<String, Leaf>();
    walk(Path.ROOT, service, found);
    return found;
  }

  private static void walk(Path path, Fields fields, SortedMap<String, Leaf> found) {
    fields
        .map()
        .forEach((name, value) -> {
          var at = path.field(name);
          var row = TABLE.row(at);
          var shape = row.map(FieldRow::shape).orElse(new Shape.Group(new FieldRow.Gate.Open()));
          switch (shape) {
            case Shape.One _, Shape.Many _, Shape.Names _, Shape.Document _ ->
                found.putIfAbsent(row.orElseThrow().path(), new Leaf(row.orElseThrow(), at));
            case Shape.Elements(_, var identity) -> {
              for (var item : fields.each(name)) walk(at.element(identity.of(item)), item, found);
            }
            case Shape.Group _, Shape.Dropped _ -> walk(at, (Fields) value, found);
          }
        });
  }

  /// Whether it tells the elements of a list apart.
  boolean identity() {
    int list = row.path().lastIndexOf("[].");
    return list >= 0
        && TABLE
            .identity(row.path().substring(0, list))
            .filter(known -> known.names().contains(row.path().substring(list + 3)))
            .isPresent();
  }

  Fields with(Fields service, Optional<Value> value) {
    return put(service, "", path.steps(), value);
  }

  private static Fields put(Fields at, String general, List<Step> steps, Optional<Value> value) {
    var name = steps.getFirst().word();
    if (steps.size() == 1) return value.map(v -> at.with(name, v)).orElse(at.without(name));
    var inner = general + (general.isEmpty() ? "" : ".") + name;
    if (!(steps.get(1) instanceof Step.Element(var key))) {
      return at.with(name, put(at.fields(name), inner, steps.subList(1, steps.size()), value));
    }
    var identity = TABLE.identity(inner).orElseThrow();
    var rest = steps.subList(2, steps.size());
    List<Value> items = new ArrayList<>();
    for (var item : at.each(name)) {
      items.add(identity.of(item).equals(key) ? put(item, inner + "[]", rest, value) : item);
    }
    return at.with(name, Value.items(items));
  }

  Value value(Fields service) {
    Value at = service;
    var general = Path.ROOT;
    for (var step : path.steps()) {
      at =
          switch (step) {
            case Step.Name(var name) -> ((Fields) at).at(name).orElseThrow();
            case Step.Element(var key) -> {
              var identity = TABLE.identity(FieldTable.general(general)).orElseThrow();
              yield identity.index(((Value.Items) at).items()).get(key);
            }
          };
      general =
          step instanceof Step.Element(var key) ? general.element(key) : general.field(step.word());
    }
    return at;
  }

  /// Where its difference is: at the name in a map.
  Path shown(Value value) {
    if (!(row.shape() instanceof Shape.Names)) return path;
    return path.field(((Fields) value).map().lastKey());
  }

  /// Another legal value; empty where there is but one.
  Optional<Value> other(Value now) {
    if (OTHERS.map().containsKey(row.path())) return Optional.of(OTHERS.map().get(row.path()));
    return switch (row.shape()) {
      case Shape.One(var kind) -> other(now, kind);
      case Shape.Many(_, var kind) -> longer(((Value.Items) now).items(), kind);
      case Shape.Names _, Shape.Document _ -> {
        var fields = (Fields) now;
        yield Optional.of(fields.with(fields.map().lastKey(), Value.of("another")));
      }
      case Shape.Elements _, Shape.Group _, Shape.Dropped _ -> Optional.empty();
    };
  }

  private Optional<Value> longer(List<Value> items, Kind kind) {
    var more = new ArrayList<>(items);
    var other = other(items.getLast(), kind).filter(value -> !items.contains(value));
    if (other.isEmpty()) more.removeLast();
    other.ifPresent(more::add);
    return Optional.of(Value.items(more));
  }

  private Optional<Value> other(Value now, Kind kind) {
    return switch (kind) {
      case FLAG -> Optional.of(Value.of(!now.equals(Value.of(true))));
      case NUMBER -> {
        var number = ((Value.Num) now).number().longValue();
        boolean room =
            !(row.range() instanceof Range.Between(_, var high))
                || high.filter(most -> number >= most).isEmpty();
        yield Optional.of(Value.of(room ? number + 1 : number - 1));
      }
      case TEXT ->
          row.range() instanceof Range.OneOf(var words)
              ? words.stream().map(Value::of).filter(w -> !w.equals(now)).findFirst()
              : Optional.of(Value.of(((Value.Text) now).text() + "x"));
    };
  }

  /// The same with every set in another order.
  static Fields shuffled(Fields service, Dice dice) {
    return shuffled(Path.ROOT, service, dice);
  }

  private static Fields shuffled(Path path, Fields fields, Dice dice) {
    var map = new TreeMap<String, Value>();
    fields.map().forEach((name, value) -> map.put(name, shuffled(path.field(name), value, dice)));
    return new Fields(map);
  }

  private static Value shuffled(Path at, Value value, Dice dice) {
    return switch (value) {
      case Fields inner -> shuffled(at, inner, dice);
      case Value.Items(var items) -> {
        var inner = items.stream().map(item -> shuffled(at.element(""), item, dice)).toList();
        yield Value.items(unordered(at) ? dice.shuffled(inner) : inner);
      }
      case Value.Text _, Value.Num _, Value.Flag _ -> value;
    };
  }

  private static boolean unordered(Path list) {
    return TABLE
        .row(list)
        .filter(row ->
            switch (row.shape()) {
              case Shape.Elements(var order, _) -> order == Order.SET;
              case Shape.Many(var order, _) -> order == Order.SET;
              case Shape.One _, Shape.Names _, Shape.Document _ -> false;
              case Shape.Group _, Shape.Dropped _ -> false;
            })
        .isPresent();
  }
}
