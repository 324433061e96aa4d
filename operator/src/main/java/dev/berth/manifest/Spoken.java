package dev.berth.manifest;

import dev.berth.model.Finding;
import dev.berth.model.Path;
import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import dev.berth.model.Value.Items;
import dev.berth.plan.Canonical;
import dev.berth.plan.FieldRow.Shape;
import dev.berth.plan.FieldTable;
import dev.berth.plan.ServiceFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One live service as a manifest's spec, and what of it a manifest has no words for.
final class Spoken {
  private static final String REBALANCING = "availabilityZoneRebalancing";

  private final String name;
  private final Suspects suspects;
  private final List<Finding> remarks = new ArrayList<>();

  Spoken(String name, Suspects suspects) {
    this.name = name;
    this.suspects = suspects;
  }

  List<Finding> remarks() {
    return List.copyOf(remarks);
  }

  /// @param live in ECS's words, with its definition
  Fields service(Fields live, Optional<String> namespace) {
    var known = creating(known(Path.ROOT, Canonical.stated(live)));
    twice(known);
    var spec = Sugared.service(known, name, namespace);
    var definition = spec.fields("taskDefinition");
    for (var list : List.of("initContainers", "containerDefinitions")) {
      var containers = definition.each(list);
      if (containers.isEmpty()) continue;
      definition = definition.with(list, Value.items(containers.stream().map(this::open).toList()));
    }
    return definition.isEmpty() ? spec : spec.with("taskDefinition", definition);
  }

  /// Without what ECS puts on creation where nothing is said, though no table has it as a default,
  /// as others may change it later. A DAEMON shows a count, too, which nobody may state.
  private static Fields creating(Fields service) {
    boolean on = service.text(REBALANCING).filter("ENABLED"::equals).isPresent();
    boolean daemon = service.text("schedulingStrategy").filter("DAEMON"::equals).isPresent();
    if (daemon) return service.without(REBALANCING).without(ServiceFields.COUNT);
    return on ? service.without(REBALANCING) : service;
  }

  private Fields open(Fields container) {
    var secret = suspects.in(container);
    for (var variable : secret) {
      remarks.add(
          Export.remark(
              "secret",
              "%s: the variable %s of %s looks like a secret, and is not written"
                  .formatted(name, variable, container.text("name").orElse("")),
              "keep it in Secrets Manager and say its ARN under `secrets`, or import again with"
                  + " --not-secret "
                  + variable));
    }
    return Suspects.without(container, secret);
  }

  /// ECS keeps two variables of one name; a map has room for one.
  private void twice(Fields service) {
    for (var container : service.fields("taskDefinition").each("containerDefinitions")) {
      for (var list : List.of("environment", "secrets")) {
        var names = container.each(list).stream().flatMap(p -> p.text("name").stream()).toList();
        if (names.stream().distinct().count() == names.size()) continue;
        var sentence = "%s: %s has two %s of one name, and the last is written";
        var place = container.text("name").orElse("");
        remarks.add(Export.remark("twice", sentence.formatted(name, place, list), ""));
      }
    }
  }

  /// Without the members that the tables do not know: a manifest could not say them.
  private Fields known(Path path, Fields fields) {
    var kept = new TreeMap<String, Value>();
    fields
        .map()
        .forEach((member, value) ->
            known(path.field(member), value).ifPresent(known -> kept.put(member, known)));
    return new Fields(kept);
  }

  private Optional<Value> known(Path path, Value value) {
    var row = ServiceFields.TABLE.row(path);
    boolean free = row.filter(r -> r.shape() instanceof Shape.Names).isPresent();
    if (free) return Optional.of(value);
    switch (value) {
      case Fields fields -> {
        var inner = known(path, fields);
        return inner.isEmpty() ? Optional.empty() : Optional.of(inner);
      }
      case Items(var items) when items.stream().anyMatch(Fields.class::isInstance) -> {
        return Optional.of(elements(path, items));
      }
      case Items _, Value.Text _, Value.Num _, Value.Flag _ -> {
        if (row.isPresent()) return Optional.of(value);
        var hint = "this version of Berth does not know it: every diff will show it";
        remarks.add(Export.remark("unknown-field", name + ": " + path + " cannot be said", hint));
        return Optional.empty();
      }
    }
  }

  private Value elements(Path path, List<Value> items) {
    var identity = ServiceFields.TABLE.identity(FieldTable.general(path));
    var kept = new ArrayList<Value>();
    for (var item : items) {
      if (!(item instanceof Fields element)) continue;
      var key = identity.map(known -> known.of(element)).orElse("");
      kept.add(known(path.element(key), element));
    }
    return Value.items(kept);
  }
}
