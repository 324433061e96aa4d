package dev.berth.manifest;

import dev.berth.model.Value;
import dev.berth.model.Value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A service in the words that people write: what [Sugar] turns into ECS's.
final class Sugared {
  private static final int UNIT = 1024;

  private Sugared() {}

  /// @param stated with nothing that equals a default
  /// @param namespace of the environment, as the service names it
  static Fields service(Fields stated, String name, Optional<String> namespace) {
    var definition = definition(stated.fields("taskDefinition"), name);
    var connect = stated.fields("serviceConnectConfiguration");
    boolean same = namespace.isPresent() && connect.text("namespace").equals(namespace);
    var plain =
        same ? stated.with("serviceConnectConfiguration", connect.without("namespace")) : stated;
    return definition.isEmpty() ? plain : plain.with("taskDefinition", definition);
  }

  private static Fields definition(Fields stated, String name) {
    boolean own = stated.text("family").filter(name::equals).isPresent();
    var plain = own ? stated.without("family") : stated;
    plain = sized(sized(plain, "cpu", " vCPU"), "memory", " GB");
    var order = Initials.of(stated.each("containerDefinitions"));
    if (!order.first().isEmpty()) plain = plain.with("initContainers", containers(order.first()));
    return order.then().isEmpty()
        ? plain
        : plain.with("containerDefinitions", containers(order.then()));
  }

  /// `1 vCPU` and `2 GB`; units and MiB where they are no whole number of those.
  private static Fields sized(Fields definition, String member, String unit) {
    var text = definition.text(member).filter(t -> t.matches("[0-9]{1,9}"));
    if (text.isEmpty()) return definition;
    int size = Integer.parseInt(text.get());
    boolean whole = size > 0 && size % UNIT == 0;
    return definition.with(member, whole ? Value.of(size / UNIT + unit) : Value.of(size));
  }

  private static Value containers(List<Fields> containers) {
    return Value.items(containers.stream().map(Sugared::container).toList());
  }

  private static Fields container(Fields container) {
    var plain = named(container, "environment", "value", "env");
    return named(plain, "secrets", "valueFrom", "secrets");
  }

  /// A list of `{name, value}` as a mapping by name. Of two with a name ECS's tasks get the last.
  private static Fields named(Fields container, String list, String member, String target) {
    var items = container.each(list);
    if (items.isEmpty()) return container;
    var names = new TreeMap<String, Value>();
    for (var item : items) {
      names.put(item.text("name").orElse(""), item.at(member).orElse(Value.of("")));
    }
    return container.without(list).with(target, new Fields(names));
  }

  /// Every container of a sugared service, init containers first.
  static List<Fields> all(Fields service) {
    var definition = service.fields("taskDefinition");
    var all = new ArrayList<>(definition.each("initContainers"));
    all.addAll(definition.each("containerDefinitions"));
    return List.copyOf(all);
  }
}
