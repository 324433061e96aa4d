package dev.berth.plan;

import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.plan.Field.Consequence;
import dev.berth.plan.FieldRow.Gate;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldRow.Start;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is sent to ECS for a wanted service. Never the canonical form: what a manifest states is
/// said, in the API's spelling.
public final class ServiceRequest {
  private static final FieldTable TABLE = ServiceFields.ALONE;

  private ServiceRequest() {}

  /// RegisterTaskDefinition's members, without tags.
  public static Fields definition(Fields want) {
    return spelled(TaskFields.TABLE, "", ServiceFields.definition(want));
  }

  /// CreateService's members, without cluster, name, task definition and tags.
  public static Fields create(Fields want) {
    var request = sent(want.without(ServiceFields.DEFINITION));
    if (!request.text("schedulingStrategy").equals(Optional.of("DAEMON"))) {
      var count = request.at(ServiceFields.COUNT).orElse(Value.of(1));
      request = request.with(ServiceFields.COUNT, count);
    }
    return Rebalancing.settled(request);
  }

  /// UpdateService's members for what differs, without cluster, name and task definition. A member
  /// that the manifest leaves out is sent as its default: ECS reads a missing one as unchanged.
  ///
  /// @param changed paths of differences; those that no UpdateService can put right are passed over
  public static Fields update(Fields want, Collection<Path> changed) {
    var sent = Rebalancing.settled(sent(want.without(ServiceFields.DEFINITION)));
    var request = new TreeMap<String, Value>();
    for (var path : new TreeSet<>(changed)) {
      if (!updatable(path)) continue;
      member(sent, first(path), changed).ifPresent(value -> request.put(first(path), value));
      if (forced(path)) request.put("forceNewDeployment", Value.of(true));
    }
    return new Fields(request);
  }

  private static Optional<Value> member(Fields want, String member, Collection<Path> changed) {
    if (member.equals(RolloutFields.MEMBER)) return Optional.of(merged(want, changed));
    return want.at(member).or(() -> TABLE.row(member).flatMap(row -> row.cleared(want)));
  }

  /// ECS merges the members of `deploymentConfiguration` one by one, and fills an object in it that
  /// is sent in part by rules of its own: so a changed member is sent when it is unstated, too, and
  /// an object whole (observed; not in the API reference).
  private static Fields merged(Fields want, Collection<Path> changed) {
    var stated = want.fields(RolloutFields.MEMBER);
    var all = new TreeMap<>(stated.map());
    for (var name : below(RolloutFields.MEMBER)) {
      var path = RolloutFields.MEMBER + "." + name;
      if (stated.at(name).isEmpty() && !touched(path, changed)) continue;
      merged(want, path, name).ifPresent(value -> all.put(name, value));
    }
    return new Fields(all);
  }

  private static Optional<Value> merged(Fields want, String path, String name) {
    var stated = want.fields(RolloutFields.MEMBER);
    var row = TABLE.row(path);
    if (row.map(FieldRow::shape).filter(shape -> shut(shape, stated)).isPresent()) {
      return stated.at(name);
    }
    var whole = filled(want, path, stated.fields(name));
    return whole.isEmpty()
        ? stated.at(name).or(() -> row.flatMap(r -> r.cleared(want)))
        : some(whole);
  }

  /// ECS refuses the settings of a strategy beside another strategy.
  private static boolean shut(Shape shape, Fields siblings) {
    return shape instanceof Shape.Group(Gate.Beside beside) && !beside.open(siblings);
  }

  private static Optional<Value> some(Value value) {
    return Optional.of(value);
  }

  private static Fields filled(Fields want, String path, Fields stated) {
    var all = new TreeMap<>(stated.map());
    if (TABLE.identity(path).isPresent()) return Fields.EMPTY;
    for (var name : below(path)) {
      if (stated.at(name).isPresent()) continue;
      TABLE
          .row(path + "." + name)
          .flatMap(row -> row.cleared(want))
          .ifPresent(v -> all.put(name, v));
    }
    return new Fields(all);
  }

  private static boolean touched(String general, Collection<Path> changed) {
    return changed.stream()
        .map(FieldTable::general)
        .anyMatch(path -> path.equals(general) || path.matches("\\Q" + general + "\\E[.\\[].*"));
  }

  /// The names that have a row, or rows, right below an object.
  private static TreeSet<String> below(String path) {
    var names = new TreeSet<String>();
    for (var row : TABLE.rows()) {
      if (row.dropped() || !row.path().startsWith(path + ".")) continue;
      names.add(row.path().substring(path.length() + 1).split("[.\\[]", 2)[0]);
    }
    return names;
  }

  private static boolean updatable(Path path) {
    return TABLE
        .row(path)
        .map(FieldRow::consequence)
        .map(consequence ->
            switch (consequence) {
              case Consequence.InPlace _, Consequence.NewDeployment _ -> true;
              case Consequence.Replace _, Consequence.Ignored _, Consequence.RunAgain _ -> false;
            })
        .orElse(false);
  }

  private static boolean forced(Path path) {
    return TABLE.row(path).filter(row -> row.start() == Start.FORCED).isPresent();
  }

  static String first(Path path) {
    return path.steps().getFirst() instanceof Path.Step.Name(var name) ? name : "";
  }

  private static Fields sent(Fields want) {
    return spelled(TABLE, "", weighted(want));
  }

  /// With the weights of a strategy: the API's default of 0 would start no task there (source: ECS
  /// API reference, CapacityProviderStrategyItem).
  static Fields weighted(Fields want) {
    var member = "capacityProviderStrategy";
    if (want.at(member).isEmpty()) return want;
    List<Value> items = want.items(member).stream().map(ServiceRequest::withWeight).toList();
    return want.with(member, Value.items(items));
  }

  private static Value withWeight(Value item) {
    return item instanceof Fields fields && fields.at("weight").isEmpty()
        ? fields.with("weight", Value.of(1))
        : item;
  }

  private static Fields spelled(FieldTable table, String path, Fields fields) {
    var spelled = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((name, value) -> spelled.put(name, spelled(table, dotted(path, name), value)));
    return new Fields(spelled);
  }

  private static Value spelled(FieldTable table, String at, Value value) {
    if (table.row(at).map(FieldRow::shape).filter(Shape.Document.class::isInstance).isPresent()) {
      return Canonical.document(value);
    }
    return switch (value) {
      case Fields fields -> spelled(table, at, fields);
      case Items(var items) ->
          Value.items(items.stream().map(item -> spelled(table, at + "[]", item)).toList());
      case Value.Text _, Value.Num _, Value.Flag _ ->
          table.row(at).map(row -> size(row, value)).orElse(value);
    };
  }

  private static Value size(FieldRow row, Value value) {
    return switch (row.sameness()) {
      case CPU, MEMORY ->
          row.shape() instanceof Shape.One(var kind) ? row.sameness().normal(value, kind) : value;
      case VERBATIM, ROLE, LOWER, UPPER, PLACE, TIME -> value;
    };
  }

  private static String dotted(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
