package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Services, and what they share: it stands once, in the defaults and the blocks of an Environment.
///
/// @param defaults with `service`, `taskDefinition` and `container`, as far as there is something
record Lifted(
    SortedMap<String, Fields> services, Fields defaults, SortedMap<String, Fields> blocks) {
  private static final List<String> LISTS = List.of("initContainers", "containerDefinitions");
  private static final String DEFINITION = "taskDefinition";
  private static final String CONTAINERS = "taskDefinition.containerDefinitions[]";

  /// What tells a service from its neighbours is read where the service is.
  private static final Shared SERVICES =
      new Shared(List.of("adopt", "desiredCount", "scaling", DEFINITION));

  private static final Shared DEFINITIONS =
      new Shared(List.of("family", "cpu", "memory", "initContainers", "containerDefinitions"));
  private static final Shared INSIDE =
      new Shared(
          List.of("name", "image", "command", "entryPoint", "essential", "env", "secrets", "use"));

  /// @param whole by name, in people's words
  Lifted(SortedMap<String, Fields> whole) {
    this(whole, named(whole));
  }

  private Lifted(SortedMap<String, Fields> whole, SharedNames names) {
    this(below(each(whole, names::using), defaults(whole)), defaults(whole), names.blocks());
  }

  private static SharedNames named(SortedMap<String, Fields> whole) {
    var containers = new TreeMap<String, Fields>();
    whole.forEach((service, spec) -> {
      for (var container : Sugared.all(spec)) containers.put(id(service, container), container);
    });
    return new SharedNames(containers);
  }

  private static String id(String service, Fields container) {
    return service + "/" + container.text("name").orElse("");
  }

  private static Fields defaults(SortedMap<String, Fields> whole) {
    var specs = List.copyOf(whole.values());
    var containers = new ArrayList<Fields>();
    specs.forEach(spec -> containers.addAll(Sugared.all(spec)));
    var definitions = specs.stream().map(spec -> spec.fields(DEFINITION)).toList();
    var defaults = new TreeMap<String, Value>();
    defaults.put("service", SERVICES.of(specs, ""));
    defaults.put(DEFINITION, DEFINITIONS.of(definitions, DEFINITION));
    // One service's containers share what is that service's.
    defaults.put("container", specs.size() < 2 ? Fields.EMPTY : INSIDE.of(containers, CONTAINERS));
    defaults.values().removeIf(Fields.EMPTY::equals);
    return new Fields(defaults);
  }

  private static SortedMap<String, Fields> below(SortedMap<String, Fields> specs, Fields defaults) {
    var inside = defaults.fields("container");
    var rest = new TreeMap<String, Fields>();
    each(specs, (_, container) -> Shared.without(container, inside))
        .forEach((name, spec) -> {
          var service = Shared.without(spec, defaults.fields("service"));
          var definition = spec.fields(DEFINITION);
          var own = Shared.without(definition, defaults.fields(DEFINITION));
          rest.put(name, own.isEmpty() ? service : service.with(DEFINITION, own));
        });
    return rest;
  }

  private static SortedMap<String, Fields> each(
      SortedMap<String, Fields> specs, BiFunction<String, Fields, Fields> change) {
    var changed = new TreeMap<String, Fields>();
    specs.forEach((name, spec) -> {
      var definition = spec.fields(DEFINITION);
      for (var list : LISTS) {
        var containers =
            definition.each(list).stream().map(c -> change.apply(id(name, c), c)).toList();
        if (!containers.isEmpty()) definition = definition.with(list, Value.items(containers));
      }
      changed.put(name, definition.isEmpty() ? spec : spec.with(DEFINITION, definition));
    });
    return changed;
  }
}
